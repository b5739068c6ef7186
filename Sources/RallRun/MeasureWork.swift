internal import RallCable
internal import RallModel
internal import RallMorphology
internal import RallSimulation
internal import RallUnits

/// The measures of an experiment, from what they need to see of a run to what they answer.
struct MeasureWork {
  /// A measure on its way to an answer.
  private enum Task {
    /// Waits for the resting cell.
    case resting(Measure)
    /// The resting cell has answered.
    case answered(MeasureResult)
    /// Waits for the spikes of a watch.
    case velocity(VelocityMeasure, watch: Int)
    /// Waits for the spikes of a watch.
    case rate(RateMeasure, watch: Int)
    /// Waits for a trace, and for the spikes of a watch, which may be in doubt.
    case features(FeaturesMeasure, follow: Int, watch: Int)
  }

  private let preparation: Preparation
  private var tasks: [Task] = []
  /// What a plan must watch beside the experiment's own detectors.
  private(set) var watches: [Plan.Watch] = []
  /// What a plan must follow beside the experiment's own recordings.
  private(set) var follows: [LoweredCell.Probe] = []

  /// - Parameter wanted: which kinds are asked for; all by default.
  init(
    _ preparation: Preparation, wanted: (Measure.Kind) -> Bool = { _ in true }
  ) throws(Failure) {
    self.preparation = preparation
    let (cell, placing) = (preparation.cell, preparation.placing)
    var errors: [String] = []
    for (number, measure) in preparation.experiment.measures.enumerated()
    where wanted(measure.kind) {
      let (name, path) = (measure.name, "measure[\(number)]")
      switch measure.kind {
      case .conductionVelocity(let way, let level):
        guard let velocity = VelocityMeasure(name, along: way, above: level, in: cell) else {
          errors.append(
            placing.line("\(path).conduction_velocity.along", Self.noWay(along: way)))
          continue
        }
        tasks.append(.velocity(velocity, watch: watches.count))
        watches.append(velocity.watch)
      case .features(let site, let level):
        let features = FeaturesMeasure(
          name: name, site: site, level: level, probe: cell.probe(at: cell.place(of: site)))
        tasks.append(.features(features, follow: follows.count, watch: watches.count))
        follows.append(features.probe)
        watches.append(Plan.Watch([features.probe], above: level))
      case .rate(let site, let level):
        let rate = RateMeasure(
          name: name, at: site, cell.probe(at: cell.place(of: site)), above: level)
        tasks.append(.rate(rate, watch: watches.count))
        watches.append(rate.watch)
      case .convergence:
        // Takes runs of its own.
        continue
      case .inputResistance, .lengthConstant, .impedance, .timeConstants:
        tasks.append(.resting(measure))
      }
    }
    guard errors.isEmpty else { throw .badData(errors) }
  }

  private static func noWay(along way: Measure.ConductionPath) -> String {
    switch way {
    case .path(let from, let to):
      "no way leads from '\(from)' to '\(to)'; two places on one tree were expected"
    case .nodes: "a single node has no velocity; a longer myelinated stretch was expected"
    }
  }

  /// Lets the resting cell answer, before anything else is asked for answers.
  ///
  /// - Parameters:
  ///   - withMaps: whether what holds at every compartment is kept too.
  ///   - proceed: asked again and again; false stops it.
  /// - Returns: false where it was asked to stop.
  /// - Throws: where this machine has no room for the answers.
  mutating func answerAtRest(
    _ preparation: Preparation, withMaps: Bool, proceed: (RunProgress) -> Bool
  ) throws(Failure) -> Bool {
    let waiting = tasks.indices.compactMap { index in
      if case .resting(let measure) = tasks[index] { (index, measure) } else { nil }
    }
    guard !waiting.isEmpty else { return true }
    try checkRoom(preparation, withMaps: withMaps)
    let cell = preparation.cell
    // No time goes by in the cell.
    let state = RunProgress(time: .zero, duration: preparation.experiment.run.duration, spikes: 0)
    func goesOn() -> Bool { proceed(state) }
    guard
      let resting = RestingMeasures(
        of: cell, preparation.rest, withMaps: withMaps, proceed: goesOn)
    else { return false }
    for (index, measure) in waiting {
      guard let answer = resting.answer(to: measure, of: cell, proceed: goesOn) else {
        return false
      }
      tasks[index] = .answered(answer)
    }
    return true
  }

