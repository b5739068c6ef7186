internal import RallHDF5
internal import RallModel

/// Shares out what a run hands over: the experiment's own to the result file, what measures need to
/// memory.
struct RunSink: ~Copyable, FrameSink {
  /// Nil where nothing is to be written.
  private var file: ResultFile?
  private(set) var memory: RunMemory
  private let trackCount: Int
  private let detectorCount: Int
  /// Time spent writing.
  private(set) var writing = Duration.zero

  init(
    _ file: consuming ResultFile?, _ layout: ResultLayout, watches: Int, follows: Int,
    keeping: FrameKeeping = .none
  ) {
    self.file = file
    trackCount = layout.tracks.count
    detectorCount = layout.detectors.count
    memory = RunMemory(layout, watches: watches, follows: follows, keeping: keeping)
  }

  mutating func append(frames: [Double], to track: Int) throws {
    memory.append(frames: frames, to: track)
    guard track < trackCount else { return }
    let start = ContinuousClock.now
    try file?.append(frames: frames, to: track)
    writing += start.duration(to: .now)
  }

  mutating func append(spike: Spike, to detector: Int) throws {
    memory.append(spike: spike, to: detector)
    guard detector < detectorCount else { return }
    try file?.append(spike: spike, to: detector)
  }

  var wantedState: RunState? { mutating get { file?.wantedState } }

  /// Adds what this sink holds itself.
  mutating func keep(_ state: RunState) throws {
    var state = state
    memory.save(to: &state)
    try file?.keep(state)
  }

  /// Takes it back from a kept state, behind the run's own part of it.
  mutating func restore(
    from kept: inout KeptRunState, points: [Int]
  ) throws(StateMismatch) {
    try memory.restore(from: &kept, points: points)
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
