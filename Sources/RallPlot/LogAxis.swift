internal import Foundation

/// Numbers above zero between two others, in equal ratios.
struct LogAxis {
  let low: Double
  let high: Double
  private let start: Double
  private let width: Double

  /// - Parameter low: above zero, and below `high`.
  init(from low: Double, to high: Double) {
    (self.low, self.high) = (low, high)
    start = log10(low)
    width = log10(high) - start
  }

  /// About some values, of which only those above zero count; one value has room about it.
  init(about values: [Double]) {
    let shown = values.filter { $0 > 0 && $0.isFinite }
    let (least, most) = (shown.min() ?? 1, shown.max() ?? 1)
    let isOne = log10(most) - log10(least) < 1e-6
    self.init(from: isOne ? least / 1.25 : least, to: isOne ? most * 1.25 : most)
  }

  /// Where a number lies, 0 to 1.
  func share(_ value: Double) -> Double { (log10(value) - start) / width }

  /// Round numbers within the range: 1, 2 and 5 times powers of ten, powers of ten, or every so many
  /// powers, as many as stand at least `gap` apart, a share of the whole; the ends where there is no
  /// round one.
  func ticks(gap: Double) -> [Double] {
    let decades = Int(start.rounded(.down))...Int((start + width).rounded(.up))
    func within(_ numbers: [Double]) -> [Double] { numbers.filter { low <= $0 && $0 <= high } }
    for factors in [[1.0, 2, 5], [1, 3]] {
      let ticks = within(decades.flatMap { decade in factors.map { $0 * pow(10, Double(decade)) } })
      if ticks.count > 1, areApart(ticks, by: gap) { return ticks }
    }
    var every = 1
    while Double(every) / width < gap { every += 1 }
    let powers = within(
      decades.filter { $0.isMultiple(of: every) }.map { pow(10, Double($0)) })
    return powers.count > 1 ? powers : areApart([low, high], by: gap) ? [low, high] : [low]
  }

  private func areApart(_ ticks: [Double], by gap: Double) -> Bool {
    zip(ticks, ticks.dropFirst()).allSatisfy { share($1) - share($0) >= gap }
  }
}
