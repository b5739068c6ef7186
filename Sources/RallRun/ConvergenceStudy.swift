internal import RallCable
internal import RallImpedance
internal import RallModel
internal import RallSimulation
internal import RallUnits

extension Preparation {
  /// Runs the experiment five times, or once where the cell is solved exactly: as it is, at half and a quarter of its step, and with every
  /// compartment cut into two and into four; says what moved.
  ///
  /// The `tolerance` is what is to be kept, as a share of 1 ms for times, of 100 mV for potentials, of a
  /// radian for angles and of the number itself for everything else; nil is the experiment's own, or 0.001.
  public func convergence(
    tolerance: Double? = nil, proceed: (RunProgress) -> Bool = { _ in true }
  ) throws(Failure) -> Convergence? {
    // What is wrong with a recording is told by its own number, before some of them are left out.
    _ = try plan(for: MeasureWork(self))
    let recorded = RecordedTraces(experiment, on: cell)
    guard let base = try level(recorded, proceed) else { return nil }
    var (time, mesh) = (LevelSeries(base), LevelSeries(base))
    for factor in [2, 4] {
      guard !isExact else {
        // No step and no compartment is there to be halved.
        time.append(base)
        mesh.append(base)
        continue
      }
      guard
        let finer = try refined(step: factor).level(recorded, proceed, frame: experiment.run.step)
      else { return nil }
      time.append(finer)
      guard let denser = try refined(pieces: factor).level(recorded, proceed) else { return nil }
      mesh.append(denser)
    }
    return Convergence(
      tolerance: tolerance ?? ownTolerance ?? 1e-3, experiment: experiment,
      compartments: cell.count, isLumped: !cell.lumpedWrappings.isEmpty,
      isExact: isExact, time: time, mesh: mesh, unseen: recorded.unseen)
  }

  /// The tolerance of the experiment's own measure of convergence; nil where it has none.
  var ownTolerance: Double? {
    experiment.measures.compactMap {
      if case .convergence(let tolerance) = $0.kind { tolerance } else { nil }
    }.first
  }

  /// The same experiment at a share of its step, or with its compartments cut further.
  private func refined(step: Int = 1, pieces: Int = 1) throws(Failure) -> Preparation {
    var finer = experiment
    finer.run.step = 1 / Double(step) * experiment.run.step
    guard pieces > 1 else { return Preparation(self, finer, cell, rest) }
    let denser: LoweredCell
    do {
      denser = try LoweredCell(
        experiment.coatedCell, morphology, division: experiment.division,
        electrodes: experiment.stimuli.map(\.site), splitting: pieces)
    } catch {
      throw placing.failure(error)
    }
    do {
      return Preparation(self, finer, denser, try rest.map { _ in try RestingState(of: denser) })
    } catch {
      throw .numerical(placing.line("cell.start", "\(error)"))
    }
  }

  /// The numbers and traces of one run; nil where it was interrupted.
  ///
  /// - Parameters:
  ///   - recorded: what is looked at.
  ///   - proceed: asked every few steps.
  ///   - frame: the step of the experiment as it is; nil where it is this one.
  private func level(
    _ recorded: RecordedTraces, _ proceed: (RunProgress) -> Bool, frame: Time? = nil
  ) throws(Failure) -> ConvergenceLevel? {
    var work = try MeasureWork(self)
    var seen = experiment
    seen.recordings = recorded.recordings
    let plan = try plan(for: work, seen)
    guard try work.answerAtRest(self, withMaps: false, proceed: proceed) else { return nil }
    guard work.needsRun || !experiment.detectors.isEmpty || !plan.layout.tracks.isEmpty else {
      return ConvergenceLevel(
        numbers: work.restingResults.flatMap(\.numbers), traces: [])
    }
    let outcome = try carryOut(plan, work, into: nil, keeping: .double, since: .now, proceed)
    guard outcome.status == .complete else { return nil }
    return ConvergenceLevel(
      numbers: outcome.detectors.flatMap(\.numbers) + outcome.measures.flatMap(\.numbers),
      traces: recorded.traces(
        plan.layout, outcome.wholeFrames, step: frame ?? experiment.run.step))
  }
}

