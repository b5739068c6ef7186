internal import RallAnalysis
internal import RallCable
internal import RallImpedance
internal import RallModel
internal import RallMorphology
internal import RallSimulation
internal import RallUnits

/// The measures of an experiment, from what they need to see of a run to what they answer.
struct MeasureWork {
  /// A measure with what it must see.
  private enum Task {
    /// Answered by the resting cell alone.
    case steady(MeasureResult)
    /// Needs the first crossing at every point of a path.
    case velocity(name: String, TreePath, watch: Int)
    /// Needs the trace of a place.
    case features(name: String, site: String, follow: Int, above: Voltage)
  }

  private var tasks: [Task] = []
  private let cell: LoweredCell
  private let placing: Placing
  /// What a plan must watch beside the experiment's own detectors.
  private(set) var watches: [Plan.Watch] = []
  /// What a plan must follow beside the experiment's own recordings.
  private(set) var follows: [LoweredCell.Probe] = []

  /// - Parameter wanted: which kinds are asked for; all by default.
  init(
    _ preparation: Preparation, wanted: (Measure.Kind) -> Bool = { _ in true }
  ) throws(Failure) {
    cell = preparation.cell
    placing = preparation.placing
    var rest = preparation.rest
    for (number, measure) in preparation.experiment.measures.enumerated()
    where wanted(measure.kind) {
      let path = "measure[\(number)]"
      switch measure.kind {
      case .conductionVelocity(let from, let to, let level):
        let key = "\(path).conduction_velocity.along"
        let way = TreePath(
          from: try place(from, "\(key).from"), to: try place(to, "\(key).to"), in: cell)
        guard way.length > 0 else {
          throw .badData(
            placing.line(
              key,
              "no way leads from '\(from)' to '\(to)'; two different places "
                + "on one tree were expected"))
        }
        let thinned = way.thinned(to: Self.mostPoints)
        tasks.append(.velocity(name: measure.name, thinned, watch: watches.count))
        watches.append(Plan.Watch(thinned.probes, above: level))
      case .features(let site, let level):
        let probe = cell.probe(at: try place(site, "\(path).features.at"))
        tasks.append(
          .features(name: measure.name, site: "\(site)", follow: follows.count, above: level))
        follows.append(probe)
      case .inputResistance(let site):
        let probe = cell.probe(at: try place(site, "\(path).input_resistance.at"))
        let state = try resting(&rest, path)
        tasks.append(
          .steady(
            MeasureResult(
              name: measure.name, kind: "inputResistance",
              values: [
                .init(
                  value: SteadyResponse(state, from: probe).inputResistance, unit: "Mohm",
                  place: "\(site)", frequency: 0)
              ])))
      case .lengthConstant(let kind):
        let state = try resting(&rest, path)
        tasks.append(
          .steady(
            try lengthConstant(measure.name, kind, state, "\(path).length_constant")))
      }
    }
  }

  /// True where an answer waits for a run.
  var needsRun: Bool { !watches.isEmpty || !follows.isEmpty }

  /// More points than this on a path tell no more of the speed along it.
  private static let mostPoints = 256

  /// The one place that a site names.
  private func place(_ site: Site, _ path: String) throws(Failure) -> Location {
    let places: [Location]
    do { places = try site.locations(on: cell.morphology) } catch {
      throw .badData(placing.line(path, "\(error)"))
    }
    guard places.count == 1 else {
      throw .badData(
        placing.line(path, "'\(site)' names \(places.count) places; one was expected"))
    }
    return places[0]
  }

  /// The resting state, found when it is needed first.
  private func resting(
    _ known: inout RestingState?, _ path: String
  ) throws(Failure) -> RestingState {
    if let known { return known }
    do {
      let found = try RestingState(of: cell)
      known = found
      return found
    } catch {
      throw .numerical(placing.line(path, error.description))
    }
  }

  // MARK: - At rest

