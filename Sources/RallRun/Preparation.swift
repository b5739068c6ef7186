public import RallCable
internal import RallExperiment
internal import RallImpedance
public import RallModel
public import RallMorphology
internal import RallUnits

/// An experiment that has been read, with its neuron, and lowered: ready to be run or explained.
public struct Preparation: Sendable {
  public let experiment: Experiment
  /// The text that the experiment was read from, or that it would be written as.
  public let source: String
  public let cell: LoweredCell
  /// The resting state, where the cell starts from it.
  let rest: RestingState?
  /// The result file where neither the experiment nor the caller names one: that of the experiment
  /// with another ending, in the working directory.
  public let standardOutput: String
  /// Seconds that reading took.
  public let loadSeconds: Double
  /// Seconds that lowering took.
  public let lowerSeconds: Double
  let neuron: Neuron
  /// The files that the experiment names beside the neuron, as it names them.
  let inputs: [(path: String, bytes: [UInt8])]
  /// The experiment's file; nil where it was made in a program.
  let file: String?
  /// Places errors of later stages in the experiment's file.
  let placing: Placing

  /// The shape that was lowered.
  public var morphology: Morphology { neuron.morphology }

  /// The warnings about the neuron's file, and about values of the experiment.
  public var warnings: [Warning] {
    let findings =
      ImplausibleValues(experiment).findings + CutShort(experiment).findings
      + TableFindings(experiment.fields, on: morphology).findings
    return neuron.diagnostics.map { Warning($0, in: neuron.file) }
      + findings.map { Warning($0, in: file, line: placing.line(of: $0.path)) }
  }

  /// Reads an experiment file, and the neuron that it names.
  ///
  /// `settings` are values that stand in for the file's own, `run.step=0.01 ms`.
  public init(file: String, settings: [String] = []) throws(Failure) {
    let start = ContinuousClock.now
    try self.init(yaml: InputFile.read(file), file: file, settings: settings, since: start)
  }

  /// Takes the bytes of an experiment file; `former` is a preparation of the same file, whose neuron is
  /// not read again where it is the same.
  init(
    yaml: [UInt8], file: String, settings: [String], besides former: Preparation? = nil,
    since start: ContinuousClock.Instant = .now
  ) throws(Failure) {
    let document: ExperimentDocument
    do {
      document = try ExperimentDocument(yaml: yaml, file: file, settings: settings)
    } catch {
      throw Failure(error)
    }
    try self.init(
      document.experiment, source: document.source, Placing(document), file: file,
      besides: former, since: start)
  }

  /// Takes an experiment that was made in a program; a relative path is relative to the working
  /// directory.
  ///
  /// It must say nothing that a file could not say. Where it does, the lines of the failure are those
  /// of `experiment.yaml`.
  public init(_ experiment: Experiment) throws(Failure) {
    let start = ContinuousClock.now
    var written = experiment
    // A shape at hand has no words; whatever is said of it is looked at when it is lowered.
    if case .given = experiment.morphology {
      written.morphology = .cylinder(length: 1.um, diameter: 1.um, type: 2)
    }
    do { _ = try ExperimentDocument(yaml: written.yaml, file: "experiment") } catch {
      throw Failure(error)
    }
    try self.init(experiment, source: experiment.yaml, Placing(nil), file: nil, since: start)
  }

  /// Another preparation's neuron and text, with another experiment and another mesh.
  init(
    _ other: Preparation, _ experiment: Experiment, _ cell: LoweredCell, _ rest: RestingState?
  ) {
    self.experiment = experiment
    source = other.source
    self.cell = cell
    self.rest = rest
    standardOutput = other.standardOutput
    loadSeconds = other.loadSeconds
    lowerSeconds = other.lowerSeconds
    neuron = other.neuron
    inputs = other.inputs
    file = other.file
    placing = other.placing
  }

  /// Reads an experiment that a result holds, with the files that it holds too; `file` is its name in
  /// messages.
  init(stored text: String, in file: String, _ inputs: InputSource) throws(Failure) {
    let start = ContinuousClock.now
    let document = try Self.document(stored: text, in: file)
    try self.init(
      document.experiment, source: document.source, Placing(document), file: nil, from: inputs,
      since: start)
  }

  /// What the text of an experiment that a result holds says.
  static func document(stored text: String, in file: String) throws(Failure) -> ExperimentDocument {
    do { return try ExperimentDocument(yaml: text, file: file) } catch { throw Failure(error) }
  }

  private init(
    _ experiment: Experiment, source: String, _ placing: Placing, file: String?,
    from inputs: InputSource = InputSource(), besides former: Preparation? = nil,
    since start: ContinuousClock.Instant
  ) throws(Failure) {
    _ = try Version.kernel()
    var (experiment, inputs) = (experiment, inputs)
    for index in experiment.stimuli.indices {
      try experiment.stimuli[index].readCurrent(from: &inputs, besides: file ?? "") {
        placing.line("stimuli[\(index)].file.path", $0)
      }
    }
    for index in experiment.fields.indices {
      try experiment.fields[index].readFiles(from: &inputs, besides: file ?? "") {
        placing.line("extracellular[\(index)].\($0)", $1)
      }
    }
    self.experiment = experiment
    self.source = source
    self.inputs = inputs.taken
    self.placing = placing
    self.file = file
    standardOutput = file.map(InputFile.name).map { "\($0).h5" } ?? "run.h5"
    var neuron: Neuron
    if let former, former.experiment.morphology == experiment.morphology {
      neuron = former.neuron
      neuron.morphology = neuron.bare
    } else {
      neuron = try Neuron(of: experiment, from: inputs, besides: file ?? "", placing)
    }
    let loaded = ContinuousClock.now
    loadSeconds = start.duration(to: loaded).seconds
    // Nodes and internodes are places too.
    do { neuron.morphology = try experiment.coatedCell.wrapped(neuron.morphology) } catch {
      throw placing.failure(.myelin(wrapping: error.wrapping, error.reason))
    }
    let missing = PlaceCheck(experiment, on: neuron.morphology).missing
    guard missing.isEmpty else { throw placing.failure(missing) }
    self.neuron = neuron
    do {
      cell = try LoweredCell(
        experiment.coatedCell, neuron.morphology, division: experiment.division,
        electrodes: experiment.stimuli.map(\.site))
    } catch {
      throw placing.failure(error)
    }
    do { rest = experiment.cell.start == .rest ? try RestingState(of: cell) : nil } catch {
      throw .numerical(placing.line("cell.start", error.description))
    }
    lowerSeconds = loaded.duration(to: .now).seconds
  }
}

extension Failure {
  /// One line an error of the reader.
  fileprivate init(_ errors: ExperimentErrors) {
    self = .badData(errors.description.split(separator: "\n").map(String.init))
  }
}

extension Duration {
  var seconds: Double { self / .seconds(1) }
}
