public import RallUnits

/// How an experiment is to be run, beside what it says itself.
public struct RunOptions: Sendable {
  /// Stands in for the experiment's own output file.
  public var output: String?
  /// An existing file may be replaced.
  public var overwrite: Bool
  /// The command line, for the record.
  public var command: String
  /// How often the state of the run is kept, from which it can go on after a kill; nil is never.
  public var keepsEvery: Duration?

  public init(
    output: String? = nil, overwrite: Bool = false, command: String = "",
    keepsEvery: Duration? = .seconds(10)
  ) {
    self.output = output
    self.overwrite = overwrite
    self.command = command
    self.keepsEvery = keepsEvery
  }
}

/// How far a run has come.
public struct RunProgress: Sendable {
  public let time: Time
  public let duration: Time
  public let spikes: Int
}
