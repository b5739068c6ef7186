/// Where one column of a track is: a compartment (a vertex with its half-edges), or a probe.
public struct Column: Sendable, Hashable, Codable {
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
