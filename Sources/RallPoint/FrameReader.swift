internal import RallModel
internal import RallUnits

/// Reads the frames of one track off the closed form, at k·every.
struct FrameReader {
  /// What can be read.
  private enum Variable: String {
    /// The potential, mV.
    case v
    /// The current of all electrodes, nA.
    case current = "i_electrode"
  }

  private let variable: Variable
  private let track: Int
  private let every: Double
  private let frameCount: Int
  private let columns: Int
  private let rest: Double
  private var next = 0
  private var pending: [Double] = []
  private let pendingLimit: Int

  /// Nil of a variable that no point cell has.
  init?(track index: Int, of track: Track, rest: Double) {
    guard let variable = Variable(rawValue: track.variable) else { return nil }
    self.variable = variable
    self.track = index
    every = track.every.coherent
    frameCount = track.frameCount
    columns = track.columns.count
    self.rest = rest
    // So few that a kill takes little of a recording.
    pendingLimit = 64 * max(1, columns)
    pending.reserveCapacity(pendingLimit)
  }

  /// The frames of a stretch that come before a time; the stretch lies within a piece of the current.
  mutating func take<Sink: FrameSink & ~Copyable>(
    _ stretch: Stretch, _ piece: PiecewiseCurrent.Piece, until end: Double, into sink: inout Sink
  ) throws {
    while next < frameCount {
      let time = Double(next) * every
      guard time < end else { return }
      switch variable {
      case .v: try append(rest + stretch.value(at: time), into: &sink)
      case .current: try append(piece.current(at: time), into: &sink)
      }
    }
  }

  /// The frame at the end of a run, where one falls there.
  mutating func end<Sink: FrameSink & ~Copyable>(
    at potential: Double, _ piece: PiecewiseCurrent.Piece?, into sink: inout Sink
  ) throws {
    let value =
      switch variable {
      case .v: rest + potential
      case .current: piece.map { $0.current(at: $0.end) } ?? 0
      }
    while next < frameCount { try append(value, into: &sink) }
  }

  private mutating func append<Sink: FrameSink & ~Copyable>(
    _ value: Double, into sink: inout Sink
  ) throws {
    for _ in 0..<columns { pending.append(value) }
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