  /// Refuses what this machine has no room for.
  func checkRoom(_ preparation: Preparation, withMaps: Bool) throws(Failure) {
    let waiting = tasks.compactMap { task in
      if case .resting(let measure) = task { measure } else { nil }
    }
    try preparation.checkRoom(for: waiting, withMaps: withMaps)
  }

  /// Lets go without an answer what the resting cell was asked to no end.
  mutating func giveUpRest() {
    for index in tasks.indices {
      guard case .resting(let measure) = tasks[index] else { continue }
      tasks[index] = .answered(.stopped(measure))
    }
  }

  /// True where an answer waits for a run.
  var needsRun: Bool { !watches.isEmpty || !follows.isEmpty }

  /// The answers of the resting cell alone, which it has given.
  var restingResults: [MeasureResult] {
    tasks.compactMap { if case .answered(let result) = $0 { result } else { nil } }
  }

  /// All answers.
  ///
  /// - Parameters:
  ///   - spikes: of each watch.
  ///   - misses: of each watch, point by point, the highest potential that was no spike; empty where
  ///     nobody looked.
  ///   - traces: of each place that is followed, at every time that the run came to, time, ms, and
  ///     potential, mV, in turn.
  ///   - goesOn: asked again and again where an answer takes steps of its own.
  func results(
    spikes: [[Spike]], misses: [[Voltage?]], traces: [[Double]], _ plan: Plan,
    goesOn: () -> Bool
  ) -> [MeasureResult] {
    let response = response(to: traces, goesOn)?.once
    return tasks.map { task in
      if case .features(let measure, let follow, _) = task {
        return measure.result(
          FollowedTrace(samples: traces[follow], response: response?[follow]))
      }
      return result(of: task, spikes, misses, plan)
    }
  }

  /// The answers of a pair of runs: extrapolated, with their errors.
  func results(
    of sides: PairSides, doubt: String?, _ plan: Plan, goesOn: () -> Bool
  ) -> [MeasureResult] {
    let response = response(to: sides.fine.traces, goesOn)
    return tasks.map { task in
      var least: [String: Double] = [:]
      var own: String?
      switch task {
      case .features(let measure, let follow, let watch):
        return measure.result(
          coarse: FollowedTrace(
            samples: sides.coarse.traces[follow], response: response?.once[follow]),
          fine: FollowedTrace(
            samples: sides.fine.traces[follow], response: response?.fine[follow]),
          sides.bar, doubt: sides.doubts[watch][0] ?? doubt)
      case .rate(_, let watch):
        own = sides.doubts[watch][0]
        least = RateMeasure.leastErrors(
          coarse: sides.coarse.spikes[watch], fine: sides.fine.spikes[watch], sides.bar)
      case .resting, .answered, .velocity: break
      }
      let fine = result(of: task, sides.fine.spikes, sides.fine.misses, plan)
      // A rate of 0 is that of a firing that has ended.
      if fine.values.first?.value == 0 { least["value"] = nil }
      return MeasureResult(
        extrapolating: result(of: task, sides.coarse.spikes, sides.coarse.misses, plan), fine,
        shares: [:], least: least, doubt: own ?? doubt)
    }
  }

  /// The answer of a task that needs no trace.
  private func result(
    of task: Task, _ spikes: [[Spike]], _ misses: [[Voltage?]], _ plan: Plan
  ) -> MeasureResult {
    switch task {
    case .resting: preconditionFailure("the resting cell was not asked")
    case .answered(let result): result
    case .velocity(let measure, let watch):
      measure.result(
        ConductionSight(
          spikes: spikes[watch], misses: watch < misses.count ? misses[watch] : [],
          level: measure.watch.threshold, end: plan.duration))
    case .rate(let measure, let watch):
      measure.result(spikes[watch], until: plan.endOfStimuli)
    case .features: preconditionFailure("features are measured on a trace")
    }
  }

