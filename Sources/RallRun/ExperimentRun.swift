internal import Foundation
internal import RallCable
internal import RallHDF5
internal import RallJSON
public import RallModel
internal import RallMorphology
internal import RallPoint
internal import RallSimulation
internal import RallUnits

extension Preparation {
  /// Runs the experiment and writes its result file.
  ///
  /// `proceed` is asked every few steps; false stops the run, and what was recorded is kept.
  public func run(
    _ options: RunOptions = RunOptions(), proceed: (RunProgress) -> Bool = { _ in true }
  ) throws(Failure) -> RunReport {
    var work = try MeasureWork(self)
    let plan = try plan(for: work)
    var description = description(of: plan, work, command: options.command)
    let warnings = warnings + description.remarks.map { Warning($0) }
    description.warnings = JSON.array(warnings.map(\.json)).description
    let path = options.output ?? experiment.output.file ?? standardOutput
    for (role, input) in [("experiment", file), ("neuron", neuron.file)] {
      guard let input, InputFile.isSame(input, path) else { continue }
      throw Failure(
        status: 73, ["\(path): cannot create the file: the \(role) of this run is read from it"])
    }
    try checkOutput(options)
    try work.checkRoom(self, withMaps: true)
    let study = ownTolerance == nil ? nil : try convergence(proceed: proceed)
    let begun = ContinuousClock.now
    var options = options
    options.overwrite = options.overwrite || experiment.output.overwrite
    let file = try makeFile(path, options, description)
    let making = begun.duration(to: .now)
    let isStopped = try !work.answerAtRest(self, withMaps: true, proceed: proceed)
    // What was to be stopped is asked no more.
    if isStopped { work.giveUpRest() }
    var outcome = try carryOut(plan, work, into: file, study, since: .now - making) {
      !isStopped && proceed($0)
    }
    outcome.convergence = study
    return RunReport(self, file: path, warnings, outcome)
  }

  /// Runs the experiment for the sake of its measures; nothing is written, and where the resting cell
  /// knows all the answers nothing is stepped.
  ///
  /// `wanted` says which kinds are asked for, and `withMaps` whether what holds at every compartment is
  /// kept beside what holds at places.
  public func measure(
    wanted: (Measure.Kind) -> Bool = { _ in true }, withMaps: Bool = true,
    proceed: (RunProgress) -> Bool = { _ in true }
  ) throws(Failure) -> RunReport {
    try answer(wanted: wanted, isRunForSpikes: false, withMaps: withMaps, proceed: proceed)
  }

  /// - Parameter isRunForSpikes: whether detectors alone are reason enough for a run.
  func answer(
    wanted: (Measure.Kind) -> Bool = { _ in true }, isRunForSpikes: Bool, withMaps: Bool,
    proceed: (RunProgress) -> Bool
  ) throws(Failure) -> RunReport {
    var work = try MeasureWork(self, wanted: wanted)
    var silent = experiment
    silent.recordings = []
    let plan = try plan(for: work, silent)
    guard try work.answerAtRest(self, withMaps: withMaps, proceed: proceed) else {
      var outcome = RunOutcome(measures: [])
      outcome.status = .interrupted
      return RunReport(self, file: nil, warnings, outcome)
    }
    let outcome =
      work.needsRun || (isRunForSpikes && !experiment.detectors.isEmpty)
      ? try carryOut(plan, work, into: nil, since: .now, proceed)
      : RunOutcome(measures: work.restingResults)
    return RunReport(self, file: nil, warnings, outcome)
  }

  /// What the experiment will do, with every name looked up.
  func plan(for work: MeasureWork, _ experiment: Experiment? = nil) throws(Failure) -> Plan {
    do {
      return try Plan(
        experiment ?? self.experiment, cell, watching: work.watches, following: work.follows)
    } catch {
      throw placing.failure(error)
    }
  }

  /// Makes the result file.
  private func makeFile(
    _ path: String, _ options: RunOptions, _ description: ResultDescription
  ) throws(Failure) -> ResultFile {
    do {
      return try ResultFile(
        creating: path, overwrite: options.overwrite, description: description,
        keepsEvery: options.keepsEvery)
    } catch {
      throw Failure(error)
    }
  }

