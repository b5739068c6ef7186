public import RallCable
public import RallModel
internal import RallUnits

/// The state of both simulations and of what waits between them, from which another pair of the same
/// plan goes on to the same bits.
extension PairedSimulation {
  /// Keeps the state where the sink wants it.
  mutating func keepState<Sink: FrameSink & ~Copyable>(in sink: inout Sink) throws {
    guard var state = sink.wantedState else { return }
    try coarse.handOver(into: &merger.coarse)
    try fine.handOver(into: &merger.fine)
    try merger.hand(to: &sink)
    save(to: &state)
    try sink.keep(state)
  }

  private func save(to state: inout RunState) {
    coarse.save(to: &state)
    fine.save(to: &state)
    merger.save(to: &state)
  }

  /// Goes on from a state that a pair of the same plan kept.
  public mutating func restore(from kept: inout KeptRunState) throws(StateMismatch) {
    try coarse.restore(from: &kept)
    try fine.restore(from: &kept)
    try merger.restore(from: &kept)
  }

  /// How many words the state of a plan's pair has at the most.
  public static func stateSize(_ cell: LoweredCell, _ plan: Plan) -> Int {
    var state = RunState()
    PairedSimulation(cell, plan).save(to: &state)
    // What one run has and the other not yet: of four of the coarser run's steps at the most.
    let steps = 4 * (plan.grid.stretches.map(\.step).max() ?? 0)
    let waiting = plan.layout.tracks.reduce(0) {
      $0 + (Int(steps / $1.every.coherent) + 2) * $1.columns.count
    }
    return state.words.count + 2 * waiting
  }
}
