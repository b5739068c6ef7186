internal import RallCable
internal import RallImpedance
internal import RallModel
internal import RallPoint
internal import RallSimulation
internal import RallUnits

/// What going through a plan, in steps once or as a pair or without any, leads to.
struct Stepping {
  let measures: [MeasureResult]
  /// Of each track, how far its columns may be off; empty where nobody looked.
  let trackErrors: [[Double]]
  /// Of each detector, point by point, why its spikes are not sure; nil where nobody looked.
  let undecided: [[String?]]?
  let outcome: Simulation.Outcome
  /// True where no step was taken.
  let isExact: Bool
}

extension Preparation {
  /// How many words the state of a plan's run has at the most; 0 where there is none.
  func stateWords(of plan: Plan, _ work: MeasureWork) -> Int {
    if isExact { return 0 }
    let words =
      plan.accuracy == .richardson
      ? PairedSimulation.stateSize(cell, plan) : Simulation.stateSize(cell, plan)
    return words + plan.watches.count + work.follows.count
  }
}

extension Preparation {
  /// True of a point cell with a closed form, which is solved without steps.
  var isExact: Bool { experiment.point?.isExact == true }

  /// Goes through a plan by the scheme that it asks for, from its start or from a state that was kept.
  func step(
    through plan: Plan, _ work: MeasureWork, into sink: inout RunSink,
    goingOnFrom kept: KeptRunState? = nil, proceed: (RunProgress) -> Bool
  ) throws -> Stepping {
    let points = plan.watches.map(\.probes.count)
    func goesOn(_ reached: Simulation.Progress) -> Bool {
      proceed(RunProgress(time: reached.time, duration: plan.duration, spikes: reached.spikes))
    }
    if let point = experiment.point, let membrane = PointMembrane(point) {
      return try solve(membrane, plan, work, into: &sink, proceed: proceed)
    }
    if plan.accuracy == .richardson {
      var pair = PairedSimulation(cell, plan, from: rest?.state)
      if var kept {
        try pair.restore(from: &kept)
        try sink.restore(from: &kept, points: points)
        try kept.finish()
      }
      let outcome = try pair.run(into: &sink, proceed: goesOn)
      let end = end(of: plan, sink.memory)
      return Stepping(
        plan, work, after: pair, watches: plan.watches.indices, tracks: 0..<plan.trackCount,
        outcome, goesOn: { proceed(end) })
    }
    var simulation = Simulation(cell, plan, from: rest?.state)
    if var kept {
      try simulation.restore(from: &kept)
      try sink.restore(from: &kept, points: points)
      try kept.finish()
    }
    let outcome = try simulation.run(into: &sink, proceed: goesOn)
    let end = end(of: plan, sink.memory)
    return Stepping(
      plan, work, after: simulation, watches: plan.watches.indices, sink.memory, outcome,
      goesOn: { proceed(end) })
  }

  /// Where a plan is once all its steps are taken.
  private func end(of plan: Plan, _ memory: RunMemory) -> RunProgress {
    RunProgress(
      time: plan.duration, duration: plan.duration,
      spikes: memory.spikes.prefix(plan.layout.detectors.count).reduce(0) { $0 + $1.count })
  }

  /// Goes through a plan from event to event; the error of every answer is 0.
  private func solve(
    _ membrane: PointMembrane, _ plan: Plan, _ work: MeasureWork, into sink: inout RunSink,
    proceed: (RunProgress) -> Bool
  ) throws -> Stepping {
    let start =
      switch experiment.cell.start {
      case .rest: membrane.restingPotential
      case .voltage(let voltage): voltage
      }
    var simulation = try PointSimulation(
      membrane, from: start, stimuli: plan.stimuli, for: plan.duration, plan.layout,
      watching: work.watches.map { .init(above: $0.threshold, points: $0.probes.count) })
    let outcome = try simulation.run(into: &sink) {
      proceed(RunProgress(time: $0.time, duration: plan.duration, spikes: $0.spikes))
    }
    let measures = work.results(
      spikes: Array(sink.memory.spikes.dropFirst(plan.layout.detectors.count)), misses: [],
      traces: sink.memory.traces, plan, goesOn: { true })
    return Stepping(
      measures: measures.map(\.withoutError),
      trackErrors: plan.layout.tracks.map { $0.columns.map { _ in 0 } }, undecided: nil,
      outcome: Simulation.Outcome(outcome), isExact: true)
  }
}

extension Stepping {
  /// What a run found out for one plan, which may be a part of what was stepped.
  ///
  /// - Parameters:
  ///   - watches: the plan's watches, by their number in what was stepped.
  ///   - memory: what was handed over for the plan.
  ///   - goesOn: asked again and again where an answer takes steps of its own.
  init(
    _ plan: Plan, _ work: MeasureWork, after simulation: borrowing Simulation,
    watches: some Sequence<Int>, _ memory: RunMemory, _ outcome: Simulation.Outcome,
    goesOn: () -> Bool
  ) {
    let own = plan.layout.detectors.count
    var misses: [[Voltage?]] = []
    for watch in watches.dropFirst(own) { misses.append(simulation.highestMisses(of: watch)) }
    self.init(
      measures: work.results(
        spikes: Array(memory.spikes.dropFirst(own)), misses: misses, traces: memory.traces, plan,
        goesOn: goesOn),
      trackErrors: [], undecided: nil, outcome: outcome, isExact: false)
  }

  /// What a pair of runs found out for one plan, which may be a part of what was stepped; watches and tracks
  /// of the plan by their numbers there.
  init(
    _ plan: Plan, _ work: MeasureWork, after pair: borrowing PairedSimulation,
    watches: some Sequence<Int>, tracks: some Sequence<Int>, _ outcome: Simulation.Outcome,
    goesOn: () -> Bool
  ) {
    let (ownWatches, ownTracks) = (plan.layout.detectors.count, plan.layout.tracks.count)
    let errors = pair.errors
    let sides = pair.sides(
      watches: watches.dropFirst(ownWatches), tracks: tracks.dropFirst(ownTracks))
    self.init(
      measures: work.results(of: sides, doubt: errors.doubt, plan, goesOn: goesOn),
      trackErrors: tracks.prefix(ownTracks).map { errors.tracks[$0] },
      undecided: watches.prefix(ownWatches).map { errors.undecided[$0] }, outcome: outcome,
      isExact: false)
  }
}

extension Simulation.Outcome {
  fileprivate init(_ outcome: PointSimulation.Outcome) {
    switch outcome {
    case .complete: self = .complete
    case .interrupted(let time): self = .interrupted(at: time)
    }
  }
}

extension MeasureResult {
  /// The same answer, said to be exact.
  fileprivate var withoutError: MeasureResult {
    var exact = self
    for index in exact.values.indices where exact.values[index].unit != "1" {
      exact.values[index].error = 0
    }
    return exact
  }
}
