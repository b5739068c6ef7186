internal import RallHDF5
public import RallJSON
internal import RallSWC

/// What a person should know of a run that goes on nevertheless.
public struct Warning: Sendable, Hashable {
  /// A name that programs may rely on: `typeFlips`, `longReport`.
  public let code: String
  /// The file that it is about; nil where it is about the result.
  public let file: String?
  /// The line of that file, from 1; nil where it is about the whole.
  public let line: Int?
  public let message: String

  init(_ diagnostic: Diagnostic, in file: String?) {
    code = diagnostic.code.rawValue
    self.file = file
    line = diagnostic.line
    message = diagnostic.message
  }

  init(_ finding: ExperimentFinding, in file: String?, line: Int?) {
    code = finding.code
    self.file = file
    self.line = line
    message = "\(finding.path): \(finding.message)"
  }

  /// One that is about the result.
  init(code: String, _ message: String) {
    self.code = code
    file = nil
    line = nil
    self.message = message
  }

  init(_ remark: ResultRemark) {
    code = remark.code
    file = nil
    line = nil
    message = remark.message
  }

  /// The warning for a program.
  public var json: JSON {
    [
      "code": .string(code), "line": line.map { .integer($0) } ?? .null,
      "message": .string(message),
    ]
  }
}

extension Warning: CustomStringConvertible {
  /// `cell.swc:27: warning: the type flips`.
  public var description: String {
    (file.map { "\($0):" } ?? "") + (line.map { "\($0):" } ?? "")
      + (file == nil ? "warning: " : " warning: ") + message
  }
}

extension Diagnostic {
  /// `cell.swc:27: error: the radius -1 is negative`.
  func description(in file: String) -> String {
    "\(file):" + (line.map { "\($0):" } ?? "") + " \(severity.rawValue): \(message)"
  }
}
