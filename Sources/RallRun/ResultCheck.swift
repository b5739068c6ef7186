internal import RallHDF5
public import RallJSON

/// What is wrong with a result file, held against the layout.
public struct ResultCheck: Sendable {
  private let file: String
  private let problems: [ResultProblem]

  /// Opens and checks a file.
  public init(file: String) throws(Failure) {
    self.file = file
    do { problems = try ResultValidator.check(file) } catch {
      throw Failure(error)
    }
  }

  /// True where nothing is wrong.
  public var isValid: Bool { problems.isEmpty }

  /// One line a problem.
  public var text: String {
    problems.isEmpty
      ? "\(file): follows the layout"
      : problems.map { "\(file):\($0.path): \($0.message)" }.joined(separator: "\n")
  }

  /// One object: the file, whether it is valid, and what is wrong.
  public var json: JSON {
    [
      "file": .string(file), "valid": .bool(isValid),
      "problems": .array(
        problems.map { ["path": .string($0.path), "message": .string($0.message)] }),
    ]
  }
}
