#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The potential of a leaky membrane under a drive that is linear in time, in closed form:
/// `τ·dx/dt = drive + slope·u − x`, with u counted from the start.
///
/// `x(u) = start + (start − drive)·(e^−z − 1) + slope·τ·(z − 1 + e^−z)`, z = u/τ; its curvature has one
/// sign, so it passes a level upwards once at most. Potentials in mV from rest, times in ms.
package struct Relaxation: Sendable, Hashable {
  /// x at u = 0.
  package let start: Double
  /// Where a drive that stayed as it is at u = 0 would lead to, R·I.
  package let drive: Double
  /// How fast that moves, mV/ms.
  package let slope: Double
  /// τ.
  package let timeConstant: Double

  package init(start: Double, drive: Double, slope: Double = 0, timeConstant: Double) {
    self.start = start
    self.drive = drive
    self.slope = slope
    self.timeConstant = timeConstant
  }

  /// No motion at all.
  package static func held(at level: Double, timeConstant: Double) -> Self {
    Self(start: level, drive: level, timeConstant: timeConstant)
  }

  /// x(u).
  package func value(after u: Double) -> Double {
    let z = u / timeConstant
    let eased = start + (start - drive) * expm1(-z)
    return slope == 0 ? eased : eased + slope * timeConstant * Self.lag(z)
  }

  /// dx/dt at u.
  package func rate(after u: Double) -> Double {
    (drive + slope * u - value(after: u)) / timeConstant
  }

  /// The moment within `(0, length)` at which it turns, and whether that is a summit; nil where it goes
  /// one way only.
  package func turn(within length: Double) -> (u: Double, isSummit: Bool)? {
    guard slope != 0 else { return nil }
    // At a turn the drive is the potential itself: e^z = 1 + (start − drive)/(slope·τ).
    let offset = (start - drive) / (slope * timeConstant)
    guard offset > 0 else { return nil }
    let u = timeConstant * log1p(offset)
    return u < length ? (u, slope < 0) : nil
  }

  /// The highest potential within `[0, length]`, from a moment after which it begins.
  package func summit(within length: Double) -> Double {
    let ends = max(start, value(after: length))
    guard let turn = turn(within: length), turn.isSummit else { return ends }
    return max(ends, value(after: turn.u))
  }

  /// When it comes up to a level from below, within `[0, length]`: a logarithm under a steady drive, and
  /// under a moving one Newton's method from the side on which it cannot overshoot, kept in a bracket.
  package func rise(to level: Double, within length: Double) -> Double? {
    guard slope != 0 else {
      guard start < level, drive > level else { return nil }
      let u = timeConstant * log1p((level - start) / (drive - level))
      return u <= length ? u : nil
    }
    var (low, high) = (0.0, length)
    if let turn = turn(within: length) {
      if turn.isSummit { high = turn.u } else { low = turn.u }
    }
    guard value(after: low) < level, value(after: high) >= level else { return nil }
    // The sign of the curvature; a concave rise is approached from below, a convex one from above.
    let isConvex = start - drive + slope * timeConstant > 0
    var u = isConvex ? high : low
    for _ in 0..<Self.mostSteps {
      let excess = value(after: u) - level
      if excess == 0 { return u }
      if excess < 0 { low = u } else { high = u }
      let newton = u - excess / rate(after: u)
      let next = newton > low && newton < high ? newton : low + (high - low) / 2
      if abs(next - u) <= u.ulp { return next }
      u = next
    }
    return u
  }

  /// Halving alone finds the last bit of any bracket in about so many steps.
  private static let mostSteps = 128

  /// `z − 1 + e^−z`, what a membrane lags behind a ramp; by its series where the terms would cancel.
  private static func lag(_ z: Double) -> Double {
    guard z < 0.5 else { return z + expm1(-z) }
    // Σ (−z)ⁿ/n! from n = 2; at z = 1/2 the 16th term is below an ulp of the sum.
    var sum = 0.0
    for n in stride(from: 16.0, through: 3, by: -1) { sum = (1 + sum) * -z / n }
    return z * z / 2 * (1 + sum)
  }
}
