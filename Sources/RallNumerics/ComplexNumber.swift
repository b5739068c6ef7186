#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A complex number, with as much arithmetic as a network of admittances asks for.
///
/// Quotients are by the plain formula, so that they hold where the square of a size is a number:
/// between some 1e-150 and 1e150.
@frozen
package struct ComplexNumber: Sendable, Hashable {
  package var real: Double
  package var imaginary: Double

  /// A real number, or a complex one.
  @inlinable
  package init(_ real: Double, _ imaginary: Double = 0) {
    self.real = real
    self.imaginary = imaginary
  }

  @inlinable
  package static var zero: Self { Self(0) }

  @inlinable
  package static var one: Self { Self(1) }

  /// The distance from zero.
  @inlinable
  package var magnitude: Double { (real * real + imaginary * imaginary).squareRoot() }

  /// The angle from the positive real axis, from −π to π.
  package var phase: Double { atan2(imaginary, real) }

  /// The root with a real part that is not negative.
  package var squareRoot: Self {
    let size = magnitude
    guard size > 0 else { return .zero }
    let large = ((size + abs(real)) / 2).squareRoot()
    let small = imaginary / (2 * large)
    return real >= 0 ? Self(large, small) : Self(abs(small), imaginary < 0 ? -large : large)
  }
}

extension ComplexNumber {
  @inlinable
  package static func + (a: Self, b: Self) -> Self {
    Self(a.real + b.real, a.imaginary + b.imaginary)
  }

  @inlinable
  package static func - (a: Self, b: Self) -> Self {
    Self(a.real - b.real, a.imaginary - b.imaginary)
  }

  @inlinable
  package static func * (a: Self, b: Self) -> Self {
    Self(
      a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
  }

  @inlinable
  package static func * (a: Double, b: Self) -> Self { Self(a * b.real, a * b.imaginary) }

  @inlinable
  package static func / (a: Self, b: Self) -> Self {
    let scale = 1 / (b.real * b.real + b.imaginary * b.imaginary)
    return Self(
      (a.real * b.real + a.imaginary * b.imaginary) * scale,
      (a.imaginary * b.real - a.real * b.imaginary) * scale)
  }

  @inlinable
  package static func += (a: inout Self, b: Self) { a = a + b }
}