  /// Steps through a plan and ends the file.
  ///
  /// - Parameters:
  ///   - keeping: whether the recordings stay in memory too.
  ///   - start: when the file began to be made, for the clock.
  ///   - kept: the state that a run goes on from; nil begins at its start.
  func carryOut(
    _ plan: Plan, _ work: MeasureWork, into file: consuming ResultFile?,
    _ study: Convergence? = nil, keeping: FrameKeeping = .none,
    since start: ContinuousClock.Instant, goingOnFrom kept: KeptRunState? = nil,
    _ proceed: (RunProgress) -> Bool
  ) throws(Failure) -> RunOutcome {
    let created = ContinuousClock.now
    var sink = RunSink(
      file, plan.layout, watches: plan.watches.count, follows: work.follows.count,
      keeping: keeping)
    let stepping: Stepping
    do {
      stepping = try step(
        through: plan, work, into: &sink, goingOnFrom: kept, proceed: proceed)
    } catch let error as SimulationError {
      throw failure(told(error), ending: sink, since: created)
    } catch let error as PointError {
      throw failure(error.description, ending: sink, since: created)
    } catch let error as ResultFileError {
      throw Failure(error)
    } catch let error as StateMismatch {
      throw .badData([error.description])
    } catch {
      throw .numerical("\(error)")
    }
    let stepped = ContinuousClock.now
    var outcome = RunOutcome(plan, stepping, spikes: sink.memory.spikes)
    outcome.frames = sink.memory.frames
    outcome.wholeFrames = sink.memory.wholeFrames
    if let study { outcome.measures = study.completed(outcome.measures) }
    let appending = sink.writing.seconds
    let wall = created.duration(to: stepped).seconds
    do {
      try sink.finish(
        outcome.status == .complete ? .complete : .interrupted, measures: outcome.measures,
        trackErrors: stepping.trackErrors, wallSeconds: wall)
    } catch {
      throw Failure(error)
    }
    outcome.simulateSeconds = wall - appending
    outcome.writeSeconds =
      start.duration(to: created).seconds + appending + stepped.duration(to: .now).seconds
    return outcome
  }

  /// Where in the neuron's file the numbers left all bounds.
  private func told(_ error: SimulationError) -> String {
    switch error {
    case .outOfBounds(let compartment, let section, _, _, _):
      let position = cell.columns[compartment].sectionPosition
      let place = neuron.line(
        nearest: position * morphology.sections[section].length.coherent, onSection: section)
      return (place.map { "\($0): " } ?? "") + error.description
    }
  }

  /// Ends the file of a run that could not go on.
  private func failure(
    _ line: String, ending sink: consuming RunSink, since created: ContinuousClock.Instant
  ) -> Failure {
    do {
      try sink.finish(
        .failed, measures: [], trackErrors: [], wallSeconds: created.duration(to: .now).seconds)
    } catch {
      return Failure(status: 70, [line, error.description])
    }
    return .numerical(line)
  }

  /// What the result file says of the run before its first step.
  func description(
    of plan: Plan, _ work: MeasureWork? = nil, command: String = ""
  ) -> ResultDescription {
    var description = ResultDescription(
      title: experiment.title, cellName: experiment.cell.name, layout: plan.layout,
      halfEdges: cell.halfEdges, morphology: morphology, swc: neuron.swc, stimuli: plan.stimuli,
      provenance: Provenance(
        experiment: source, command: command, version: Version.number,
        host: ProcessInfo.processInfo.hostName,
        operatingSystem: ProcessInfo.processInfo.operatingSystemVersionString, threads: 1,
        seed: experiment.run.seed, step: experiment.run.step.coherent,
        accuracy: isExact ? "exact" : experiment.run.accuracy.rawValue, compiler: Version.compiler),
      compress: experiment.output.compress,
      checkpoint: work.map {
        CheckpointDescription(
          stateWords: stateWords(of: plan, $0), kernel: Version.kernelName, inputs: inputs)
      })
    description.measureBytes = mapBytes
    return description
  }
}

extension Failure {
  /// What the resting cell has to answer comes before a run goes on, which a stop leaves as it is.
  static let stoppedAtRest = Self(
    status: 130, ["stopped before the run went on; what there was of it is untouched"])

  init(_ error: ResultFileError) { self.init(status: error.exitStatus, [error.description]) }
}
