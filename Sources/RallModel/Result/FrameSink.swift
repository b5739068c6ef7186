/// Whoever takes what a run records, while it goes on: a file, or memory.
///
/// Calls come from one thread, in the order of time within each recording.
public protocol FrameSink: ~Copyable {
  /// Frames of one track (an index into `ResultLayout.tracks`), whole rows of one value a column.
  mutating func append(frames: [Double], to track: Int) throws
  /// A spike at a detector (an index into `ResultLayout.detectors`).
  mutating func append(spike: Spike, to detector: Int) throws
}
