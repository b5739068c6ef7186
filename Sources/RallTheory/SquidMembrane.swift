#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The membrane of the squid giant axon, with the voltage as it is measured today.
///
/// C dv/dt = I − g_Na m³h (v − E_Na) − g_K n⁴ (v − E_K) − g_L (v − E_L), dx/dt = φ (α(1 − x) − βx),
/// φ = 3^((T − 6.3)/10). In mV, ms, µA/cm², mS/cm², µF/cm², °C.
/// Hodgkin and Huxley 1952, doi:10.1113/jphysiol.1952.sp004764, with V = −(v + 65).
public struct SquidMembrane: Sendable, Hashable {
  /// In µF/cm².
  public var capacitance = 1.0
  /// In mS/cm².
  public var sodiumConductance = 120.0
  /// In mS/cm².
  public var potassiumConductance = 36.0
  /// In mS/cm².
  public var leakConductance = 0.3
  /// In mV.
  public var sodiumReversal = 50.0
  /// In mV.
  public var potassiumReversal = -77.0
  /// In mV. Conventions differ (−54.3, −54.387, −54.4) and move the fourth digit of every result.
  public var leakReversal: Double
  /// In °C.
  public var temperature: Double { didSet { gateSpeed = Self.gateSpeed(temperature) } }
  /// φ, the speed of the gates relative to 6.3 °C.
  public private(set) var gateSpeed: Double

  /// A leak reversal in mV and a temperature in °C; all else as in 1952.
  public init(leakReversal: Double, temperature: Double) {
    self.leakReversal = leakReversal
    self.temperature = temperature
    gateSpeed = Self.gateSpeed(temperature)
  }

  /// Voltage and gates, in the lanes v, m, h, n.
  typealias State = Extrapolation.State

  private static func gateSpeed(_ temperature: Double) -> Double {
    pow(3, (temperature - 6.3) / 10)
  }

  /// The opening and closing rates of m, h and n at a voltage in mV and 6.3 °C, in 1/ms.
  func rates(_ v: Double) -> (alpha: SIMD3<Double>, beta: SIMD3<Double>) {
    let alpha = SIMD3(
      relaxation((v + 40) / 10).value, 0.07 * exp(-(v + 65) / 20),
      0.1 * relaxation((v + 55) / 10).value)
    let beta = SIMD3(
      4 * exp(-(v + 65) / 18), 1 / (1 + exp(-(v + 35) / 10)), 0.125 * exp(-(v + 65) / 80))
    return (alpha, beta)
  }

  /// The slopes of the rates with voltage, in 1/(ms mV).
  func rateSlopes(_ v: Double) -> (alpha: SIMD3<Double>, beta: SIMD3<Double>) {
    let (alpha, beta) = rates(v)
    let slopes = SIMD3(
      relaxation((v + 40) / 10).slope / 10, -alpha[1] / 20, relaxation((v + 55) / 10).slope / 100)
    return (slopes, SIMD3(-beta[0] / 18, beta[1] * (1 - beta[1]) / 10, -beta[2] / 80))
  }

  /// The steady gates m, h and n at a voltage in mV.
  public func steadyGates(at voltage: Double) -> (m: Double, h: Double, n: Double) {
    let (alpha, beta) = rates(voltage)
    let steady = alpha / (alpha + beta)
    return (steady[0], steady[1], steady[2])
  }

  /// The time constants of m, h and n at a voltage in mV, in ms.
  public func timeConstants(at voltage: Double) -> (m: Double, h: Double, n: Double) {
    let (alpha, beta) = rates(voltage)
    let tau = 1 / (gateSpeed * (alpha + beta))
    return (tau[0], tau[1], tau[2])
  }

  /// Outward ionic current in µA/cm².
  func ionicCurrent(_ y: State) -> Double {
    let (v, m, h, n) = (y[0], y[1], y[2], y[3])
    return sodiumConductance * m * m * m * h * (v - sodiumReversal)
      + potassiumConductance * n * n * n * n * (v - potassiumReversal)
      + leakConductance * (v - leakReversal)
  }

  /// dy/dt of the gates, with nothing in the lane of the voltage.
  func gateRates(_ y: State) -> State {
    let (alpha, beta) = rates(y[0])
    let gates = SIMD3(y[1], y[2], y[3])
    let change = gateSpeed * (alpha - (alpha + beta) * gates)
    return State(0, change[0], change[1], change[2], 0, 0, 0, 0)
  }

  /// dy/dt of a space-clamped patch with `current` µA/cm² through it.
  func patchRates(_ y: State, current: Double) -> State {
    var change = gateRates(y)
    change[0] = (current - ionicCurrent(y)) / capacitance
    return change
  }

  /// The state with steady gates at a voltage.
  func steadyState(at voltage: Double) -> State {
    let gates = steadyGates(at: voltage)
    return State(voltage, gates.m, gates.h, gates.n, 0, 0, 0, 0)
  }

  /// The current in µA/cm² that holds a voltage in mV for good.
  public func steadyCurrent(at voltage: Double) -> Double { ionicCurrent(steadyState(at: voltage)) }

  /// The resting voltage in mV, to the last bit.
  public var restingVoltage: Double {
    boundary(from: potassiumReversal, to: -40) { steadyCurrent(at: $0) > 0 }
  }

  /// x/(1 − e⁻ˣ), 1 at 0, with its slope.
  private func relaxation(_ x: Double) -> (value: Double, slope: Double) {
    guard x.magnitude > 0.02 else {
      let square = x * x
      return (
        1 + x / 2 + square / 12 - square * square / 720,
        0.5 + x / 6 - x * square / 180 + x * square * square / 5040
      )
    }
    let rise = -expm1(-x)
    return (x / rise, (rise - x * (1 - rise)) / (rise * rise))
  }
}
