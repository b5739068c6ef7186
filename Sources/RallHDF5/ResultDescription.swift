public import RallModel
public import RallMorphology

/// All that a result file says of a run and that is known before its first step.
public struct ResultDescription: Sendable {
  /// The experiment's title.
  public var title: String
  /// Names the population in `/report`, `/spikes` and `/morphology`.
  public var cellName: String
  /// Tracks and detectors.
  public var layout: ResultLayout
  /// All halves of the cell's pieces of cable.
  public var halfEdges: [HalfEdge]
  /// The shape that was lowered.
  public var morphology: Morphology
  /// The bytes of the file that the morphology was read from; nil where it was not read from one,
  /// and then the shape is written as SWC.
  public var swc: [UInt8]?
  /// The currents as applied.
  public var stimuli: [AppliedStimulus]
  /// Where the result comes from.
  public var provenance: Provenance
  /// Smaller files that libsonata's wheel cannot open.
  public var compress: Bool
  /// The warnings that are known before the first step, as a JSON list.
  public var warnings = "[]"
  /// The bytes that the answers of its measures will take.
  public var measureBytes = 0.0
  /// What the run needs to go on after a kill; nil where it never does.
  public var checkpoint: CheckpointDescription?

  /// A description of a run.
  public init(
    title: String, cellName: String = "cell", layout: ResultLayout, halfEdges: [HalfEdge],
    morphology: Morphology, swc: [UInt8]?, stimuli: [AppliedStimulus], provenance: Provenance,
    compress: Bool = false, checkpoint: CheckpointDescription? = nil
  ) {
    self.title = title
    self.cellName = cellName
    self.layout = layout
    self.halfEdges = halfEdges
    self.morphology = morphology
    self.swc = swc
    self.stimuli = stimuli
    self.provenance = provenance
    self.compress = compress
    self.checkpoint = checkpoint
  }
}

/// What a person should know of a result before it is made.
public struct ResultRemark: Sendable, Hashable {
  /// `longReport`, `compressed`.
  public var code: String
  /// One sentence for a person.
  public var message: String
}

extension ResultDescription {
  /// Above so many frames libsonata, which adds the step up, is off by a part of a step at the end.
  public static let longReport = 500_000

  /// Frames of one recording; its chunks are known one by one.
  public static let mostFrames = 1_000_000_000

  /// What a person should know of this result.
  public var remarks: [ResultRemark] {
    var remarks = layout.tracks.filter { $0.frameCount > Self.longReport }.map {
      ResultRemark(
        code: "longReport",
        message: "recording \($0.name) has \($0.frameCount) frames; above \(Self.longReport) "
          + "libsonata gives times that are off, for it adds the step up")
    }
    if compress {
      remarks.append(
        ResultRemark(
          code: "compressed",
          message: "the reports are compressed, and libsonata as pip brings it cannot open them"))
    }
    return remarks
  }

  /// Refuses names that HDF5 takes for a path.
  func checkNames() throws(ResultFileError) {
    let names =
      [cellName] + layout.tracks.map(\.name) + layout.detectors.map(\.name) + stimuli.map(\.name)
    for name in names where !ResultDescription.canName(name) { throw .badName(name) }
  }

  static func canName(_ name: String) -> Bool {
    !name.isEmpty && name != "." && name != ".." && !name.contains("/") && !name.contains("\0")
  }
}

/// Where a result comes from, so that it can be made again.
public struct Provenance: Sendable, Hashable {
  /// The text of the experiment file.
  public var experiment: String
  /// The command line.
  public var command: String
  /// The version of the program.
  public var version: String
  /// The machine's name.
  public var host: String
  /// With its version.
  public var operatingSystem: String
  /// How many were at work.
  public var threads: Int
  /// Of all that is random.
  public var seed: Int
  /// The longest step, ms.
  public var step: Double
  /// `standard`, `euler`.
  public var accuracy: String
  /// With its version.
  public var compiler: String

  /// All that is needed to make a result again.
  public init(
    experiment: String, command: String, version: String, host: String, operatingSystem: String,
    threads: Int, seed: Int, step: Double, accuracy: String, compiler: String
  ) {
    self.experiment = experiment
    self.command = command
    self.version = version
    self.host = host
    self.operatingSystem = operatingSystem
    self.threads = threads
    self.seed = seed
    self.step = step
    self.accuracy = accuracy
    self.compiler = compiler
  }
}

/// How a run ended, as the file says it.
public enum ResultStatus: String, Sendable, Hashable, CaseIterable {
  /// It goes on, or it was killed.
  case running
  /// It came to its end.
  case complete
  /// A person stopped it.
  case interrupted
  /// An error stopped it.
  case failed
}
