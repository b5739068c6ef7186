/// Where something stands: in a file, or in a `--set`.
public enum ExperimentPlace: Sendable, Hashable {
  /// Lines and columns count from 1, columns in Unicode scalars.
  case file(String, line: Int, column: Int)
  /// The path of a setting that was given beside the file.
  case setting(String)
}

extension ExperimentPlace: CustomStringConvertible {
  /// `cell.yaml:12:7`, or `--set run.step`.
  public var description: String {
    switch self {
    case .file(let name, let line, let column): "\(name):\(line):\(column)"
    case .setting(let path): "--set \(path)"
    }
  }
}

/// One thing that is wrong in an experiment, and where.
public struct ExperimentDiagnostic: Sendable, Hashable {
  /// What sort of wrong it is; all of them are bad data.
  public enum Kind: Sendable, Hashable {
    /// The text is no YAML; nothing else of the file was looked at.
    case syntax
    /// The file says what cannot be.
    case invalid
  }

  public var place: ExperimentPlace
  public var kind: Kind
  /// What was found; what was expected; the nearest valid name.
  public var message: String

  public init(place: ExperimentPlace, kind: Kind = .invalid, message: String) {
    self.place = place
    self.kind = kind
    self.message = message
  }

  /// The file; nil of a setting.
  public var file: String? { if case .file(let name, _, _) = place { name } else { nil } }

  /// The line, from 1; nil of a setting.
  public var line: Int? { if case .file(_, let line, _) = place { line } else { nil } }

  /// The column, from 1; nil of a setting.
  public var column: Int? { if case .file(_, _, let column) = place { column } else { nil } }
}

extension ExperimentDiagnostic: CustomStringConvertible {
  /// `file:line:column: what was found; what was expected; the nearest valid name`.
  public var description: String { "\(place): \(message)" }
}

/// Everything that is wrong in an experiment, in the order of the file.
public struct ExperimentErrors: Error, Sendable, Hashable {
  public let diagnostics: [ExperimentDiagnostic]
  /// How many more there are that are not told.
  public let omitted: Int

  public init(_ diagnostics: [ExperimentDiagnostic], omitted: Int = 0) {
    self.diagnostics = diagnostics
    self.omitted = omitted
  }
}

extension ExperimentErrors: CustomStringConvertible {
  /// One line a diagnostic.
  public var description: String {
    let lines = diagnostics.map(\.description)
    return (omitted == 0 ? lines : lines + ["\(omitted) more errors are not shown"])
      .joined(separator: "\n")
  }
}
