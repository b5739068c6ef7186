public import RallModel

/// An experiment with the file that it was read from, so that what is found wrong later can be placed
/// there too.
public struct ExperimentDocument: Sendable {
  public let experiment: Experiment
  /// The name of the file, as it stands in messages.
  public let file: String
  /// The text that gives this experiment: the file's own, or, where there were settings, the experiment
  /// written out with them.
  public let source: String
  /// The settings that were given beside the file: `run.step=0.01 ms`.
  public let settings: [String]
  private let root: Node

  /// Reads an experiment.
  ///
  /// A syntax error is thrown alone, all other errors together.
  /// - Parameters:
  ///   - text: YAML.
  ///   - file: the file's name, for messages.
  ///   - settings: values that take the place of the file's: `run.step=0.01 ms`,
  ///     `membrane[1].hh.gna=100 mS/cm2`.
  public init(yaml text: String, file: String, settings: [String] = []) throws(ExperimentErrors) {
    try Self.checkSize(text.utf8.count, file)
    var diagnostics = Diagnostics()
    // A byte order mark is no part of the text.
    let yaml =
      text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    var root = try Composer.compose(yaml, from: .file(file), into: &diagnostics)
    if root == nil {
      diagnostics.report(
        .file(file, line: 1, column: 1), found: "an empty file", expected: "rall: 1 and so on")
    }
    for setting in settings {
      guard let setting = try Setting(setting, into: &diagnostics) else { continue }
      root = root.map { setting.applied(to: $0, &diagnostics) }
    }
    guard let root else { throw diagnostics.errors }
    var reader = ExperimentReader(diagnostics: diagnostics)
    let draft = reader.draft(root)
    let agreement = Agreement(
      of: draft, mechanisms: reader.knowsMechanisms ? reader.mechanisms : nil,
      hasDoubleCable: reader.hasDoubleCable)
    for violation in agreement.violations {
      reader.diagnostics.report(
        root.nearest(to: violation.path).place, found: violation.found,
        expected: violation.expected, nearest: violation.nearest)
    }
    guard reader.diagnostics.isEmpty, let experiment = draft.experiment else {
      throw reader.diagnostics.errors
    }
    self.experiment = experiment
    self.file = file
    source =
      settings.isEmpty ? text : settings.map { "# --set \($0)\n" }.joined() + experiment.yaml
    self.settings = settings
    self.root = root
  }

  /// Reads an experiment from the bytes of a file, which must be UTF-8.
  public init(
    yaml bytes: some Collection<UInt8>, file: String, settings: [String] = []
  ) throws(ExperimentErrors) {
    try Self.checkSize(bytes.count, file)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Self.notText(bytes, file)
    }
    try self.init(yaml: text, file: file, settings: settings)
  }

  /// Where the value at a path begins; where there is none, the nearest above it that is there.
  public func place(of path: ExperimentPath) -> ExperimentPlace { root.nearest(to: path).place }

  /// An error of a later stage, with its place in the file.
  public func diagnostic(
    at path: ExperimentPath, kind: ExperimentDiagnostic.Kind = .invalid, _ message: String
  ) -> ExperimentDiagnostic {
    ExperimentDiagnostic(place: place(of: path), kind: kind, message: message)
  }

  private static func checkSize(_ bytes: Int, _ file: String) throws(ExperimentErrors) {
    guard bytes > Limits.bytes else { return }
    throw ExperimentErrors([
      ExperimentDiagnostic(
        place: .file(file, line: 1, column: 1),
        message: "a file of \(bytes) bytes; expected an experiment of \(Limits.bytes) at most")
    ])
  }

  /// That the bytes are no UTF-8, and where.
  private static func notText(_ bytes: some Collection<UInt8>, _ file: String) -> ExperimentErrors {
    let start = Array(bytes.prefix(2))
    let isUTF16 = start == [0xFF, 0xFE] || start == [0xFE, 0xFF]
    // What stands before the first broken sequence is whole, so the replacement shows the place.
    let readable = String(decoding: bytes, as: UTF8.self).unicodeScalars.prefix { $0 != "\u{FFFD}" }
    let line = readable.count { $0 == "\n" } + 1
    let column = readable.reversed().prefix { $0 != "\n" }.count + 1
    return ExperimentErrors([
      ExperimentDiagnostic(
        place: .file(file, line: line, column: column), kind: .syntax,
        message: "\(isUTF16 ? "UTF-16" : "a byte that is no text"); expected UTF-8")
    ])
  }
}