extension Convergence {
  /// One number of one run.
  struct Number {
    let name: String
    let quantity: String
    let place: String
    let unit: String
    let value: Double

    func isSame(as other: Number) -> Bool {
      name == other.name && quantity == other.quantity && place == other.place
    }
  }

  init(
    tolerance: Double, experiment: Experiment, compartments: Int, isLumped: Bool,
    isExact: Bool, time: LevelSeries, mesh: LevelSeries, unseen: [String]
  ) {
    self.unseen = unseen
    self.tolerance = tolerance
    self.isExact = isExact
    step = experiment.run.step
    division = experiment.division
    self.compartments = compartments
    order =
      switch experiment.run.accuracy {
      case .standard: 2
      case .richardson: 4
      case .euler: 1
      }
    self.isLumped = isLumped
    var moved: [Moved] = []
    var remarks: [String] = []
    for number in time.numbers[0] {
      func found(_ runs: [[Number]]) -> [Double?] {
        runs.map { run in
          run.first { $0.isSame(as: number) }.map {
            // Of angles that which is nearest: 181 degrees are -179.
            $0.unit == "deg"
              ? number.value + ($0.value - number.value).remainder(dividingBy: 360) : $0.value
          }
        }
      }
      let (inTime, inSpace) = (found(time.numbers), found(mesh.numbers))
      if number.unit == "1" {
        for (what, values) in [("step", inTime), ("compartments", inSpace)]
        where values.contains(where: { $0 != number.value }) {
          let told = values.map { $0.map(decimal) ?? "none" }.joined(separator: ", ")
          remarks.append(
            "\(number.name): \(number.quantity) \(told) when the \(what) halve")
        }
        continue
      }
      guard !inTime.contains(nil), !inSpace.contains(nil) else {
        remarks.append("\(number.name): \(number.quantity) is not there in every run")
        continue
      }
      moved.append(
        Moved(
          name: number.name, quantity: number.quantity, place: number.place, unit: number.unit,
          value: number.value, time: Refinement(inTime.compactMap { $0 }),
          mesh: Refinement(inSpace.compactMap { $0 })))
    }
    moved += time.first.enumerated().map { number, trace in
      Moved(
        name: trace.name, quantity: "trace", place: trace.place, unit: trace.unit,
        value: trace.largest, time: time.refinement(of: number), mesh: mesh.refinement(of: number))
    }
    self.moved = moved
    self.remarks = remarks
  }
}

extension DetectorReport {
  /// How many spikes each point has, when the first and the last were, and how high the first.
  fileprivate var numbers: [Convergence.Number] {
    labels.indices.flatMap { point in
      let spikes = spikes[point]
      func number(_ quantity: String, _ unit: String, _ value: Double) -> Convergence.Number {
        Convergence.Number(
          name: name, quantity: quantity, place: labels[point], unit: unit, value: value)
      }
      var numbers = [number("spikes", "1", Double(spikes.count))]
      if let first = spikes.first, let last = spikes.last {
        numbers.append(number("first spike", "ms", first.time.value(in: .ms)))
        if spikes.count > 1 {
          numbers.append(number("last spike", "ms", last.time.value(in: .ms)))
        }
        numbers.append(number("peak", "mV", first.peak.value(in: .mV)))
      }
      return numbers
    }
  }
}

extension MeasureResult {
  /// Its values, but for the least and the most over a region: which compartment has them is chance.
  fileprivate var numbers: [Convergence.Number] {
    values.filter { !["least", "most"].contains($0.quantity) }.map {
      Convergence.Number(
        name: name, quantity: $0.quantity, place: $0.where,
        // An attenuation is no count.
        unit: ImpedanceMeasure.isAttenuation($0.quantity) ? "times" : $0.unit, value: $0.value)
    }
  }
}
