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
