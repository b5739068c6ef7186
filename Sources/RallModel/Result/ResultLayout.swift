public import RallUnits

/// What a run will hand over, known before its first step.
public struct ResultLayout: Sendable {
  public var tracks: [Track]
  public var detectors: [DetectorLayout]

  public init(tracks: [Track], detectors: [DetectorLayout]) {
    self.tracks = tracks
    self.detectors = detectors
  }
}

/// One variable of one recording: a table of frames by columns.
public struct Track: Sendable {
  /// The recording's name; with a variable behind a dot where it lists several.
  public var name: String
  public var variable: String
  /// `mV`, `nA`, or `1` of a gate.
  public var unit: String
  /// What a plot would print beside the axis.
  public var longName: String
  /// Frames are at k·every for k = 0 ..< frameCount.
  public var every: Time
  public var frameCount: Int
  public var columns: [Column]

  public init(
    name: String, variable: String, unit: String, longName: String, every: Time, frameCount: Int,
    columns: [Column]
  ) {
    self.name = name
    self.variable = variable
    self.unit = unit
    self.longName = longName
    self.every = every
    self.frameCount = frameCount
    self.columns = columns
  }
}

/// A detector and the points that it watches.
public struct DetectorLayout: Sendable {
  public var name: String
  public var threshold: Voltage
  public var points: [Column]
  /// The sites as they were written, one a point: `soma`, `section(3, 0.5)`.
  public var labels: [String]

  public init(name: String, threshold: Voltage, points: [Column], labels: [String]) {
    self.name = name
    self.threshold = threshold
    self.points = points
    self.labels = labels
  }
}
