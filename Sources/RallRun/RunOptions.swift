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
