/// A temperature in degrees Celsius: affine, so it has no sums, only differences.
public struct Temperature: Sendable, Hashable, Comparable {
  public var celsius: Double

  public init(celsius: Double) { self.celsius = celsius }

  public static func < (a: Self, b: Self) -> Bool { a.celsius < b.celsius }

  /// The factor by which a rate grows from `reference` to here when it grows by `q10` in 10 degrees.
  public func factor(q10: Double, from reference: Temperature) -> Double {
    q10.raised(to: (celsius - reference.celsius) / 10)
  }
}

extension Temperature: CustomStringConvertible {
  public var description: String { "\(decimal(celsius)) degC" }
}
