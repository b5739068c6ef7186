/// What a quantity is of: a length, a voltage, a conductance per area.
public protocol QuantityKind: Sendable {
  static var dimensions: Dimensions { get }
  /// The unit that stands in print and in files, and its size in the coherent set.
  static var usual: (symbol: String, size: Double) { get }
}

/// A number with a dimension, held in the coherent set mV, ms, µm, nA, µS, MΩ, nF.
///
/// In that set nF·mV/ms = nA and MΩ·nA = mV, so every law of the cable holds between the bare
/// numbers; `coherent` is what the kernels see, `value(in:)` is what leaves the program.
@frozen
public struct Quantity<Kind: QuantityKind>: Sendable, Hashable, Comparable {
  /// The bare number in the coherent set.
  public var coherent: Double

  @inlinable
  public init(coherent: Double) { self.coherent = coherent }

  @inlinable
  public init(_ value: Double, _ unit: Unit) { coherent = value * unit.size }

  /// The number of `unit`s in this quantity.
  @inlinable
  public func value(in unit: Unit) -> Double { coherent / unit.size }

  /// A unit of this kind, known by its size in the coherent set.
  @frozen
  public struct Unit: Sendable, Hashable {
    public let size: Double

    @inlinable
    public init(size: Double) { self.size = size }
  }

  @inlinable
  public static func < (a: Self, b: Self) -> Bool { a.coherent < b.coherent }
}

extension Quantity: CustomStringConvertible {
  /// The value in the kind's usual unit, with that unit: `-65 mV`.
  public var description: String { Self.describe(coherent) }

  static func describe(_ coherent: Double) -> String {
    let value = coherent / Kind.usual.size
    return "\(decimal(value)) \(Kind.usual.symbol)"
  }
}

/// The shortest decimal that a person would write for `value`: 15 significant digits hide the last
/// bits that a change of unit leaves behind.
public func decimal(_ value: Double) -> String {
  guard value != 0 else { return "0" }
  guard value.isFinite else { return "\(value)" }
  let text = "\(value)"
  let exponent = 14 - value.magnitude.decimalExponent
  var rounded = value
  if exponent > 0, exponent < 300 {
    var scale = 1.0
    for _ in 0..<exponent { scale *= 10 }
    rounded = (value * scale).rounded() / scale
  }
  let short = "\(rounded)"
  let best = short.utf8.count < text.utf8.count ? short : text
  return best.hasSuffix(".0") ? String(best.dropLast(2)) : best
}

extension Quantity: AdditiveArithmetic {
  @inlinable public static var zero: Self { Self(coherent: 0) }
  @inlinable
  public static func + (a: Self, b: Self) -> Self { Self(coherent: a.coherent + b.coherent) }
  @inlinable
  public static func - (a: Self, b: Self) -> Self { Self(coherent: a.coherent - b.coherent) }
  @inlinable
  public static prefix func - (a: Self) -> Self { Self(coherent: -a.coherent) }
  @inlinable
  public static func * (a: Self, b: Double) -> Self { Self(coherent: a.coherent * b) }
  @inlinable
  public static func * (a: Double, b: Self) -> Self { Self(coherent: a * b.coherent) }
  @inlinable
  public static func / (a: Self, b: Double) -> Self { Self(coherent: a.coherent / b) }
  @inlinable
  public static func / (a: Self, b: Self) -> Double { a.coherent / b.coherent }
}
