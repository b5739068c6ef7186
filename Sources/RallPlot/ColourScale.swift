internal import Foundation

/// A range of numbers as colours: of equal ratios where it is logarithmic, else of equal steps.
struct ColourScale {
  let low: Double
  let high: Double
  let isLogarithmic: Bool
  let isAngle: Bool

  /// Over the finite values, of which only those above zero have a logarithm; nil where there are none.
  init?(_ values: [Double], isLogarithmic: Bool, isAngle: Bool) {
    let shown = values.filter { $0.isFinite && (!isLogarithmic || $0 > 0) }
    guard let least = shown.min(), let most = shown.max() else { return nil }
    self.isLogarithmic = isLogarithmic
    self.isAngle = isAngle
    // One number has a colour too, in the middle of a range about it.
    let isOne = most - least <= 1e-9 * max(abs(least), abs(most))
    if isLogarithmic {
      (low, high) = isOne ? (least / 1.25, most * 1.25) : (least, most)
    } else {
      let half = isOne ? max(abs(least) / 4, 0.5) : 0
      (low, high) = (least - half, most + half)
    }
  }

  /// Where a number lies, 0 to 1; nil where it has no colour.
  func share(_ value: Double) -> Double? {
    guard value.isFinite, !isLogarithmic || value > 0 else { return nil }
    let share =
      isLogarithmic
      ? (log(value) - log(low)) / (log(high) - log(low)) : (value - low) / (high - low)
    return min(max(share, 0), 1)
  }

  /// Round numbers within the range, at least `gap` apart, a share of the whole.
  func ticks(gap: Double) -> [Double] {
    guard isLogarithmic else {
      return LinearAxis([low, high], withZero: false, isAngle: isAngle).ticks
        .filter { low <= $0 && $0 <= high }
    }
    return LogAxis(from: low, to: high).ticks(gap: gap)
  }

  /// Blue over violet and red to yellow, ever lighter, and none of them lost on white or on black.
  private static let stops: [SIMD3<Double>] = [
    [44, 84, 190], [98, 80, 200], [152, 76, 178], [200, 78, 138], [222, 98, 86], [230, 132, 44],
    [216, 172, 30],
  ]

  /// How many colours there are.
  static let steps = 48

  /// The colour of a step, as `#2c54be`.
  static func colour(_ step: Int) -> String {
    let place = Double(step) / Double(steps - 1) * Double(stops.count - 1)
    let below = min(Int(place), stops.count - 2)
    let share = place - Double(below)
    let colour = (1 - share) * stops[below] + share * stops[below + 1]
    return "#"
      + (0..<3).map { String(format: "%02x", Int(colour[$0].rounded())) }.joined()
  }

  /// The step of a number; nil where it has no colour.
  func step(_ value: Double) -> Int? {
    share(value).map { min(Int($0 * Double(Self.steps)), Self.steps - 1) }
  }
}
