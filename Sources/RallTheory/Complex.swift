#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A complex number, with as much arithmetic as the cable equation asks for.
public struct Complex: Sendable, Hashable {
  /// The real part.
  public var real: Double
  /// The imaginary part.
  public var imaginary: Double

  /// A real number, or a complex one.
  public init(_ real: Double, _ imaginary: Double = 0) {
    self.real = real
    self.imaginary = imaginary
  }

  /// Zero.
  public static var zero: Self { Self(0) }
  /// One.
  public static var one: Self { Self(1) }
  /// The root of −1.
  public static var i: Self { Self(0, 1) }

  /// The distance from zero.
  public var magnitude: Double { hypot(real, imaginary) }

  /// The angle from the positive real axis, from −π to π.
  public var phase: Double { atan2(imaginary, real) }
}

extension Complex {
  /// The sum.
  public static func + (a: Self, b: Self) -> Self {
    Self(a.real + b.real, a.imaginary + b.imaginary)
  }
  /// The difference.
  public static func - (a: Self, b: Self) -> Self {
    Self(a.real - b.real, a.imaginary - b.imaginary)
  }
  /// The opposite.
  public static prefix func - (a: Self) -> Self { Self(-a.real, -a.imaginary) }
  /// The product.
  public static func * (a: Self, b: Self) -> Self {
    Self(
      a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
  }
  /// The product with a real number.
  public static func * (a: Double, b: Self) -> Self { Self(a * b.real, a * b.imaginary) }
  /// The quotient.
  public static func / (a: Self, b: Self) -> Self {
    let scale = b.real * b.real + b.imaginary * b.imaginary
    return Self(
      (a.real * b.real + a.imaginary * b.imaginary) / scale,
      (a.imaginary * b.real - a.real * b.imaginary) / scale)
  }
  /// The quotient by a real number.
  public static func / (a: Self, b: Double) -> Self { Self(a.real / b, a.imaginary / b) }
  /// Adds in place.
  public static func += (a: inout Self, b: Self) { a = a + b }
  /// Subtracts in place.
  public static func -= (a: inout Self, b: Self) { a = a - b }
}

extension Complex {
  /// eᶻ.
  var exponential: Self {
    let size = exp(real)
    return Self(size * cos(imaginary), size * sin(imaginary))
  }

  /// The root with a real part that is not negative.
  var squareRoot: Self {
    let size = magnitude
    guard size > 0 else { return .zero }
    let big = ((size + real.magnitude) / 2).squareRoot()
    let small = imaginary / (2 * big)
    return real >= 0
      ? Self(big, small) : Self(small.magnitude, imaginary < 0 ? -big : big)
  }

  /// e^(−z) sinh z and e^(−z) cosh z, small z without loss and large z without overflow.
  var scaledHyperbolics: (sinh: Self, cosh: Self) {
    // sinh(a + ib) = sinh a cos b + i cosh a sin b, cosh(a + ib) = cosh a cos b + i sinh a sin b.
    let decay = exp(-2 * real)
    let sinhReal = -expm1(-2 * real) / 2
    let coshReal = (1 + decay) / 2
    let turn = Self(cos(imaginary), -sin(imaginary))
    let sinh = Self(sinhReal * cos(imaginary), coshReal * sin(imaginary))
    let cosh = Self(coshReal * cos(imaginary), sinhReal * sin(imaginary))
    return (turn * sinh, turn * cosh)
  }
}
