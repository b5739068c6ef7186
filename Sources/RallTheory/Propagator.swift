#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// What a step of time does, exactly, to a leaky membrane with a synaptic current that decays:
/// `τ_m dV/dt = −V + (τ_m/C) I`, `τ_s dI/dt = −I`.
///
/// The matrix exponential of Rotter and Diesmann 1999, doi:10.1007/s004220050570; times in ms, C in pF,
/// currents in pA, potentials in mV from rest.
public struct Propagator: Sendable, Hashable {
  /// τ_m.
  public let membraneTimeConstant: Double
  /// τ_s.
  public let synapticTimeConstant: Double
  /// C.
  public let capacitance: Double

  /// Times in ms, the capacitance in pF.
  public init(
    membraneTimeConstant: Double, synapticTimeConstant: Double, capacitance: Double
  ) {
    self.membraneTimeConstant = membraneTimeConstant
    self.synapticTimeConstant = synapticTimeConstant
    self.capacitance = capacitance
  }

  /// What is left of the current after a time: P11 = e^(−t/τ_s).
  public func currentDecay(after time: Double) -> Double { exp(-time / synapticTimeConstant) }

  /// What is left of the potential: P22 = e^(−t/τ_m).
  public func potentialDecay(after time: Double) -> Double { exp(-time / membraneTimeConstant) }

  /// The potential that a unit of current has brought about: P21 in mV/pA, which is e^(−t/τ_m)/C times
  /// the integral of e^(−kt) with k = 1/τ_s − 1/τ_m. Equal time constants are no exception.
  public func potential(after time: Double) -> Double {
    let integral = rateDifference == 0 ? time : -expm1(-rateDifference * time) / rateDifference
    return potentialDecay(after: time) * integral / capacitance
  }

  /// When that is highest: ln(τ_m/τ_s)/k.
  public var peakTime: Double {
    guard rateDifference != 0 else { return membraneTimeConstant }
    return log(membraneTimeConstant / synapticTimeConstant) / rateDifference
  }

  private var rateDifference: Double { 1 / synapticTimeConstant - 1 / membraneTimeConstant }
}
