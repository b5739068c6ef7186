#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The voltage that a step of current into a passive cable makes, without dimension: distances in λ,
/// times in τ, voltages in I rᵢ λ, the steady voltage at the end of a semi-infinite cable.
///
/// Rall 1960, Exp Neurol 2:503, and 1969, Biophys J 9:1483;
/// Jack, Noble and Tsien 1975, chapter 3.
public enum StepResponse {
  /// The current enters at the end of a semi-infinite cable:
  /// ½ [e⁻ˣ erfc(x/2√t − √t) − eˣ erfc(x/2√t + √t)].
  public static func semiInfinite(at x: Double, time t: Double) -> Double {
    guard t > 0 else { return 0 }
    let root = t.squareRoot()
    let near = x / (2 * root) - root
    let far = x / (2 * root) + root
    // eˣ overflows where erfc vanishes: eˣ erfc(b) = e^(x − b²)·[e^(b²) erfc(b)] ≤ e^(−a²).
    let second = far < 25 ? exp(x) * erfc(far) : exp(-near * near) / (far * Double.pi.squareRoot())
    return (exp(-x) * erfc(near) - second) / 2
  }

  /// The current enters in the middle of an infinite cable: half the semi-infinite response.
  public static func infinite(at x: Double, time t: Double) -> Double {
    semiInfinite(at: x.magnitude, time: t) / 2
  }

  /// The current enters at the sealed near end of a cable of length `length` λ.
  ///
  /// Images while they are few, and eigenfunctions after; both are exact, and agree to rounding
  /// where they meet.
  public static func finite(
    at x: Double, time t: Double, length: Double, farEndKilled: Bool = false
  ) -> Double {
    t < length * length / 2
      ? images(at: x, time: t, length: length, farEndKilled: farEndKilled)
      : eigenfunctions(at: x, time: t, length: length, farEndKilled: farEndKilled)
  }

  /// As `finite`, by mirror images of the source: for early times.
  public static func images(
    at x: Double, time t: Double, length: Double, farEndKilled: Bool = false
  ) -> Double {
    let mirror = farEndKilled ? -1.0 : 1
    var sum = 0.0
    var sign = 1.0
    for image in 0..<10_000 {
      let outward = semiInfinite(at: 2 * length * Double(image) + x, time: t)
      let back = semiInfinite(at: 2 * length * Double(image + 1) - x, time: t)
      sum += sign * (outward + mirror * back)
      sign *= mirror
      if outward + back < 1e-17 { break }
    }
    return sum
  }

  /// As `finite`, by the cable's own modes: for late times. The slowest decays as e⁻ᵗ whatever the
  /// length.
  public static func eigenfunctions(
    at x: Double, time t: Double, length: Double, farEndKilled: Bool = false
  ) -> Double {
    let steady =
      farEndKilled ? sinh(length - x) / cosh(length) : cosh(length - x) / sinh(length)
    var transient = farEndKilled ? 0 : exp(-t) / length
    for mode in (farEndKilled ? 0 : 1)..<10_000 {
      let wave = (Double(mode) + (farEndKilled ? 0.5 : 0)) * .pi / length
      let rate = 1 + wave * wave
      let size = 2 / length * exp(-rate * t) / rate
      transient += size * cos(wave * x)
      if size < 1e-17 { break }
    }
    return steady - transient
  }
}
