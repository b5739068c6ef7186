internal import RallExperiment
internal import RallHDF5
internal import RallModel
internal import RallSWC

/// A run that was killed and is to go on, to the same bits as if it had never been stopped.
///
/// The experiment, the neuron and whatever files the experiment names are taken from inside the
/// unfinished file.
public struct Resumption: Sendable {
  /// What is to be run.
  public let preparation: Preparation
  /// The name that the result is to have.
  public let file: String

  /// Reads what a killed run left, `NAME.part`, or `NAME` for short.
  ///
  /// - Parameters:
  ///   - path: the unfinished file.
  ///   - experiment: an experiment's file that is to be the same; nil compares nothing.
  ///   - settings: values that stand in for those of that file.
  /// - Throws: a failure that names the difference where the program, the experiment or a file of it is
  ///   another.
  public init(
    of path: String, experiment: String? = nil, settings: [String] = []
  ) throws(Failure) {
    file = ResultFile.finalName(of: path)
    let part = "\(file).part"
    let stored: StoredRun
    do {
      stored = try StoredRun(of: file)
    } catch {
      throw Failure(error)
    }
    for (what, there, here) in [
      ("the version of rall", stored.version, Version.number),
      ("the kernel", stored.kernel, Version.kernelName),
      ("the compiler", stored.compiler, Version.compiler),
    ] where there != here {
      throw Failure(ResultFileError.differs(path: part, what: what, there: there, here: here))
    }
    guard SHA256.hex(of: stored.swc) == stored.swcSum else {
      throw .badData(["\(part): the neuron in it was changed: its check sum is another"])
    }
    var inputs = stored.inputs
    if let name = try Self.neuron(in: stored.experiment, part) {
      inputs.append((path: name, bytes: stored.swc))
    }
    preparation = try Preparation(
      stored: stored.experiment, in: part, InputSource(inputs))
    if let experiment {
      try compare(with: Preparation(file: experiment, settings: settings), of: experiment, part)
    }
  }

  /// The path that an experiment gives of its neuron; nil where the shape comes from no file.
  private static func neuron(in text: String, _ part: String) throws(Failure) -> String? {
    guard
      case .file(let path, _) = try Preparation.document(stored: text, in: part).experiment
        .morphology
    else { return nil }
    return path
  }

  /// Names the first difference from what is now in the files.
  private func compare(
    with other: Preparation, of name: String, _ part: String
  ) throws(Failure) {
    func differs(_ what: String, _ there: String, _ here: String) -> Failure {
      Failure(ResultFileError.differs(path: part, what: what, there: there, here: here))
    }
    let (there, here) = (Self.lines(of: preparation.source), Self.lines(of: other.source))
    let settings = (Self.settings(there), Self.settings(here))
    if settings.0 != settings.1 { throw differs("--set", settings.0, settings.1) }
    for number in 0..<max(there.count, here.count) {
      let (old, new) = (
        number < there.count ? "'\(there[number])'" : "no such line",
        number < here.count ? "'\(here[number])'" : "no such line"
      )
      if old != new { throw differs("\(name):\(number + 1)", old, new) }
    }
    func sum(_ bytes: [UInt8]?) -> String { bytes.map { "sha256 \(SHA256.hex(of: $0))" } ?? "none" }
    let neurons = (sum(preparation.neuron.swc), sum(other.neuron.swc))
    if neurons.0 != neurons.1 {
      throw differs(other.neuron.file ?? "the neuron", neurons.0, neurons.1)
    }
    for (old, new) in zip(preparation.inputs, other.inputs) where old.bytes != new.bytes {
      throw differs(new.path, sum(old.bytes), sum(new.bytes))
    }
  }

  /// What stood in for values of the experiment's file, as it is written before it.
  private static func settings(_ lines: [Substring]) -> String {
    let mark = "# --set "
    let settings = lines.prefix { $0.hasPrefix(mark) }.map { $0.dropFirst(mark.count) }
    return settings.isEmpty ? "none" : settings.joined(separator: ", ")
  }

  private static func lines(of text: String) -> [Substring] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  /// Goes on with the run and ends its file.
  ///
  /// `options` name no output. `proceed` is asked every few steps; false stops the run, with what was
  /// recorded kept.
  public func run(
    _ options: RunOptions = RunOptions(), proceed: (RunProgress) -> Bool = { _ in true }
  ) throws(Failure) -> RunReport {
    var work = try MeasureWork(preparation)
    let plan = try preparation.plan(for: work)
    let description = preparation.description(of: plan, work, command: options.command)
    guard try work.answerAtRest(preparation, withMaps: true, proceed: proceed) else {
      throw .stoppedAtRest
    }
    let study =
      try preparation.ownTolerance == nil ? nil : preparation.convergence(proceed: proceed)
    let start = ContinuousClock.now
    // As when it began, an experiment replaces results and nothing else.
    let replaces = preparation.experiment.output.overwrite && !ResultFile.isForeign(file)
    var state: KeptRunState?
    let result: ResultFile
    do {
      result = try ResultFile(
        resuming: file, overwrite: options.overwrite || replaces, description: description,
        keepsEvery: options.keepsEvery, state: &state)
    } catch {
      throw Failure(error)
    }
    var outcome = try preparation.carryOut(
      plan, work, into: result, study, since: start, goingOnFrom: state, proceed)
    outcome.convergence = study
    let warnings = preparation.warnings + description.remarks.map { Warning($0) }
    return RunReport(preparation, file: file, warnings, outcome)
  }
}
