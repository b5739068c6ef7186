/// The cubic through four samples of a trace, at times that need not be equally spaced.
///
/// Between the two middle samples it is true to order 4 in the step, and so are the levels it
/// crosses there; the time of its extremum is of order 3 and the value there of order 4. In the
/// outer intervals, at the ends of a stretch, the orders are the same and the constants larger.
/// With three samples it is the parabola and with two the line, each order one less.
@frozen
@usableFromInline
package struct Cubic: Sendable {
  /// The second sample's time; the powers count from here, so that late times lose no digits.
  @usableFromInline let origin: Double
  @usableFromInline let constant: Double
  @usableFromInline let linear: Double
  @usableFromInline let quadratic: Double
  @usableFromInline let cubic: Double

  /// Through the first `count` (2 to 4) of four samples, by Newton's divided differences.
  ///
  /// Times rise strictly; samples beyond `count` are not looked at.
  @inlinable
  package init(times t: SIMD4<Double>, values v: SIMD4<Double>, count: Int = 4) {
    origin = t[1]
    constant = v[1]
    let first = (v[1] - v[0]) / (t[1] - t[0])
    let u0 = t[0] - t[1]
    var second = 0.0
    var third = 0.0
    if count > 2 {
      let d12 = (v[2] - v[1]) / (t[2] - t[1])
      second = (d12 - first) / (t[2] - t[0])
      if count > 3 {
        let d23 = (v[3] - v[2]) / (t[3] - t[2])
        let d123 = (d23 - d12) / (t[3] - t[1])
        third = (d123 - second) / (t[3] - t[0])
      }
    }
    let u2 = count > 2 ? t[2] - t[1] : 0
    linear = first - u0 * (second - u2 * third)
    quadratic = second - (u0 + u2) * third
    cubic = third
  }

  /// The value at a time.
  @inlinable
  package func value(at time: Double) -> Double {
    let u = time - origin
    return constant + u * (linear + u * (quadratic + u * cubic))
  }

  /// The first derivative at a time; of order 3.
  @inlinable
  package func slope(at time: Double) -> Double {
    let u = time - origin
    return linear + u * (2 * quadratic + 3 * u * cubic)
  }

  /// The time at which the cubic passes `level` between `start` and `end`.
  ///
  /// The caller has seen the level between the samples at the two times. Newton's step is taken
  /// where it stays in the bracket, and half the bracket where it does not, so it always ends; where
  /// rounding puts both ends on one side of the level, the nearer end is the answer.
  @inlinable
  package func crossing(of level: Double, from start: Double, to end: Double) -> Double {
    let atStart = value(at: start) - level
    let atEnd = value(at: end) - level
    if atStart == 0 { return start }
    if (atStart > 0) == (atEnd > 0) || atEnd == 0 {
      return abs(atStart) < abs(atEnd) ? start : end
    }
    var (low, high) = (start, end)
    var time = start + (end - start) * (atStart / (atStart - atEnd))
    for _ in 0..<100 {
      let off = value(at: time) - level
      if off == 0 { return time }
      if (off > 0) == (atStart > 0) { low = time } else { high = time }
      let newton = time - off / slope(at: time)
      let next = newton > low && newton < high ? newton : low + (high - low) / 2
      if abs(next - time) <= time.ulp { return next }
      time = next
    }
    return time
  }

  /// The largest value between `start` and `end`, and its time.
  @inlinable
  package func maximum(from start: Double, to end: Double) -> (time: Double, value: Double) {
    extremum(from: start, to: end, sign: 1)
  }

  /// The smallest value between `start` and `end`, and its time.
  @inlinable
  package func minimum(from start: Double, to end: Double) -> (time: Double, value: Double) {
    extremum(from: start, to: end, sign: -1)
  }

  @inlinable
  func extremum(from start: Double, to end: Double, sign: Double) -> (time: Double, value: Double) {
    var best = (time: start, value: value(at: start))
    func consider(_ time: Double) {
      let here = value(at: time)
      if sign * here > sign * best.value { best = (time, here) }
    }
    // Roots of 3·cubic·u² + 2·quadratic·u + linear, in the form that does not cancel.
    let discriminant = quadratic * quadratic - 3 * cubic * linear
    if discriminant >= 0 {
      let q = -(quadratic + (quadratic < 0 ? -1 : 1) * discriminant.squareRoot())
      let near = origin + linear / q
      let far = origin + q / (3 * cubic)
      if near > start, near < end { consider(near) }
      if far > start, far < end { consider(far) }
    }
    consider(end)
    return best
  }
}
