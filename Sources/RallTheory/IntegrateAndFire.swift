#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A leaky integrate-and-fire neuron under constant drive, in closed form.
///
/// Lapicque 1907; times in ms, voltages in mV from rest.
public struct IntegrateAndFire: Sendable, Hashable {
  /// τ.
  public let timeConstant: Double
  /// Where a spike is fired.
  public let threshold: Double
  /// Where the voltage starts anew.
  public let reset: Double
  /// For how long it stays there.
  public let refractoryPeriod: Double

  /// Times in ms, voltages in mV from rest.
  public init(
    timeConstant: Double, threshold: Double, reset: Double = 0, refractoryPeriod: Double = 0
  ) {
    self.timeConstant = timeConstant
    self.threshold = threshold
    self.reset = reset
    self.refractoryPeriod = refractoryPeriod
  }

  /// 1/(t_ref + τ ln((RI − V_reset)/(RI − V_threshold))), in Hz, for a drive RI in mV; zero where
  /// the drive does not pass the threshold.
  public func rate(drive: Double) -> Double {
    guard drive > threshold else { return 0 }
    let rise = timeConstant * log((drive - reset) / (drive - threshold))
    return 1000 / (refractoryPeriod + rise)
  }
}
