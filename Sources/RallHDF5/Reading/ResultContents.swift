public import RallModel

/// What a result file says, all but the frames.
public struct ResultContents: Sendable {
  /// The experiment's title.
  public let title: String
  /// The name of the population.
  public let cellName: String
  /// How the run ended.
  public let status: ResultStatus
  /// The text of the experiment file.
  public let experiment: String
  /// A JSON list.
  public let warnings: String
  /// Those of `/report` first.
  public let tracks: [StoredTrack]
  /// In the order of the experiment.
  public let detectors: [StoredDetector]
  /// By name.
  public let measures: [MeasureResult]

  init(_ file: borrowing File) throws(HDF5Failure) {
    title = try file.text("title") ?? ""
    cellName = try file.members(of: "spikes").first ?? "cell"
    status = ResultStatus(rawValue: try file.text("status") ?? "") ?? .running
    experiment = try file.readText("provenance/experiment") ?? ""
    warnings = try file.readText("provenance/warnings") ?? ""
    tracks = try file.readTracks()
    detectors = try file.readDetectors()
    measures = try file.readMeasures()
  }
}

/// What a track is, and where it stands in the file.
public struct StoredTrack: Sendable {
  /// The track as it was announced; `frameCount` is how many frames are there.
  public var track: Track
  /// `report/cell`.
  public var path: String
}

/// A detector, and what it saw.
public struct StoredDetector: Sendable {
  /// Its name in the experiment.
  public var name: String
  /// mV.
  public var threshold: Double
  /// The sites as they were written.
  public var labels: [String]
  /// The compartment of each site.
  public var compartments: [Int]
  /// In the order of time.
  public var spikes: [Spike]
}
