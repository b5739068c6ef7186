internal import RallAnalysis

/// One number at a step or mesh, at half of it and at a quarter, and what that says of its error.
///
/// The differences of neighbours fall as the error does, by 2ᵖ for an error of order p; what is then
/// left of the first value's error is the first difference times 2ᵖ/(2ᵖ − 1).
public struct Refinement: Sendable, Hashable {
  /// At the step or mesh of the experiment, at half and at a quarter; of a trace how far each is from the
  /// last.
  public let values: [Double]
  /// The fitted order; nil where the differences do not fall as a power does, or are rounding.
  public let order: Double?
  /// The error of the first value: from the order; without one, the most that it moved by and the last
  /// difference once more, which is what order 1 would leave.
  public let error: Double

  /// - Parameter values: three, each from half of the step or mesh of the one before.
  init(_ values: [Double]) {
    precondition(values.count == 3, "three levels")
    self.values = values
    let (first, second) = (values[1] - values[0], values[2] - values[1])
    (order, error) = Self.fitted(
      first, second, whole: abs(values[2] - values[0]),
      rounding: Self.rounding * values.reduce(0) { max($0, abs($1)) })
  }

  /// Of a trace, from the distances between neighbours and between the first and the last.
  ///
  /// - Parameters:
  ///   - first: from that of the experiment's step or mesh to that of half of it.
  ///   - second: from there to that of a quarter.
  ///   - whole: from the first to the last.
  ///   - size: the largest value of the trace.
  init(first: Double, second: Double, whole: Double, size: Double) {
    values = [whole, second, 0]
    (order, error) = Self.fitted(first, second, whole: whole, rounding: Self.rounding * size)
  }

  private static func fitted(
    _ first: Double, _ second: Double, whole: Double, rounding: Double
  ) -> (order: Double?, error: Double) {
    if max(abs(first), abs(second)) > rounding, first * second > 0,
      let fit = ConvergenceOrder(halving: [0, first, first + second]),
      believable.contains(fit.order)
    {
      let ratio = first / second
      return (fit.order, abs(first) * ratio / (ratio - 1))
    }
    let moved = max(abs(first), abs(second), whole)
    return (nil, moved > rounding ? moved + abs(second) : moved)
  }

  /// Numbers that differ by a smaller share of themselves are the same.
  private static let rounding = 1e-11
  /// No scheme here has an order outside of this.
  private static let believable = 0.7...6.0

  /// The errors of the three values, where there is an order to go by.
  var errors: [Double]? {
    guard order != nil else { return nil }
    let sign = values[1] > values[0] ? 1.0 : -1.0
    return values.map { abs(values[0] + sign * error - $0) }
  }
}
