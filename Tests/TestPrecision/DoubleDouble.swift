/// A number of some 106 bits as the unevaluated sum of two doubles: the judge of what doubles do.
///
/// Dekker 1971, doi:10.1007/BF01397083; products by a fused multiply-add.
public struct DoubleDouble: Sendable {
  public var high: Double
  public var low: Double

  public init(_ high: Double, _ low: Double = 0) {
    self.high = high
    self.low = low
  }

  /// The exact sum of two doubles of which the first is the larger.
  private static func ordered(_ a: Double, _ b: Double) -> Self {
    let sum = a + b
    return Self(sum, b - (sum - a))
  }

  public static func + (a: Self, b: Self) -> Self {
    let sum = a.high + b.high
    let part = sum - a.high
    let rest = (a.high - (sum - part)) + (b.high - part)
    return ordered(sum, rest + (a.low + b.low))
  }

  public static func - (a: Self, b: Self) -> Self { a + Self(-b.high, -b.low) }

  public static func * (a: Self, b: Self) -> Self {
    let product = a.high * b.high
    let rest = (-product).addingProduct(a.high, b.high)
    return ordered(product, rest + (a.high * b.low + a.low * b.high))
  }

  public static func / (a: Self, b: Self) -> Self {
    let first = a.high / b.high
    let rest = a - b * Self(first)
    let second = rest.high / b.high
    return ordered(first, second)
  }

  /// Exactly 2ᵏ times as much.
  public func scaled(by k: Int) -> Self {
    Self(
      high * Double(sign: .plus, exponent: k, significand: 1),
      low * Double(sign: .plus, exponent: k, significand: 1))
  }

  /// ln 2, to 2⁻¹⁰⁸.
  public static let ln2 = Self(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56)

  /// `eˣ` as 2ᵏ·(1 + p), with p = eʳ − 1 by its series and |r| ≤ ½ ln 2.
  public static func exponential(_ x: Double) -> (k: Int, p: Self) {
    let k = (x / ln2.high).rounded()
    let r = Self(x) - Self(k) * ln2
    var sum = Self(0)
    for n in stride(from: 28, through: 1, by: -1) {
      sum = (sum + Self(1)) * r / Self(Double(n))
    }
    return (Int(k), sum)
  }

  /// By how much a double is off `eˣ`, in units of the last place of the exact value; below 2⁻¹⁰²² the last
  /// place stands still.
  public static func error(ofExponential got: Double, at x: Double) -> Double {
    let (k, p) = exponential(x)
    let last = max(p.high < 0 ? k - 1 : k, -1022) - 52
    let exact = (Self(1) + p).scaled(by: k - last > 1000 ? 1000 : k - last)
    let ours =
      got * Double(sign: .plus, exponent: -last / 2, significand: 1)
      * Double(sign: .plus, exponent: -last + last / 2, significand: 1)
    return abs((Self(ours) - exact).high)
  }
}
