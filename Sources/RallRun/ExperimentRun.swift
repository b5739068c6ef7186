internal import Foundation
internal import RallCable
internal import RallHDF5
internal import RallImpedance
internal import RallJSON
public import RallModel
internal import RallMorphology
internal import RallSimulation
public import RallUnits

/// How an experiment is to be run, beside what it says itself.
public struct RunOptions: Sendable {
  /// Stands in for the experiment's own output file.
  public var output: String?
  /// An existing file may be replaced.
  public var overwrite: Bool
  /// The command line, for the record.
  public var command: String

  public init(output: String? = nil, overwrite: Bool = false, command: String = "") {
    self.output = output
    self.overwrite = overwrite
    self.command = command
  }
}

/// How far a run has come.
public struct RunProgress: Sendable {
  public let time: Time
  public let duration: Time
  public let spikes: Int
}

extension Preparation {
  /// Runs the experiment and writes its result file.
  ///
  /// `proceed` is asked every few steps; false stops the run, and what was recorded is kept.
  public func run(
    _ options: RunOptions = RunOptions(), proceed: (RunProgress) -> Bool = { _ in true }
  ) throws(Failure) -> RunReport {
    let work = try MeasureWork(self)
    let plan = try plan(for: work)
    let path = options.output ?? experiment.output.file ?? "run.h5"
    let file: ResultFile
    do {
      file = try ResultFile(
        creating: path, overwrite: options.overwrite || experiment.output.overwrite,
        description: description(of: plan, command: options.command))
    } catch {
      throw Failure(status: error.exitStatus, [error.description])
    }
    return try run(plan, work, into: file, path: path, proceed)
  }

  /// Runs the experiment for the sake of its measures; nothing is written.
  public func measure(
    wanted: (Measure.Kind) -> Bool = { _ in true },
    proceed: (RunProgress) -> Bool = { _ in true }
  ) throws(Failure) -> RunReport {
    let work = try MeasureWork(self, wanted: wanted)
    var silent = experiment
    silent.recordings = []
    let plan = try plan(for: work, silent)
    return try run(plan, work, into: nil, path: nil, proceed)
  }

  /// What the experiment will do, with every name looked up.
  func plan(for work: MeasureWork? = nil, _ experiment: Experiment? = nil) throws(Failure) -> Plan {
    do {
      return try Plan(
        experiment ?? self.experiment, cell, watching: work?.watches ?? [],
        following: work?.follows ?? [])
    } catch {
      throw placing.failure(error)
    }
  }

  private func run(
    _ plan: Plan, _ work: MeasureWork, into file: consuming ResultFile?, path: String?,
    _ proceed: (RunProgress) -> Bool
  ) throws(Failure) -> RunReport {
    let start = ContinuousClock.now
    var sink = RunSink(
      file, plan.layout, watches: plan.watches.count, follows: work.follows.count)
    var status = ResultStatus.complete
    var trouble: Failure?
    var answers = Answers(measures: work.steadyResults)
    if work.needsRun || path != nil {
      do {
        answers = try step(plan, work, into: &sink) {
          proceed(RunProgress(time: $0.time, duration: plan.duration, spikes: $0.spikes))
        }
        if answers.outcome != .complete { status = .interrupted }
      } catch let error as SimulationError {
        status = .failed
        trouble = .numerical(error.description)
      } catch let error as ResultFileError {
        throw Failure(status: error.exitStatus, [error.description])
      } catch {
        throw Failure(status: 70, ["\(error)"])
      }
    }
    let simulated = ContinuousClock.now
    let detected = plan.layout.detectors.indices.map {
      DetectorReport(
        plan.layout.detectors[$0], spikes: sink.spikes[$0], undecided: answers.errors?.undecided[$0]
      )
    }
    let writing = sink.writing.seconds
    let wall = start.duration(to: simulated).seconds
    do {
      try sink.finish(
        status, measures: answers.measures, trackErrors: answers.errors?.tracks ?? [],
        wallSeconds: wall)
    } catch {
      throw Failure(status: error.exitStatus, [error.description])
    }
    if let trouble { throw trouble }
    return RunReport(
      file: path, status: status.rawValue, compartments: cell.count, steps: plan.steps,
      step: experiment.run.step, duration: plan.duration,
      seconds: [
        ("load", loadSeconds), ("lower", lowerSeconds), ("simulate", wall - writing),
        ("write", writing + simulated.duration(to: .now).seconds),
      ],
      tracks: zip(plan.layout.tracks, answers.errors?.tracks ?? []).map {
        TrackReport(name: $0.name, unit: $0.unit, error: $1.max() ?? 0)
      }, detectors: detected, measures: answers.measures, diagnostics: diagnostics)
  }

  /// What steps through a plan, once or as a pair, lead to.
  private struct Answers {
    var measures: [MeasureResult]
    var errors: PairErrors?
    var outcome = Simulation.Outcome.complete
  }

  private func step(
    _ plan: Plan, _ work: MeasureWork, into sink: inout RunSink,
    proceed: (Simulation.Progress) -> Bool
  ) throws -> Answers {
    if plan.accuracy == .richardson {
      var pair = PairedSimulation(cell, plan, from: rest?.potentials)
      let outcome = try pair.run(into: &sink, proceed: proceed)
      return Answers(
        measures: work.results(of: pair, plan), errors: pair.errors, outcome: outcome)
    }
    var simulation = Simulation(cell, plan, from: rest?.potentials)
    let outcome = try simulation.run(into: &sink, proceed: proceed)
    let beside = Array(sink.spikes.dropFirst(plan.layout.detectors.count))
    return Answers(
      measures: work.results(spikes: beside, traces: sink.traces, plan), outcome: outcome)
  }

  /// What the result file says of the run before its first step.
  private func description(of plan: Plan, command: String) -> ResultDescription {
    ResultDescription(
      title: experiment.title, cellName: experiment.cell.name, layout: plan.layout,
      halfEdges: cell.halfEdges, morphology: morphology, swc: swc, stimuli: plan.stimuli,
      provenance: Provenance(
        experiment: source, command: command, version: Version.number,
        host: ProcessInfo.processInfo.hostName,
        operatingSystem: ProcessInfo.processInfo.operatingSystemVersionString, threads: 1,
        seed: experiment.run.seed, step: experiment.run.step.coherent,
        accuracy: experiment.run.accuracy.rawValue, compiler: Version.compiler),
      compress: experiment.output.compress)
  }
}
