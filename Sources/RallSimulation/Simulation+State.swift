public import RallCable
public import RallModel

/// The state between two steps, from which another simulation of the same plan goes on to the same bits.
extension Simulation {
  /// Keeps the state where the sink wants it.
  mutating func keepState<Sink: FrameSink & ~Copyable>(in sink: inout Sink) throws {
    guard var state = sink.wantedState else { return }
    try handOver(into: &sink)
    save(to: &state)
    try sink.keep(state)
  }

  /// Hands over all frames and samples that are known.
  mutating func handOver<Sink: FrameSink & ~Copyable>(into sink: inout Sink) throws {
    for index in recorders.indices { try recorders[index].flush(into: &sink) }
    for index in followers.indices { try followers[index].flush(into: &sink) }
  }

  /// Takes the state down; all frames and samples that are known must have been handed over.
  func save(to state: inout RunState) {
    state.put(spikes)
    state.put(stretch)
    state.put(done ?? -1)
    integrator.save(to: &state)
    for recorder in recorders { recorder.save(to: &state) }
    for watch in watches { watch.save(to: &state) }
    sentinels.save(to: &state)
  }

  /// Goes on from a state that a simulation of the same plan kept.
  public mutating func restore(from kept: inout KeptRunState) throws(StateMismatch) {
    spikes = try kept.integer(in: 0...Int.max)
    stretch = try kept.integer(in: 0...grid.stretches.count)
    let most = stretch < grid.stretches.count ? grid.stretches[stretch].steps - 1 : -1
    let number = try kept.integer(in: -1...most)
    done = number < 0 ? nil : number
    try integrator.restore(from: &kept)
    for index in recorders.indices { try recorders[index].restore(from: &kept) }
    for index in watches.indices { try watches[index].restore(from: &kept) }
    try sentinels.restore(from: &kept)
    guard done != nil else { return }
    let current = grid.stretches[stretch]
    integrator.goOn(
      under: ActiveElectrodes(plan.electrodes, in: current), ActiveFields(plan.fields, in: current))
  }

  /// How many words the state of a plan's simulation has.
  public static func stateSize(_ cell: LoweredCell, _ plan: Plan) -> Int {
    var state = RunState()
    Simulation(cell, plan).save(to: &state)
    return state.words.count
  }
}
