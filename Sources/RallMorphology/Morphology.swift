public import RallUnits

/// The shape of a neuron: sections of frusta, joined at junctions.
///
/// A section is an unbranched run between forks, tips and changes of type. Sections are numbered
/// soma, axon, basal, apical, then the others, each in file order. Two sections that name the same
/// junction touch there with no resistance in between, wherever their points lie: so a neurite that
/// starts at its own first sample still joins the soma at the soma's junction.
public struct Morphology: Sendable, Hashable {
  public var sections: [Section]
  /// How many junctions there are; they are numbered from 0, and 0 is the root.
  public var junctionCount: Int
  /// How the soma was made.
  public var soma: Soma

  public init(sections: [Section], junctionCount: Int, soma: Soma) {
    self.sections = sections
    self.junctionCount = junctionCount
    self.soma = soma
  }
}

/// An unbranched run of frusta of one type.
public struct Section: Sendable, Hashable {
  /// The SWC type: 1 soma, 2 axon, 3 basal, 4 apical, others as the file says.
  public var type: Int
  /// The points of the run, root side first. A spherical soma has one point, and no length.
  public var points: [Point]
  /// The section towards the root that this one hangs on; nil at the root.
  public var parent: Int?
  /// The junction at the first point. For a spherical soma it equals `end`.
  public var start: Int
  /// The junction at the last point.
  public var end: Int
  /// Path length from the soma (from the root where there is no soma) at the first point.
  /// It is 0 at a neurite's first sample.
  public var startDistance: Length
  /// 0 in the soma, 1 in a neurite on it (or at the root), one more after each fork.
  public var order: Int
  /// Path length from the first point to each point, in µm; as long as `points`.
  public private(set) var arc: [Double]

  public init(
    type: Int, points: [Point], parent: Int?, start: Int, end: Int, startDistance: Length,
    order: Int
  ) {
    self.type = type
    self.points = points
    self.parent = parent
    self.start = start
    self.end = end
    self.startDistance = startDistance
    self.order = order
    arc = [0]
    for (a, b) in zip(points, points.dropFirst()) { arc.append(arc.last! + a.distance(to: b)) }
  }

  /// Path length from end to end.
  public var length: Length { Length(coherent: arc.last!) }

  /// True of the one point that stands for a whole soma.
  public var isSphere: Bool { points.count == 1 }
}

/// A point of a reconstruction, in µm.
public struct Point: Sendable, Hashable {
  public var x: Double
  public var y: Double
  public var z: Double
  public var radius: Double
  /// The id of the sample in its file; nil where the point was made.
  public var sample: Int?

  public init(x: Double, y: Double, z: Double, radius: Double, sample: Int? = nil) {
    self.x = x
    self.y = y
    self.z = z
    self.radius = radius
    self.sample = sample
  }

  /// The straight distance to another point, in µm.
  public func distance(to other: Point) -> Double {
    let (dx, dy, dz) = (other.x - x, other.y - y, other.z - z)
    return (dx * dx + dy * dy + dz * dz).squareRoot()
  }
}

/// What was made of the soma.
public struct Soma: Sendable, Hashable {
  /// The rule by which a soma's samples become membrane.
  public enum Rule: String, Sendable, Hashable, CaseIterable {
    /// There is no soma, and none is made up.
    case none
    /// One sample, or three in NeuroMorpho form: one compartment of area 4πr².
    case sphere
    /// An outline: a sphere of the mean distance to the centroid.
    case contour
    /// Frusta as written, forks included.
    case frusta
    /// Types are ignored: every sample with a parent is one frustum.
    case literal
  }

  public var rule: Rule
  /// How many type-1 samples the file has.
  public var samples: Int
  /// The membrane of the soma.
  public var area: Area
  /// Where the site `soma` is: a section and a path length along it; nil where there is no soma.
  public var site: Location?

  public init(rule: Rule, samples: Int, area: Area, site: Location?) {
    self.rule = rule
    self.samples = samples
    self.area = area
    self.site = site
  }
}

/// A point on the tree: a section, and the path length from its first point.
public struct Location: Sendable, Hashable {
  public var section: Int
  public var position: Length

  public init(section: Int, position: Length) {
    self.section = section
    self.position = position
  }
}
