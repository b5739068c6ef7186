/// `e^x`, eight at a time, within 1 ulp of the exact value.
///
/// x = k·ln 2 + r with |r| ≤ ½ ln 2; e^r by a polynomial of degree 11 whose error is below 2e-17
/// (least maximum of (e^r − 1 − r)/r² weighted by r², Lawson's iteration); then two factors 2^(k/2),
/// so that the smallest denormals and the step to infinity come out right. NaN stays NaN.
extension Lanes {
  @inlinable @inline(always)
  package static func exp(_ x: Lanes) -> Lanes {
    let (k, r) = reduced(
      x.replacing(with: 710, where: x .> 710).replacing(with: -746, where: x .< -746))
    let half = k &>> 1
    // 1 + r is rounded, and what it lost is handed to the rest: 0.87 ulp instead of 1.05.
    let sum = 1 + r
    let lost = r - (sum - 1)
    return (sum + (lost + curve(reduced: r))) * power(half) * power(k &- half)
  }

  /// `x / (e^x − 1)`, and 1 at 0: the shape that voltage-dependent rates share.
  ///
  /// Within 3 ulp for |x| ≤ 708, through expm1, so that nothing cancels near 0. Below it is −x, the
  /// exact value rounded; above, where the exact value is under 2e-305, it is 0. It never rises.
  @inlinable @inline(always)
  package static func exprelr(_ x: Lanes) -> Lanes {
    let clamped = x.replacing(with: 708, where: x .> 708).replacing(with: -708, where: x .< -708)
    let (k, r) = reduced(clamped)
    let scale = power(k)
    let denominator = scale * (r + curve(reduced: r)) + (scale - 1)
    return (x / denominator)
      .replacing(with: 1, where: x .== 0)
      .replacing(with: 0, where: x .> 708)
  }

  /// The multiple of ln 2 nearest to `x`, and what is left.
  @inlinable @inline(always)
  static func reduced(_ x: Lanes) -> (k: SIMD8<Int64>, r: Lanes) {
    // Adding 1.5·2^52 rounds to an integer and leaves it in the low bits.
    let magic = Lanes(repeating: 0x1.8p52)
    let shifted = x * 1.4426950408889634 + magic
    let k =
      unsafeBitCast(shifted, to: SIMD8<Int64>.self) &- unsafeBitCast(magic, to: SIMD8<Int64>.self)
    let multiple = shifted - magic
    // ln 2 in two parts; the first has 32 zero bits at its end, so its product is exact.
    let r = (x - multiple * 0x1.62e42feep-1) - multiple * 0x1.a39ef35793c76p-33
    return (k, r)
  }

  /// `e^r − 1 − r` for |r| ≤ ½ ln 2.
  @inlinable @inline(always)
  static func curve(reduced r: Lanes) -> Lanes {
    let r2 = r * r
    let r4 = r2 * r2
    let a = 0.5000000000000013 + r * 0.16666666666666696
    let b = 0.04166666666651514 + r * 0.008333333333308759
    let c = 0.0013888888947074152 + r * 0.0001984126991426604
    let d = 2.4801489891257686e-05 + r * 2.7557218927037e-06
    let e = 2.7631296199972277e-07 + r * 2.5117067671879263e-08
    let q = (a + r2 * b) + r4 * ((c + r2 * d) + r4 * e)
    return r2 * q
  }

  /// 2^k for −1022 ≤ k ≤ 1023.
  @inlinable @inline(always)
  static func power(_ k: SIMD8<Int64>) -> Lanes {
    unsafeBitCast((k &+ 1023) &<< 52, to: Lanes.self)
  }
}
