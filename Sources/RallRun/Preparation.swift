public import RallCable
internal import RallExperiment
internal import RallImpedance
public import RallModel
public import RallMorphology
public import RallSWC
internal import RallUnits

/// An experiment that has been read, with its neuron, and lowered: ready to be run or explained.
public struct Preparation: Sendable {
  public let experiment: Experiment
  /// The text that the experiment was read from, or that it would be written as.
  public let source: String
  public let morphology: Morphology
  /// The bytes of the morphology's file; nil where there was none.
  public let swc: [UInt8]?
  /// What was found about the morphology's file.
  public let diagnostics: [Diagnostic]
  public let cell: LoweredCell
  /// The resting state, where the cell starts from it.
  let rest: RestingState?
  /// Seconds that reading took.
  public let loadSeconds: Double
  /// Seconds that lowering took.
  public let lowerSeconds: Double
  /// Places errors of later stages in the experiment's file.
  let placing: Placing

  /// Reads an experiment file, and the neuron that it names.
  ///
  /// - Parameter settings: values that stand in for the file's own, `run.step=0.01 ms`.
  public init(file: String, settings: [String] = []) throws(Failure) {
    let clock = ContinuousClock.now
    let bytes = try InputFile.read(file)
    let document: ExperimentDocument
    do {
      document = try ExperimentDocument(yaml: bytes, file: file, settings: settings)
    } catch {
      throw Failure(status: 65, error.description.split(separator: "\n").map(String.init))
    }
    try self.init(
      document.experiment, source: document.source, placing: Placing(document), file: file,
      since: clock)
  }

  /// Takes an experiment that was made in a program; a relative path is relative to the working
  /// directory.
  public init(_ experiment: Experiment) throws(Failure) {
    try self.init(
      experiment, source: experiment.yaml, placing: Placing(nil), file: "", since: .now)
  }

  private init(
    _ experiment: Experiment, source: String, placing: Placing, file: String,
    since start: ContinuousClock.Instant
  ) throws(Failure) {
    var experiment = experiment
    for index in experiment.stimuli.indices {
      try experiment.stimuli[index].readCurrent(besides: file) {
        placing.line("stimuli[\(index)].file.path", $0)
      }
    }
    self.experiment = experiment
    self.source = source
    self.placing = placing
    (morphology, swc, diagnostics) = try Self.morphology(experiment, placing, besides: file)
    let loaded = ContinuousClock.now
    loadSeconds = start.duration(to: loaded).seconds
    do {
      for named in experiment.regions where try named.region.intervals(on: morphology).isEmpty {
        throw Failure.badData(
          placing.line(
            "regions.\(named.name)", "the region '\(named.name)' is empty in this neuron"))
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .badData("\(file): \(error)")
    }
    do {
      cell = try LoweredCell(
        experiment.cell, morphology, division: experiment.division,
        electrodes: experiment.stimuli.map(\.site))
    } catch {
      throw placing.failure(error)
    }
    do {
      rest = experiment.cell.start == .rest ? try RestingState(of: cell) : nil
    } catch {
      throw .numerical(placing.line("cell.start", "\(error)"))
    }
    lowerSeconds = loaded.duration(to: .now).seconds
  }

  private static func morphology(
    _ experiment: Experiment, _ placing: Placing, besides file: String
  ) throws(Failure) -> (Morphology, [UInt8]?, [Diagnostic]) {
    switch experiment.morphology {
    case .given(let morphology): return (morphology, nil, [])
    case .cylinder(let length, let diameter, let type):
      return (.cylinder(length: length, diameter: diameter, type: type), nil, [])
    case .file(let path, let options):
      let place = InputFile.resolve(path, besides: file)
      let bytes: [UInt8]
      do { bytes = try InputFile.read(place) } catch {
        throw Failure(
          status: error.status, error.lines.map { placing.line("morphology.file", $0) })
      }
      let reading = SWCFile(bytes: bytes).reading(options)
      guard let morphology = reading.morphology else {
        let errors = reading.diagnostics.filter { $0.severity == .error }
        throw Failure(status: 65, errors.map { $0.description(in: place) })
      }
      return (morphology, bytes, reading.diagnostics)
    }
  }

  /// The warnings that a user must see, one line each.
  public var warnings: [String] {
    guard case .file(let path, _) = experiment.morphology else { return [] }
    return diagnostics.map { $0.description(in: path) }
  }
}

extension Diagnostic {
  /// `cell.swc:27: warning: …`.
  func description(in file: String) -> String {
    "\(file):" + (line.map { "\($0):" } ?? "") + " \(severity.rawValue): \(message)"
  }
}

extension Duration {
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
