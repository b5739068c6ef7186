public import RallUnits

/// A part of a neuron, named by what it is.
///
/// Regions are values: they can be printed, compared and stored, and they are resolved on a
/// morphology (`intervals(on:)`) exactly, whatever the number of compartments.
public indirect enum Region: Sendable, Hashable {
  case all
  case soma
  case axon
  case basal
  case apical
  /// Basal and apical.
  case dendrites
  case nodes
  case internodes
  case type(Int)
  case section(Int)
  /// Everything beyond a site, seen from the root.
  case subtree(Site)
  case not(Region)
  case and(Region, Region)
  case or(Region, Region)
  case compare(PathVariable, Comparison, Double)
  /// Path length since a region was entered, compared with a length; outside the region it is empty.
  case distance(from: Region, Comparison, Length)
  /// A region by the name that the experiment gave it.
  case named(String, Region)
}

/// How two numbers are compared.
public enum Comparison: String, Sendable, Hashable, CaseIterable {
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

/// What varies along the path.
public enum PathVariable: String, Sendable, Hashable, CaseIterable {
  /// Path length from the soma: 0 at a neurite's first sample; from the root where there is no soma.
  case distance
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
  public var distance: Double
  public var diameter: Double
  public var x: Double
  public var y: Double
  public var z: Double
  public var order: Double

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

/// A place on a neuron, named by what it is; resolved by `locations(on:)`.
public indirect enum Site: Sendable, Hashable {
  /// The centre of the soma.
  case soma
  /// A sample of the file, by its own id.
  case swc(Int)
  /// A fraction, 0 to 1, of a section's path length.
  case section(Int, Double)
  /// The point at a path length from where a region is entered, along the region's longest path.
  case at(Length, Region)
  case tips(Region)
  case forks(Region)
  case nodes
  case node(Int)
  /// Every vertex.
  case all
}