  /// What the stimuli by themselves do, as far as there are spikes to hold against it.
  private func response(
    to traces: [[Double]], _ goesOn: () -> Bool
  ) -> StimulusResponse.Traces? {
    let peaks = tasks.compactMap { task in
      if case .features(let measure, let follow, _) = task {
        return FollowedTrace(samples: traces[follow], response: nil)
          .lastPeak(above: measure.level)
      }
      return nil
    }
    guard let last = peaks.max() else { return nil }
    return StimulusResponse(preparation, following: follows)?
      .traces(beyond: last, goesOn: goesOn)
  }
}

extension RestingMeasures {
  /// The answer to a measure that needs no run; nil where it was asked to stop.
  fileprivate func answer(
    to measure: Measure, of cell: LoweredCell, proceed: () -> Bool
  ) -> MeasureResult? {
    switch measure.kind {
    case .inputResistance(let site):
      return inputResistance(measure.name, at: site, cell.place(of: site))
    case .lengthConstant(.region(let region), let frequencies):
      return lengthConstant(
        measure.name, of: region, cell.places(of: region), frequencies, proceed: proceed)
    case .lengthConstant(.path(let from, let to), let frequencies):
      let start = cell.place(of: from)
      return lengthConstant(
        measure.name, from: start,
        to: to.map { [("\($0)", cell.place(of: $0))] } ?? cell.farthestTips(from: start),
        frequencies, proceed: proceed)
    case .impedance(let from, let to, let frequencies):
      return impedance(
        measure.name,
        ImpedanceMeasure(
          from: .init(label: "\(from)", probe: cell.probe(at: cell.place(of: from))),
          to: to.flatMap { cell.labelled($0) }, frequencies: frequencies), proceed: proceed)
    case .timeConstants(let count):
      return timeConstants(measure.name, count: count, proceed: proceed)
    case .conductionVelocity, .features, .rate, .convergence:
      preconditionFailure("this measure needs a run")
    }
  }
}

extension MeasureResult {
  /// Of a measure that the resting cell did not come to answer.
  fileprivate static func stopped(_ measure: Measure) -> Self {
    let kind: AnswerKind =
      switch measure.kind {
      case .inputResistance: .inputResistance
      case .lengthConstant: .lengthConstant
      case .impedance: .impedance
      case .timeConstants: .timeConstants
      case .conductionVelocity, .features, .rate, .convergence:
        preconditionFailure("this measure needs a run")
      }
    return MeasureResult(
      name: measure.name, kind, values: [], remark: "the run was stopped before it was answered")
  }
}

extension VelocityMeasure {
  /// Nil where no way leads along it.
  fileprivate init?(
    _ name: String, along way: Measure.ConductionPath, above level: Voltage, in cell: LoweredCell
  ) {
    switch way {
    case .path(.node(let from), .node(let to)):
      guard let nodes = NodeTree(of: cell) else { return nil }
      self.init(name, fromNode: from, to: to, of: nodes, above: level, in: cell)
    case .path(let from, let to):
      self.init(name, from: cell.place(of: from), to: cell.place(of: to), above: level, in: cell)
    case .nodes:
      guard let nodes = NodeTree(of: cell) else { return nil }
      self.init(name, of: nodes, above: level, in: cell)
    }
  }
}

extension LoweredCell {
  /// The one place that a site names; `PlaceCheck` has seen that there is one.
  fileprivate func place(of site: Site) -> Location {
    guard let place = try? site.locations(on: morphology).first else {
      preconditionFailure("the site was found before")
    }
    return place
  }

  /// The places of a region; `PlaceCheck` has seen that there are some.
  fileprivate func places(of region: Region) -> Intervals {
    guard let places = try? region.intervals(on: morphology) else {
      preconditionFailure("the region was found before")
    }
    return places
  }
}
