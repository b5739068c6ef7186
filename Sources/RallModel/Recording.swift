public import RallMorphology
public import RallUnits

/// Variables to be written down, where, and how often.
public struct Recording: Sendable, Hashable {
  /// Where a recording reads.
  public enum Place: Sendable, Hashable {
    /// Points: vertices where one stands there, else probes between two.
    case sites([Site])
    /// Every vertex of a region.
    case region(Region)
  }

  public var name: String
  /// `v`, `i_membrane`, gates such as `hh.m`, currents such as `ina`.
  public var variables: [String]
  public var place: Place
  /// The interval between frames; nil is the step.
  public var every: Time?

  public init(name: String, variables: [String] = ["v"], _ place: Place, every: Time? = nil) {
    self.name = name
    self.variables = variables
    self.place = place
    self.every = every
  }
}

/// Counts upward crossings of a threshold.
public struct Detector: Sendable, Hashable {
  public var name: String
  public var sites: [Site]
  public var threshold: Voltage

  public init(name: String, at sites: [Site], above threshold: Voltage) {
    self.name = name
    self.sites = sites
    self.threshold = threshold
  }
}
