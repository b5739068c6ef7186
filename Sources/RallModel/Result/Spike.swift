public import RallUnits

/// An upward crossing of a threshold.
public struct Spike: Sendable, Hashable {
  /// Which of the detector's points fired.
  public var point: Int
  /// When the threshold was crossed.
  public var time: Time
  /// The highest potential before it fell below the threshold again.
  public var peak: Voltage
  /// How far the time may be off; nil where that was not estimated.
  public var error: Time?

  public init(point: Int, time: Time, peak: Voltage, error: Time? = nil) {
    self.point = point
    self.time = time
    self.peak = peak
    self.error = error
  }
}
