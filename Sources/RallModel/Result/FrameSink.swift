/// Whoever takes what a run records, while it goes on: a file, or memory.
///
/// Calls come from one thread, in the order of time within each recording.
public protocol FrameSink: ~Copyable {
  /// Frames of one track (an index into `ResultLayout.tracks`), whole rows of one value a column.
  mutating func append(frames: [Double], to track: Int) throws
  /// A spike at a detector (an index into `ResultLayout.detectors`).
  mutating func append(spike: Spike, to detector: Int) throws
  /// The state to be taken down now, between two steps, and then to be kept; nil where it is not time.
  var wantedState: RunState? { mutating get }
  /// Keeps the state of the run. All that was recorded until then was appended before.
  mutating func keep(_ state: RunState) throws
  /// The run is stopped before its end: what comes from now on is what is known without the steps that
  /// would have followed.
  mutating func endsEarly() throws
}

/// A sink that keeps no state.
extension FrameSink where Self: ~Copyable {
  public var wantedState: RunState? { nil }
  public mutating func keep(_ state: RunState) {}
  public mutating func endsEarly() {}
}
