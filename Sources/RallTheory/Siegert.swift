#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

extension IntegrateAndFire {
  /// The rate under white noise, in Hz: the inverse of the mean first passage from reset to threshold.
  ///
  /// Without a threshold the potential would have the mean `mean` and the variance `noise²/2`. Siegert
  /// 1951 (doi:10.1103/PhysRev.81.617), Brunel 2000 (doi:10.1023/A:1008925309027):
  /// `1/ν = t_ref + τ√π ∫ e^(u²)(1 + erf u) du` from a = (V_reset − mean)/noise to
  /// b = (threshold − mean)/noise, where the integrand grows beyond all numbers on one side and is a
  /// small difference on the other. With `e^(u²)(1 + erf u) = 2/√π ∫₀^∞ e^(−x² + 2ux) dx` the inner
  /// integral is done first, and `1/ν = t_ref + τ ∫₀^∞ e^(−x²)(e^(2bx) − e^(2ax))/x dx` has neither.
  public func rate(mean: Double, noise: Double) -> Double {
    guard noise > 0 else { return rate(drive: mean) }
    let passage = Self.passage(
      from: (reset - mean) / noise, to: (threshold - mean) / noise)
    return 1000 / (refractoryPeriod + timeConstant * passage)
  }

  /// `∫₀^∞ e^(−x²)(e^(2bx) − e^(2ax))/x dx` by the trapezium rule in t, where `x = exp(t − e^−t)`.
  ///
  /// In t the integrand falls off at both ends faster than any exponential, so that the rule converges
  /// exponentially (Takahasi and Mori 1974, doi:10.2977/prims/1195192451); it is halved until the sum
  /// stands still.
  private static func passage(from a: Double, to b: Double) -> Double {
    func integrand(_ t: Double) -> Double {
      let x = exp(t - exp(-t))
      return exp(x * (2 * b - x)) * -expm1(2 * (a - b) * x) * (1 + exp(-t))
    }
    // Beyond either end nothing is left: x is 1e-31 at the lower one, and at the upper one the
    // integrand has fallen by e⁻⁴⁹ from where it is largest.
    let (low, high) = (-4.2, log(max(b, 0) + 8))
    var count = 64
    var step = (high - low) / Double(count)
    var sum = (0...count).reduce(0) { $0 + integrand(low + Double($1) * step) } * step
    for _ in 0..<mostHalvings {
      let middles = (0..<count).reduce(0) { $0 + integrand(low + (Double($1) + 0.5) * step) } * step
      let change = (middles - sum) / 2
      // So far below threshold that no number holds the time to the next spike.
      guard change.isFinite else { return .infinity }
      sum += change
      // Each halving squares the error, so that of the new sum is below its last digit.
      if abs(change) <= 1e-9 * abs(sum) { break }
      count *= 2
      step /= 2
    }
    return sum
  }

  /// Three or four are enough for most; a strong noise far below threshold wants some more.
  private static let mostHalvings = 12
}
