public import RallUnits

/// Whoever takes what a run records, while it goes on: a file, or memory.
///
/// Calls come from one thread, in the order of time within each recording.
public protocol FrameSink: ~Copyable {
  /// Frames of one track (an index into `ResultLayout.tracks`), whole rows of one value a column.
  mutating func append(frames: [Double], to track: Int) throws
  /// A spike at a detector (an index into `ResultLayout.detectors`).
  mutating func append(spike: Spike, to detector: Int) throws
}

/// An upward crossing of a threshold.
public struct Spike: Sendable, Hashable {
  /// Which of the detector's points fired.
  public var point: Int
  /// When the threshold was crossed.
  public var time: Time
  /// The highest potential before it fell below the threshold again.
  public var peak: Voltage
  /// How far the time may be off; nil where that was not estimated.
  public var error: Time?

  public init(point: Int, time: Time, peak: Voltage, error: Time? = nil) {
    self.point = point
    self.time = time
    self.peak = peak
    self.error = error
  }
}

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

/// Where one column of a track is: a compartment (a vertex with its half-edges), or a probe.
public struct Column: Sendable, Hashable {
  /// The vertex, in the cell's order; of a probe the nearest one.
  public var compartment: Int
  public var isProbe: Bool
  public var section: Int
  /// 0 at the section's first point, 1 at its last.
  public var sectionPosition: Double
  public var type: Int
  /// The compartment towards the root; −1 at the root.
  public var parent: Int
  /// The id of the file's sample that stands here; −1 where none does.
  public var sample: Int
  /// The point itself, µm.
  public var centre: SIMD3<Double>
  /// The far end of the half-edge towards the root, µm.
  public var near: SIMD3<Double>
  /// The far end of the half-edge in its own section, or in the thickest child at a fork, µm.
  public var far: SIMD3<Double>
  /// µm.
  public var diameter: Double
  /// The sum of its half-edges, µm.
  public var length: Double
  /// µm²; NaN of a probe.
  public var area: Double
  /// Path length from the soma, µm.
  public var pathDistance: Double

  public init(
    compartment: Int, isProbe: Bool, section: Int, sectionPosition: Double, type: Int, parent: Int,
    sample: Int, centre: SIMD3<Double>, near: SIMD3<Double>, far: SIMD3<Double>, diameter: Double,
    length: Double, area: Double, pathDistance: Double
  ) {
    self.compartment = compartment
    self.isProbe = isProbe
    self.section = section
    self.sectionPosition = sectionPosition
    self.type = type
    self.parent = parent
    self.sample = sample
    self.centre = centre
    self.near = near
    self.far = far
    self.diameter = diameter
    self.length = length
    self.area = area
    self.pathDistance = pathDistance
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

/// One half of a piece of cable, for line sources: from a vertex to the middle of a piece.
public struct HalfEdge: Sendable, Hashable {
  public var compartment: Int
  /// µm.
  public var start: SIMD3<Double>
  /// µm.
  public var end: SIMD3<Double>
  /// µm².
  public var area: Double
  /// µm.
  public var length: Double
  public var type: Int

  public init(
    compartment: Int, start: SIMD3<Double>, end: SIMD3<Double>, area: Double, length: Double,
    type: Int
  ) {
    self.compartment = compartment
    self.start = start
    self.end = end
    self.area = area
    self.length = length
    self.type = type
  }
}

/// A measure's answer.
public struct MeasureResult: Sendable, Hashable {
  /// One number of the answer, with where and what it is of.
  public struct Value: Sendable, Hashable {
    /// What this number is: `value`, `halfWidth`, `peak`.
    public var quantity: String
    public var value: Double
    public var unit: String
    /// The standard error of the fit; nil where none was fitted.
    public var standardError: Double?
    /// The estimated error of the computation; nil where none was estimated.
    public var error: Double?
    /// The estimated error of the division into compartments; nil where none was estimated.
    public var meshError: Double?
    /// Where: a region, a site; empty where there is one only.
    public var place: String
    /// Hz; nil where it has none.
    public var frequency: Double?

    public init(
      quantity: String = "value", value: Double, unit: String, standardError: Double? = nil,
      error: Double? = nil, meshError: Double? = nil, place: String = "", frequency: Double? = nil
    ) {
      self.meshError = meshError
      self.quantity = quantity
      self.value = value
      self.unit = unit
      self.standardError = standardError
      self.error = error
      self.place = place
      self.frequency = frequency
    }
  }

  /// A measure along a path, point by point.
  public struct Series: Sendable, Hashable {
    public var quantity: String
    public var unit: String
    public var values: [Double]

    public init(quantity: String, unit: String, values: [Double]) {
      self.quantity = quantity
      self.unit = unit
      self.values = values
    }
  }

  public var name: String
  /// `conductionVelocity`, `lengthConstant`, `inputResistance`, `features`, `convergence`.
  public var kind: String
  public var values: [Value]
  public var series: [Series]
  /// What a person must know of it: why there is no number, where the spike stopped.
  public var remark: String?

  public init(
    name: String, kind: String, values: [Value], series: [Series] = [], remark: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.values = values
    self.series = series
    self.remark = remark
  }
}
