/// How a sweep is to be run.
public struct SweepOptions: Sendable {
  /// The HDF5 file.
  public var output: String
  /// An existing file, or what a stopped sweep left of one, may be replaced.
  public var overwrite: Bool
  /// What a stopped sweep left is gone on with.
  public var resumes: Bool
  /// How many threads compute in this process, each a whole variant at a time.
  public var threads: Int
  /// Whether the recordings of every variant are kept.
  public var keepsTraces: Bool
  /// The command line, for the record.
  public var command: String

  public init(
    output: String, overwrite: Bool = false, resumes: Bool = false, threads: Int = 1,
    keepsTraces: Bool = false, command: String = ""
  ) {
    self.output = output
    self.overwrite = overwrite
    self.resumes = resumes
    self.threads = threads
    self.keepsTraces = keepsTraces
    self.command = command
  }
}

/// How far a sweep has come.
public struct SweepProgress: Sendable {
  /// How many variants are done, those of a former run with them.
  public let done: Int
  /// How many of them have no answers.
  public let failed: Int
  /// How many were done before this run.
  public let found: Int
  public let count: Int
}