  private func lengthConstant(
    _ name: String, _ kind: Measure.LengthConstant, _ rest: RestingState, _ path: String
  ) throws(Failure) -> MeasureResult {
    switch kind {
    case .region(let region):
      return try localLengthConstant(name, region, rest, "\(path).region")
    case .path(let from, let to):
      let start = try place(from, "\(path).from")
      let response = SteadyResponse(rest, from: cell.probe(at: start))
      var ends: [(label: String, place: Location)] = []
      if let to {
        ends = [("\(to)", try place(to, "\(path).to"))]
      } else {
        ends = cell.farthestTips(from: start)
      }
      var remarks: [String] = []
      let values = ends.compactMap { label, end -> MeasureResult.Value? in
        let way = TreePath(from: start, to: end, in: cell)
        let fit = LengthConstant(
          distances: way.distances.map { Length(coherent: $0) },
          deflections: way.probes.map { Voltage(coherent: response.transferResistance(to: $0)) })
        if fit.decay != .exponential { remarks.append("\(label): \(fit.decay)") }
        guard let length = fit.length else { return nil }
        return MeasureResult.Value(
          value: length.value(in: .um), unit: "um",
          standardError: fit.standardError?.value(in: .um), place: label, frequency: 0)
      }
      return MeasureResult(
        name: name, kind: "lengthConstant", values: values,
        remark: remarks.isEmpty ? nil : remarks.joined(separator: "; "))
    }
  }

  /// The mean of the local formula over the compartments of a region, by length.
  private func localLengthConstant(
    _ name: String, _ region: Region, _ rest: RestingState, _ path: String
  ) throws(Failure) -> MeasureResult {
    let places: Intervals
    do { places = try region.intervals(on: cell.morphology) } catch {
      throw .badData(placing.line(path, "\(error)"))
    }
    guard !places.isEmpty else {
      throw .badData(placing.line(path, "the region '\(region)' is empty in this neuron"))
    }
    var (sum, length) = (0.0, 0.0)
    var (least, most) = (Double.infinity, 0.0)
    for vertex in cell.ownVertices(in: places) {
      guard let local = rest.localLengthConstant(at: vertex) else { continue }
      sum += local * cell.columns[vertex].length
      length += cell.columns[vertex].length
      (least, most) = (min(least, local), max(most, local))
    }
    guard length > 0 else {
      return MeasureResult(
        name: name, kind: "lengthConstant", values: [],
        remark: "the membrane of '\(region)' is no leak at rest")
    }
    func value(_ quantity: String, _ value: Double) -> MeasureResult.Value {
      .init(quantity: quantity, value: value, unit: "um", place: "\(region)", frequency: 0)
    }
    return MeasureResult(
      name: name, kind: "lengthConstant",
      values: [value("value", sum / length), value("least", least), value("most", most)])
  }

  // MARK: - After a run

  /// The answers, from what a run handed over beside the experiment's own tracks and detectors.
  func results(
    spikes: [[RallModel.Spike]], traces: [[Double]], _ plan: Plan
  ) -> [MeasureResult] {
    let step = plan.longestStep.coherent
    let breaks = plan.edges
    return tasks.map { task in
      switch task {
      case .steady(let result): return result
      case .velocity(let name, let way, let watch):
        return velocity(name, way, spikes[watch])
      case .features(let name, let site, let follow, let level):
        return features(name, site, traces[follow], above: level, step: step, breaks: breaks)
      }
    }
  }

  /// The answers of a pair of runs: extrapolated, with their errors.
  func results(of pair: borrowing PairedSimulation, _ plan: Plan) -> [MeasureResult] {
    let (spikes, frames) = (pair.besideSpikes, pair.besideFrames)
    let coarse = results(spikes: spikes.coarse, traces: frames.coarse, plan)
    let fine = results(spikes: spikes.fine, traces: frames.fine, plan)
    return zip(coarse, fine).map { MeasureResult(extrapolating: $0, $1) }
  }

