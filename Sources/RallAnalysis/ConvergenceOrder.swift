/// The order p with which an error falls with the step: error ∝ stepᵖ.
public struct ConvergenceOrder: Sendable, Equatable {
  /// The slope of log error against log step.
  public let order: Double
  /// The standard error of the order, from the scatter about the line; zero with two steps.
  public let standardError: Double

  /// From the errors, of either sign, at some steps. None with fewer than two, or with an error of
  /// zero, which has no logarithm.
  public init?(steps: [Double], errors: [Double]) {
    guard errors.allSatisfy({ $0 != 0 && $0.isFinite }), steps.allSatisfy({ $0 > 0 }),
      let fit = LineFit(steps.map(logarithm), errors.map(logarithm))
    else { return nil }
    order = fit.slope
    standardError = fit.slopeError
  }

  /// From the values of one quantity at steps that are halved each time, without knowing its limit:
  /// the differences of neighbours fall as the error does. None with fewer than three values.
  public init?(halving values: [Double]) {
    let differences = zip(values, values.dropFirst()).map { $1 - $0 }
    guard differences.count > 1 else { return nil }
    let steps = differences.indices.map { 1 / Double(sign: .plus, exponent: $0, significand: 1) }
    self.init(steps: steps, errors: differences)
  }
}
