/// The line of least squares through points, with the standard error of its slope.
package struct LineFit: Sendable, Equatable {
  /// Rise over run.
  package let slope: Double
  /// The height at x = 0.
  package let intercept: Double
  /// The scatter of the points about the line, carried over to the slope; zero with two points,
  /// which no line can miss.
  package let slopeError: Double
  /// The largest distance in y of a point from the line.
  package let largestResidual: Double

  /// Through at least two points that are not all at one x; none otherwise.
  package init?(_ x: [Double], _ y: [Double]) {
    let count = Double(x.count)
    guard x.count > 1, x.count == y.count else { return nil }
    let meanX = x.reduce(0, +) / count
    let meanY = y.reduce(0, +) / count
    let squares = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    guard squares > 0, squares.isFinite else { return nil }
    let products = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    let slope = products / squares
    let residuals = zip(x, y).map { $1 - meanY - slope * ($0 - meanX) }
    let scatter = residuals.reduce(0) { $0 + $1 * $1 }
    self.slope = slope
    intercept = meanY - slope * meanX
    slopeError = x.count > 2 ? (scatter / (count - 2) / squares).squareRoot() : 0
    largestResidual = residuals.map(\.magnitude).max()!
  }
}
