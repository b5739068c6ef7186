internal import RallCable
internal import RallModel

/// Hands over the potential at one place as it was at every time that the run came to, the pieces of
/// graded steps included: time, ms, and potential, mV, in turn.
///
/// Where something jumps a time is there twice, as it was before and as it was after; so is the start
/// of the run. Nothing is drawn between the samples: that is for whoever reads them.
struct Follower {
  private let probe: LoweredCell.Probe
  private let track: Int
  private var pending: [Double] = []

  /// So many numbers are handed over at once.
  private static let pendingLimit = 1024

  init(_ probe: LoweredCell.Probe, track: Int) {
    self.probe = probe
    self.track = track
  }

  /// The run begins, with the potentials as they are before anything jumps.
  mutating func begin(at time: Double, _ v: SlottedPotentials) {
    pending += [time, v.read(probe)]
  }

  /// Takes the state at a time.
  mutating func take<Sink: FrameSink & ~Copyable>(
    _ sample: borrowing Sample, into sink: inout Sink
  ) throws {
    pending.append(sample.time)
    pending.append(sample.v.read(probe))
    if pending.count >= Self.pendingLimit { try flush(into: &sink) }
  }

  /// Hands over all samples that are known.
  mutating func flush<Sink: FrameSink & ~Copyable>(into sink: inout Sink) throws {
    guard !pending.isEmpty else { return }
    try sink.append(frames: pending, to: track)
    pending.removeAll(keepingCapacity: true)
  }
}
