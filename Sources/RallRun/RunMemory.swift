internal import RallModel

/// Whether the frames of a run stay in memory.
enum FrameKeeping {
  case none
  /// As a file has them.
  case single
  /// As they were computed.
  case double
}

/// What a run hands over, kept in memory: spikes of every watch, traces for the measures, and frames where
/// they are wanted.
struct RunMemory: FrameSink {
  /// Spikes of every watch, the detectors' own first.
  private(set) var spikes: [[Spike]]
  /// The traces that are followed beside the tracks.
  private(set) var traces: [[Double]]
  /// The frames of each track; empty where they are not to be kept so.
  private(set) var frames: [[Float]]
  /// The same, as they were computed.
  private(set) var wholeFrames: [[Double]]
  private let trackCount: Int

  init(_ layout: ResultLayout, watches: Int, follows: Int, keeping: FrameKeeping) {
    trackCount = layout.tracks.count
    spikes = Array(repeating: [], count: watches)
    traces = Array(repeating: [], count: follows)
    frames = Array(repeating: [], count: keeping == .single ? trackCount : 0)
    wholeFrames = Array(repeating: [], count: keeping == .double ? trackCount : 0)
  }

  mutating func append(frames new: [Double], to track: Int) {
    if track >= trackCount {
      traces[track - trackCount] += new
    } else if !frames.isEmpty {
      frames[track] += new.lazy.map { Float($0) }
    } else if !wholeFrames.isEmpty {
      wholeFrames[track] += new
    }
  }

  mutating func append(spike: Spike, to detector: Int) { spikes[detector].append(spike) }

  /// Adds what a run that is killed would lose of it; frames are in the file.
  func save(to state: inout RunState) {
    for list in spikes { state.put(list: list) }
    for trace in traces { state.put(list: trace) }
  }

  /// - Parameter points: how many points each watch has.
  mutating func restore(
    from kept: inout KeptRunState, points: [Int]
  ) throws(StateMismatch) {
    for watch in spikes.indices { spikes[watch] = try kept.spikes(points: points[watch]) }
    for follow in traces.indices { traces[follow] = try kept.list() }
  }
}
