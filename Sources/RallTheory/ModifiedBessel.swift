#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The modified Bessel functions of orders 1 and 2, scaled: e⁻ᶻ Iₙ(z) and eᶻ Kₙ(z), Re z > 0.
///
/// By the trapezium rule on their integral representations,
/// Iₙ = (1/π) ∫₀^π exp(z cos θ) cos nθ dθ and Kₙ = ∫₀^∞ exp(−z cosh t) cosh nt dt
/// (DLMF 10.32.3 and 10.32.9), on which that rule converges exponentially; the steps are those for
/// which its error is below 1e-16 while |arg z| < 80°. Independent of every table and recurrence.
struct ModifiedBessel {
  var firstI = Complex.zero
  var secondI = Complex.zero
  var firstK = Complex.zero
  var secondK = Complex.zero

  /// At a point of the right half-plane.
  init(_ z: Complex) {
    precondition(z.real > 0, "the right half-plane")
    let width = 0.2 / z.magnitude.squareRoot()
    sumI(z, count: max(64, Int((Double.pi / width).rounded(.up))))
    sumK(z, step: min(0.04, width))
  }

  private mutating func sumI(_ z: Complex, count: Int) {
    let step = Double.pi / Double(count)
    for index in 0...count {
      let angle = step * Double(index)
      let half = sin(angle / 2)
      let decay = -2 * half * half
      guard z.real * decay > -45 else { break }
      let weight = index == 0 || index == count ? step / 2 : step
      let term = weight / .pi * (decay * z).exponential
      firstI += cos(angle) * term
      secondI += cos(2 * angle) * term
    }
  }

  private mutating func sumK(_ z: Complex, step: Double) {
    var index = 0
    while true {
      let t = step * Double(index)
      let half = sinh(t / 2)
      let decay = -2 * half * half
      guard z.real * decay > -45 - 2 * t else { break }
      let term = (index == 0 ? step / 2 : step) * (decay * z).exponential
      firstK += cosh(t) * term
      secondK += cosh(2 * t) * term
      index += 1
    }
  }
}
