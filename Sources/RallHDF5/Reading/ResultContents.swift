public import RallModel
import RallUnits

/// What a result file says, all but the frames.
public struct ResultContents: Sendable {
  /// The experiment's title.
  public let title: String
  /// The name of the population.
  public let cellName: String
  /// How the run ended.
  public let status: ResultStatus
  /// Where it comes from: the experiment's text, and what ran it.
  public let provenance: Provenance
  /// When the run was begun, in ISO 8601, UTC.
  public let begun: String
  /// The name that no other result has.
  public let identifier: String
  /// The text of the experiment file.
  public var experiment: String { provenance.experiment }
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
    provenance = try file.readProvenance()
    begun = (try file.text("history") ?? "").split(separator: " ").first.map(String.init) ?? ""
    identifier = try file.text("identifier") ?? ""
    warnings = try file.readText("provenance/warnings") ?? ""
    tracks = try file.readTracks()
    detectors = try file.readDetectors()
    measures = try file.readMeasures()
  }
}

extension ResultContents {
  /// The last time of which anything is known: of a frame or a spike, ms.
  var lastMoment: Double {
    let frames = tracks.map { Double(max(0, $0.track.frameCount - 1)) * $0.track.every.coherent }
    let spikes = detectors.flatMap { $0.spikes.map(\.time.coherent) }
    return (frames + spikes).reduce(0) { max($0, $1) }
  }

  /// Refuses names that would lead elsewhere when they name a file or a group: a result may come from
  /// anybody.
  package func checkNames() throws(ResultFileError) {
    let names = [cellName] + tracks.map(\.track.name) + detectors.map(\.name) + measures.map(\.name)
    for name in names where !ResultDescription.canName(name) { throw .badName(name) }
  }
}

extension Handle where Kind == FileKind {
  fileprivate func readProvenance() throws(HDF5Failure) -> Provenance {
    let group = try group("provenance")
    return Provenance(
      experiment: try readText("provenance/experiment") ?? "",
      command: try group.text("command") ?? "", version: try group.text("version") ?? "",
      host: try group.text("host") ?? "", operatingSystem: try group.text("os") ?? "",
      threads: Int(try group.numbers("threads", as: UInt32.self)?.first ?? 1),
      seed: Int(try group.numbers("seed", as: Int64.self)?.first ?? 0),
      step: try group.numbers("step_ms", as: Double.self)?.first ?? .nan,
      accuracy: try group.text("accuracy") ?? "", compiler: try group.text("compiler") ?? "")
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
