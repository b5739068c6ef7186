public import RallModel

/// Keeps frames and spikes in memory.
public struct MemorySink: FrameSink, Sendable {
  /// The frames of each track, whole rows, one after the other.
  public private(set) var frames: [[Double]]
  /// The spikes of each detector, in the order in which they ended.
  public private(set) var spikes: [[Spike]]

  public init(_ layout: ResultLayout) {
    frames = layout.tracks.map { _ in [] }
    spikes = layout.detectors.map { _ in [] }
  }

  public mutating func append(frames new: [Double], to track: Int) {
    frames[track] += new
  }

  public mutating func append(spike: Spike, to detector: Int) {
    spikes[detector].append(spike)
  }

  /// One column of a track, frame by frame.
  public func trace(_ column: Int, of track: Int, _ layout: ResultLayout) -> [Double] {
    let width = layout.tracks[track].columns.count
    return stride(from: column, to: frames[track].count, by: width).map { frames[track][$0] }
  }
}
