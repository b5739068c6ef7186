#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A complex number, with as much arithmetic as a network of admittances asks for.
///
/// Sizes, quotients and roots hold wherever they are numbers, also where a square of a part is none.
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
  package var magnitude: Double {
    let square = squaredMagnitude
    if Self.plainSquares.contains(square) { return square.squareRoot() }
    let size = largestPart
    return size > 0 && size < .infinity ? size * scaled(by: 1 / size).magnitude : size
  }

  @inlinable
  var squaredMagnitude: Double { real * real + imaginary * imaginary }

  /// NaN where a part is.
  @inlinable
  var largestPart: Double {
    let (a, b) = (abs(real), abs(imaginary))
    return a >= b || a.isNaN ? a : b
  }

  /// Squares of sizes of which nothing was lost on the way.
  @inlinable
  static var plainSquares: ClosedRange<Double> { 1e-280...1e280 }

  @inlinable
  func scaled(by factor: Double) -> Self { Self(real * factor, imaginary * factor) }

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
    let square = b.squaredMagnitude
    guard plainSquares.contains(square) else {
      let size = b.largestPart
      // What is not nothing over nothing is infinite, in no direction.
      guard size > 0 else { return Self(a.magnitude / size) }
      guard size < .infinity else { return a.scaled(by: 1 / size) }
      // In two steps, since one over a very small size is no number.
      return (a / b.scaled(by: 1 / size)).scaled(by: 1 / size)
    }
    let scale = 1 / square
    return Self(
      (a.real * b.real + a.imaginary * b.imaginary) * scale,
      (a.imaginary * b.real - a.real * b.imaginary) * scale)
  }

  @inlinable
  package static func += (a: inout Self, b: Self) { a = a + b }
}
