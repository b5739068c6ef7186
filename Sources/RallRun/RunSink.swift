internal import RallHDF5
internal import RallModel

/// Shares out what a run hands over: the experiment's own to the result file, what measures need to
/// memory.
struct RunSink: ~Copyable, FrameSink {
  /// Nil where nothing is to be written.
  private var file: ResultFile?
  /// Spikes of every watch, the detectors' own first.
  private(set) var spikes: [[Spike]]
  /// The traces that are followed beside the tracks.
  private(set) var traces: [[Double]]
  private let trackCount: Int
  private let detectorCount: Int
  /// Time spent writing.
  private(set) var writing = Duration.zero

  init(_ file: consuming ResultFile?, _ layout: ResultLayout, watches: Int, follows: Int) {
    self.file = file
    trackCount = layout.tracks.count
    detectorCount = layout.detectors.count
    spikes = Array(repeating: [], count: watches)
    traces = Array(repeating: [], count: follows)
  }

  mutating func append(frames: [Double], to track: Int) throws {
    if track >= trackCount {
      traces[track - trackCount] += frames
      return
    }
    let start = ContinuousClock.now
    try file?.append(frames: frames, to: track)
    writing += start.duration(to: .now)
  }

  mutating func append(spike: Spike, to detector: Int) throws {
    spikes[detector].append(spike)
    guard detector < detectorCount else { return }
    try file?.append(spike: spike, to: detector)
  }

  var wantedState: RunState? { mutating get { file?.wantedState } }

  /// Adds what this sink holds itself.
  mutating func keep(_ state: RunState) throws {
    var state = state
    for list in spikes { state.put(list: list) }
    for trace in traces { state.put(list: trace) }
    try file?.keep(state)
  }

  /// Takes it back from a kept state, behind the run's own part of it.
  mutating func restore(
    from kept: inout KeptRunState, points: [Int]
  ) throws(StateMismatch) {
    for watch in spikes.indices { spikes[watch] = try kept.spikes(points: points[watch]) }
    for follow in traces.indices { traces[follow] = try kept.list() }
  }

  mutating func endsEarly() throws { file?.endsEarly() }

  /// Writes the answers and ends the file.
  consuming func finish(
    _ status: ResultStatus, measures: [MeasureResult], trackErrors: [[Double]],
    wallSeconds: Double
  ) throws(ResultFileError) {
    guard var file else { return }
    try file.write(measures: measures)
    file.write(trackErrors: trackErrors)
    try file.finish(status: status, wallSeconds: wallSeconds)
  }
}
