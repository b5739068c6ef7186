internal import RallModel
internal import RallUnits

/// Reads the frames of one track off the closed form, at k·every.
struct FrameReader {
  private let track: Int
  private let every: Double
  private let frameCount: Int
  private let columns: Int
  private let rest: Double
  private var next = 0
  private var pending: [Double] = []
  private let pendingLimit: Int

  init(track index: Int, of track: Track, rest: Double) {
    self.track = index
    every = track.every.coherent
    frameCount = track.frameCount
    columns = track.columns.count
    self.rest = rest
    // So few that a kill takes little of a recording.
    pendingLimit = 64 * max(1, columns)
    pending.reserveCapacity(pendingLimit)
  }

  /// The frames of a stretch that come before a time.
  mutating func take<Sink: FrameSink & ~Copyable>(
    _ stretch: Stretch, until end: Double, into sink: inout Sink
  ) throws {
    while next < frameCount {
      let time = Double(next) * every
      guard time < end else { return }
      try append(stretch.value(at: time), into: &sink)
    }
  }

  /// The frame at the end of a run, where one falls there.
  mutating func end<Sink: FrameSink & ~Copyable>(
    at potential: Double, into sink: inout Sink
  ) throws {
    while next < frameCount { try append(potential, into: &sink) }
  }

  private mutating func append<Sink: FrameSink & ~Copyable>(
    _ potential: Double, into sink: inout Sink
  ) throws {
    for _ in 0..<columns { pending.append(rest + potential) }
    next += 1
    if pending.count >= pendingLimit { try flush(into: &sink) }
  }

  /// Hands over what is pending.
  mutating func flush<Sink: FrameSink & ~Copyable>(into sink: inout Sink) throws {
    guard !pending.isEmpty else { return }
    try sink.append(frames: pending, to: track)
    pending.removeAll(keepingCapacity: true)
  }
}
