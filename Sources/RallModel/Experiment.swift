public import RallMorphology
public import RallUnits

/// All that is needed to run: a neuron, what is done to it, and what is to be known.
public struct Experiment: Sendable, Hashable {
  public var title: String
  public var morphology: MorphologySource
  public var division: Division
  /// Regions by the names that the experiment gives them, in file order.
  public var regions: [NamedRegion]
  public var cell: Cell
  public var stimuli: [Stimulus]
  /// Potentials outside the cell.
  public var fields: [ExtracellularField]
  public var recordings: [Recording]
  public var detectors: [Detector]
  public var measures: [Measure]
  public var run: RunSettings
  public var output: OutputSettings

  public init(
    title: String = "", morphology: MorphologySource, division: Division = .standard,
    regions: [NamedRegion] = [], cell: Cell, stimuli: [Stimulus] = [],
    fields: [ExtracellularField] = [], recordings: [Recording] = [], detectors: [Detector] = [],
    measures: [Measure] = [],
    run: RunSettings, output: OutputSettings = OutputSettings()
  ) {
    self.title = title
    self.morphology = morphology
    self.division = division
    self.regions = regions
    self.cell = cell
    self.stimuli = stimuli
    self.fields = fields
    self.recordings = recordings
    self.detectors = detectors
    self.measures = measures
    self.run = run
    self.output = output
  }
}

extension Experiment {
  /// The point cell that stands in place of a morphology; nil where there is a shape.
  public var point: PointCell? {
    if case .point(let point) = morphology { point } else { nil }
  }

  /// The cell with its coats; those of a point cell follow from its model.
  public var coatedCell: Cell { point?.coating(cell) ?? cell }
}

/// Where the shape comes from.
public enum MorphologySource: Sendable, Hashable {
  /// An SWC file; a relative path is relative to the experiment's file.
  case file(String, ReadingOptions)
  /// A straight unbranched cylinder of one type along x.
  case cylinder(length: Length, diameter: Length, type: Int)
  /// A morphology that is already at hand.
  case given(Morphology)
  /// No shape at all; membrane, capacitance and potential are those of the point.
  case point(PointCell)
}

/// A region with the name that an experiment gives it.
public struct NamedRegion: Sendable, Hashable {
  public var name: String
  public var region: Region

  public init(name: String, region: Region) {
    self.name = name
    self.region = region
  }
}

/// How a run between two fixed vertices is divided into pieces of equal path length.
public enum Division: Sendable, Hashable {
  /// No piece is longer.
  case longest(Length)
  /// No piece is longer than this share of λ_f = ½·√(d/(π f Ra Cm)) (Hines and Carnevale 2001,
  /// doi:10.1177/107385840100700207).
  case lambdaFraction(Double, frequency: Frequency)
  /// At least this many pieces a section, shared out by length.
  case perSection(Int)

  /// A tenth of the length constant at 100 Hz.
  public static let standard = Division.lambdaFraction(0.1, frequency: 100.Hz)
}

/// How time goes.
public struct RunSettings: Sendable, Hashable {
  /// The scheme in time.
  public enum Accuracy: String, Sendable, Hashable, CaseIterable {
    /// Staggered Crank-Nicolson with exact exponential gates: order 2.
    case standard
    /// The extrapolated pair of two standard runs: order 4.
    case richardson
    /// Implicit Euler, order 1: to compare with others.
    case euler
  }

  public var duration: Time
  /// The longest step; between two discontinuities the steps are equal.
  public var step: Time
  public var accuracy: Accuracy
  public var seed: Int

  public init(duration: Time, step: Time = 25.us, accuracy: Accuracy = .standard, seed: Int = 1) {
    self.duration = duration
    self.step = step
    self.accuracy = accuracy
    self.seed = seed
  }
}

/// Where the result goes.
public struct OutputSettings: Sendable, Hashable {
  /// A relative path is relative to the working directory; nil: named after the experiment.
  public var file: String?
  public var overwrite: Bool
  /// Smaller files that libsonata's wheel cannot open.
  public var compress: Bool

  public init(file: String? = nil, overwrite: Bool = false, compress: Bool = false) {
    self.file = file
    self.overwrite = overwrite
    self.compress = compress
  }
}
