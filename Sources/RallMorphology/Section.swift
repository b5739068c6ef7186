public import RallUnits

/// An unbranched run of frusta of one type.
///
/// A section without length is a lump of membrane on one junction, `start == end`: the one point of
/// a spherical soma, or a ring where a branch was written by nothing but duplicates of a fork.
public struct Section: Sendable, Hashable {
  /// The SWC type: 1 soma, 2 axon, 3 basal, 4 apical, others as the file says.
  public var type: Int
  /// The points of the run, root side first. A spherical soma has one point, and no length.
  public var points: [Point]
  /// The section towards the root that this one hangs on; nil at the root.
  ///
  /// It hangs on the parent's end, or, on a soma of frusta, on the soma's first point.
  public var parent: Int?
  /// The junction at the first point. For a spherical soma it equals `end`.
  public var start: Int
  /// The junction at the last point.
  public var end: Int
  /// Path length from the soma (from the root where there is no soma) at the first point.
  /// It is 0 at a neurite's first sample, and all over the soma.
  public var startDistance: Length
  /// 0 in the soma, 1 in a neurite on it (or at the root), one more after each fork.
  public var order: Int
  /// Path length from the first point to each point, in µm; as long as `points`.
  public private(set) var arc: [Double]
  /// Where a stated diameter stands in place of that of the points; sorted and disjoint.
  package var calibres: [Calibre] = []

  /// A section through at least one point.
  public init(
    type: Int, points: [Point], parent: Int?, start: Int, end: Int, startDistance: Length,
    order: Int
  ) {
    precondition(!points.isEmpty, "a section has at least one point")
    self.type = type
    self.points = points
    self.parent = parent
    self.start = start
    self.end = end
    self.startDistance = startDistance
    self.order = order
    arc = [0]
    arc.reserveCapacity(points.count)
    for (a, b) in zip(points, points.dropFirst()) { arc.append(arc.last! + a.distance(to: b)) }
  }

  /// Path length from end to end.
  public var length: Length { Length(coherent: arc.last!) }

  /// True of the one point that stands for a whole soma.
  public var isSphere: Bool { points.count == 1 }

  /// Path length from the soma at a position, in µm; 0 all over the soma.
  package func distance(at position: Double) -> Double {
    order == 0 ? 0 : startDistance.coherent + position
  }
}

extension Section: CustomStringConvertible {
  /// `axon, 7 points, 33.16 um`.
  public var description: String {
    "\(Section.name(ofType: type)), \(points.count) point\(points.count == 1 ? "" : "s"), \(length)"
  }

  /// What an SWC type is called: `undefined`, `soma`, `axon`, `basal`, `apical`, `custom6`.
  public static func name(ofType type: Int) -> String {
    switch type {
    case 0: "undefined"
    case 1: "soma"
    case 2: "axon"
    case 3: "basal"
    case 4: "apical"
    default: "custom\(type)"
    }
  }
}
