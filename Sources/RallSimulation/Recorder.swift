internal import RallModel
internal import RallNumerics
internal import RallUnits

/// Writes the frames of one track: at k·every, by the cubic through the steps around, never across
/// a discontinuity.
///
/// In a stretch in which every frame falls on the end of a step, the potentials are read there and
/// nowhere else: what is recorded costs what its frames cost, however short the steps are.
struct Recorder {
  private let source: Source
  private let track: Int
  private let every: Double
  private let frameCount: Int
  private var window: Window
  private var next = 0
  private var pending: [Double] = []
  private let pendingLimit: Int
  /// Of each stretch, whether every frame in it falls on a step.
  private let fallsOnSteps: [Bool]
  /// When the stretches end, ms.
  private let ends: [Double]
  /// A frame at the very end of a stretch, which is the next one's unless the run ends there.
  private var held: [Double]?

  init(_ source: Source, track index: Int, of layout: Track, _ grid: TimeGrid) {
    self.source = source
    track = index
    every = layout.every.coherent
    frameCount = layout.frameCount
    window = Window(columns: source.columns)
    // Whole frames, some 64 KiB of them, and so few that a kill takes little of a narrow recording.
    pendingLimit = min(64, max(1, 8192 / max(1, source.columns))) * source.columns
    pending.reserveCapacity(pendingLimit)
    ends = grid.stretches.map(\.end)
    let every = every
    fallsOnSteps = grid.stretches.map { $0.hasStepAtAll(multiplesOf: every, within: 1e-9 * every) }
  }

  /// A stretch begins: what was before does not matter to it.
  mutating func begin() {
    window.empty()
    held = nil
  }

  /// Takes the state at a time in a stretch.
  mutating func take<Sink: FrameSink & ~Copyable>(
    _ sample: borrowing Sample, in stretch: Int, into sink: inout Sink
  ) throws {
    if fallsOnSteps[stretch] {
      try takeFrame(sample, ending: ends[stretch], into: &sink)
      return
    }
    let ready = window.push(time: sample.time) { source.value($0, in: sample) }
    for interval in ready { try emit(interval, through: false, into: &sink) }
  }

  /// A stretch ends; `last` where the run ends with it, and its last moment belongs to it.
  mutating func end<Sink: FrameSink & ~Copyable>(last: Bool, into sink: inout Sink) throws {
    let remaining = window.remaining
    for interval in remaining {
      try emit(interval, through: last && interval == remaining.upperBound - 1, into: &sink)
    }
    if last, let frame = held {
      pending += frame
      next += 1
      held = nil
    }
    if last { try flush(into: &sink) }
  }

  /// Writes the frame that falls on a sample, if one does.
  private mutating func takeFrame<Sink: FrameSink & ~Copyable>(
    _ sample: borrowing Sample, ending end: Double, into sink: inout Sink
  ) throws {
    let time = Double(next) * every
    guard next < frameCount, sample.time >= time - 1e-9 * every else { return }
    if sample.time >= end {
      held = []
      source.append(sample, to: &held!)
      return
    }
    source.append(sample, to: &pending)
    next += 1
    if pending.count >= pendingLimit { try flush(into: &sink) }
  }

  /// The frames from one sample up to the next; that one too where `through`.
  private mutating func emit<Sink: FrameSink & ~Copyable>(
    _ interval: Int, through: Bool, into sink: inout Sink
  ) throws {
    let (start, end) = (window.times[interval], window.times[interval + 1])
    // A frame this near to a sample is that sample.
    let nearness = 1e-9 * every
    while next < frameCount {
      let time = Double(next) * every
      if time > end + nearness || (!through && time >= end - nearness) { break }
      if abs(time - start) <= nearness {
        for column in window.values.indices {
          pending.append(window.values[column][interval])
        }
      } else if abs(time - end) <= nearness {
        for column in window.values.indices {
          pending.append(window.values[column][interval + 1])
        }
      } else {
        for column in window.values.indices {
          pending.append(window.cubic(column).value(at: time))
        }
      }
      next += 1
      if pending.count >= pendingLimit { try flush(into: &sink) }
    }
  }

  /// Hands over all frames that are known.
  mutating func flush<Sink: FrameSink & ~Copyable>(into sink: inout Sink) throws {
    guard !pending.isEmpty else { return }
    try sink.append(frames: pending, to: track)
    pending.removeAll(keepingCapacity: true)
  }
}

extension Recorder {
  /// What is pending must have been handed over.
  func save(to state: inout RunState) {
    precondition(pending.isEmpty, "all frames have been handed over")
    state.put(next)
    window.save(to: &state)
  }

  mutating func restore(from kept: inout KeptRunState) throws(StateMismatch) {
    next = try kept.integer(in: 0...frameCount)
    try window.restore(from: &kept)
  }
}
