internal import RallCable
internal import RallImpedance
internal import RallModel
internal import RallSimulation

/// What stepping through a plan, once or as a pair, leads to.
struct Stepping {
  let measures: [MeasureResult]
  /// What a pair tells of its own error; nil of one run.
  let errors: PairErrors?
  let outcome: Simulation.Outcome
}

extension Preparation {
  /// Steps through a plan by the scheme that it asks for.
  func step(
    through plan: Plan, _ work: MeasureWork, into sink: inout RunSink,
    proceed: (Simulation.Progress) -> Bool
  ) throws -> Stepping {
    if plan.accuracy == .richardson {
      var pair = PairedSimulation(cell, plan, from: rest?.potentials)
      let outcome = try pair.run(into: &sink, proceed: proceed)
      return Stepping(
        measures: work.results(of: pair, plan), errors: pair.errors, outcome: outcome)
    }
    var simulation = Simulation(cell, plan, from: rest?.potentials)
    let outcome = try simulation.run(into: &sink, proceed: proceed)
    let beside = Array(sink.spikes.dropFirst(plan.layout.detectors.count))
    return Stepping(
      measures: work.results(spikes: beside, traces: sink.traces, plan), errors: nil,
      outcome: outcome)
  }
}
