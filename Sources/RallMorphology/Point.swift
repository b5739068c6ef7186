/// A point of a reconstruction, in µm.
public struct Point: Sendable, Hashable {
  /// Along the file's first axis.
  public var x: Double
  /// Along the file's second axis.
  public var y: Double
  /// Along the file's third axis.
  public var z: Double
  /// Half the diameter.
  public var radius: Double
  /// The id of the sample in its file; nil where the point was made.
  public var sample: Int?

  /// A point, of a file or made.
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

extension Point: CustomStringConvertible {
  /// The place and the radius: `(1, 2, 3) um, radius 0.5 um`.
  public var description: String {
    "(\(plain(x)), \(plain(y)), \(plain(z))) um, radius \(plain(radius)) um"
  }
}
