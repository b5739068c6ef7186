#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

extension SquidMembrane {
  /// The ionic current density of a membrane at rest at one voltage, stepped to another and held
  /// there, outward, in µA/cm², at a time in ms after the step.
  ///
  /// At a fixed voltage every gate runs its exponential: x∞ + (x₀ − x∞) e^(−t/τ).
  /// Hodgkin and Huxley 1952, doi:10.1113/jphysiol.1952.sp004764, equations 11 and 23.
  public func clampCurrent(from rest: Double, to held: Double, time: Double) -> Double {
    let (before, after) = (rates(rest), rates(held))
    let start = before.alpha / (before.alpha + before.beta)
    let speed = gateSpeed * (after.alpha + after.beta)
    let end = after.alpha / (after.alpha + after.beta)
    func gate(_ k: Int) -> Double { end[k] + (start[k] - end[k]) * exp(-speed[k] * time) }
    let (m, h, n) = (gate(0), gate(1), gate(2))
    return sodiumConductance * m * m * m * h * (held - sodiumReversal)
      + potassiumConductance * n * n * n * n * (held - potassiumReversal)
      + leakConductance * (held - leakReversal)
  }
}
