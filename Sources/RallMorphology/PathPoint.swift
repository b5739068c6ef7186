public import RallUnits

/// What varies along the path.
public enum PathVariable: String, Sendable, Hashable, CaseIterable {
  /// Path length from the soma: 0 at a neurite's first sample; from the root where there is no soma.
  case distance
  /// Of the frustum, at the place, or the diameter that stands in its place.
  case diameter
  case x
  case y
  case z
  /// 0 in the soma, 1 in a neurite on it, one more after each fork.
  case order

  /// What it is measured in.
  public var dimensions: Dimensions { self == .order ? .none : LengthKind.dimensions }
}

/// The values of every path variable at one place, in µm (order: a number).
public struct PathPoint: Sendable, Hashable {
  /// Path length from the soma, or from the root where there is none.
  public var distance: Double
  /// Of the frustum, at the place, or the diameter that stands in its place.
  public var diameter: Double
  /// Along the file's first axis.
  public var x: Double
  /// Along the file's second axis.
  public var y: Double
  /// Along the file's third axis.
  public var z: Double
  /// 0 in the soma, 1 in a neurite on it, one more after each fork.
  public var order: Double

  /// The values at one place.
  public init(
    distance: Double, diameter: Double, x: Double, y: Double, z: Double, order: Double
  ) {
    self.distance = distance
    self.diameter = diameter
    self.x = x
    self.y = y
    self.z = z
    self.order = order
  }

  /// The value of one variable.
  public subscript(variable: PathVariable) -> Double {
    switch variable {
    case .distance: distance
    case .diameter: diameter
    case .x: x
    case .y: y
    case .z: z
    case .order: order
    }
  }
}

extension PathPoint: CustomStringConvertible {
  /// `distance 12 um, diameter 1 um, (1, 2, 3) um, order 2`.
  public var description: String {
    "distance \(plain(distance)) um, diameter \(plain(diameter)) um, "
      + "(\(plain(x)), \(plain(y)), \(plain(z))) um, order \(plain(order))"
  }
}

extension Morphology {
  /// What is found at a place, between two points of the file in proportion to the path.
  ///
  /// On a ring, where the diameter steps, it is the diameter beyond it.
  public func pathPoint(at location: Location) -> PathPoint {
    sections[location.section].pathPoint(at: location.position.coherent)
  }
}

extension Section {
  /// What is found at a path position in µm.
  package func pathPoint(at position: Double) -> PathPoint {
    var next = firstPoint(at: position)
    while next < arc.count, arc[next] <= position { next += 1 }
    let before = points[max(next - 1, 0)]
    var (share, after) = (0.0, before)
    if next > 0, next < points.count {
      after = points[next]
      share = (position - arc[next - 1]) / (arc[next] - arc[next - 1])
    }
    func between(_ a: Double, _ b: Double) -> Double { a + share * (b - a) }
    return PathPoint(
      distance: distance(at: position),
      diameter: statedDiameter(at: position) ?? 2 * between(before.radius, after.radius),
      x: between(before.x, after.x), y: between(before.y, after.y),
      z: between(before.z, after.z), order: Double(order))
  }

  /// The diameter that stands in place of the points' at a position; where two meet, the one beyond.
  private func statedDiameter(at position: Double) -> Double? {
    if calibres.isEmpty { return nil }
    let isEnd = position >= arc[arc.count - 1]
    let index = isEnd ? calibres.count - 1 : firstCalibre(beyond: position)
    guard index < calibres.count else { return nil }
    let calibre = calibres[index]
    let isWithin = calibre.span.from <= position && (!isEnd || position <= calibre.span.to)
    return isWithin ? calibre.diameter : nil
  }
}
