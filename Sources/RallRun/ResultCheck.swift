internal import RallHDF5
public import RallJSON

/// What is wrong with a result file, held against the layout.
public struct ResultCheck: Sendable {
  private let file: String
  private let problems: [ResultProblem]
  /// How far its run came; nil where the file does not tell.
  private let status: ResultStatus?

  /// Opens and checks a file.
  public init(file: String) throws(Failure) {
    self.file = file
    do { problems = try ResultValidator.check(file) } catch {
      throw Failure(error)
    }
    status =
      SweepReader.canRead(file)
      ? (try? SweepReader(file))?.status : (try? ResultReader(file))?.contents.status
  }

  /// True where nothing is wrong.
  public var isValid: Bool { problems.isEmpty }

  /// One line a problem.
  public var text: String {
    let unfinished =
      status == .running
      ? "; its run goes on or was killed: only the first frames_written rows hold frames" : ""
    return problems.isEmpty
      ? "\(file): follows the layout\(unfinished)"
      : problems.map { "\(file):\($0.path): \($0.message)" }.joined(separator: "\n")
  }

  /// One object: the file, whether it is valid, how far its run came, and what is wrong.
  public var json: JSON {
    [
      "file": .string(file), "valid": .bool(isValid),
      "status": status.map { .string($0.rawValue) } ?? .null,
      "problems": .array(
        problems.map { ["path": .string($0.path), "message": .string($0.message)] }),
    ]
  }
}