  /// The answers of the resting cell alone.
  var steadyResults: [MeasureResult] {
    tasks.compactMap { if case .steady(let result) = $0 { result } else { nil } }
  }

  private func velocity(
    _ name: String, _ way: TreePath, _ spikes: [RallModel.Spike]
  ) -> MeasureResult {
    var arrivals = [Time?](repeating: nil, count: way.probes.count)
    for spike in spikes {
      arrivals[spike.point] = min(arrivals[spike.point] ?? spike.time, spike.time)
    }
    let found = Conduction(
      positions: way.distances.map { Length(coherent: $0) }, arrivals: arrivals)
    var remark: String?
    switch found.outcome {
    case .travelled: break
    case .stopped(let point), .outOfOrder(let point):
      let column = cell.columns[way.probes[point].nearest]
      remark =
        "\(found.outcome), \(decimal(way.distances[point].rounded())) um along it "
        + "(section \(column.section), \(decimal(column.pathDistance.rounded())) um from the soma)"
    case .absent, .tooShort: remark = found.outcome.description
    }
    let series: [MeasureResult.Series] = [
      .init(quantity: "position", unit: "um", values: way.distances),
      .init(
        quantity: "arrival", unit: "ms", values: arrivals.map { $0?.value(in: .ms) ?? .nan }),
    ]
    return MeasureResult(
      name: name, kind: "conductionVelocity",
      values: found.velocity.map {
        [
          .init(
            value: abs($0.value(in: .metresPerSecond)), unit: "m/s",
            standardError: found.standardError?.value(in: .metresPerSecond))
        ]
      } ?? [],
      series: series, remark: remark)
  }

  private func features(
    _ name: String, _ site: String, _ trace: [Double], above level: Voltage, step: Double,
    breaks: [Double]
  ) -> MeasureResult {
    let trace = Trace(
      times: trace.indices.map { Double($0) * step }, values: trace,
      breaks: breaks)
    let spikes = trace.spikes(above: level, takingOffAt: VoltageRate(20, .mVPerMs))
    let train = SpikeTrain(times: spikes.map(\.time))
    var values: [MeasureResult.Value] = [
      .init(quantity: "spikes", value: Double(spikes.count), unit: "1", place: site)
    ]
    func add(_ quantity: String, _ value: Double?, _ unit: String) {
      if let value {
        values.append(.init(quantity: quantity, value: value, unit: unit, place: site))
      }
    }
    add("rate", train.rate?.value(in: .Hz), "Hz")
    if let first = spikes.first {
      add("time", first.time.value(in: .ms), "ms")
      add("peak", first.peak.voltage.value(in: .mV), "mV")
      add("threshold", first.threshold?.voltage.value(in: .mV), "mV")
      add("halfWidth", first.halfWidth?.value(in: .ms), "ms")
      add("afterHyperpolarisation", first.afterHyperpolarisation?.voltage.value(in: .mV), "mV")
    }
    func series(_ quantity: String, _ unit: String, _ value: (RallAnalysis.Spike) -> Double?)
      -> MeasureResult.Series
    {
      .init(quantity: quantity, unit: unit, values: spikes.map { value($0) ?? .nan })
    }
    return MeasureResult(
      name: name, kind: "features", values: values,
      series: [
        series("time", "ms") { $0.time.value(in: .ms) },
        series("peak", "mV") { $0.peak.voltage.value(in: .mV) },
        series("threshold", "mV") { $0.threshold?.voltage.value(in: .mV) },
        series("halfWidth", "ms") { $0.halfWidth?.value(in: .ms) },
        series("afterHyperpolarisation", "mV") {
          $0.afterHyperpolarisation?.voltage.value(in: .mV)
        },
      ],
      remark: spikes.isEmpty ? "no spike rose above \(level)" : nil)
  }
}
