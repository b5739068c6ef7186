/// How the ratios of true over printed error of one kind of number are spread.
package struct Tally: Sendable {
  package let kind: String
  package let unit: String
  /// The worst of each experiment that has any.
  package let finer: [Double]
  package let given: [Double]
  /// How many numbers there were.
  package let count: Int

  init(_ kind: String, _ unit: String, _ bars: [[Bar]]) {
    self.kind = kind
    self.unit = unit
    let some = bars.filter { !$0.isEmpty }
    finer = some.map { $0.map(\.finerRatio).max() ?? 0 }.sorted()
    given = some.map { $0.map(\.givenRatio).max() ?? 0 }.sorted()
    count = some.reduce(0) { $0 + $1.count }
  }

  /// The three kinds, of some trials.
  package static func all(_ trials: [HonestyTrial]) -> [Tally] {
    [
      Tally("spike times", "ms", trials.map(\.spikes)),
      Tally("traces", "mV", trials.map(\.traces)),
      Tally("velocities", "m/s", trials.map(\.velocities)),
    ]
  }

  /// The ratio that half of the experiments are below.
  package static func median(_ sorted: [Double]) -> Double {
    sorted.isEmpty ? .nan : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// The share of experiments below a ratio.
  package static func share(_ sorted: [Double], below limit: Double) -> Double {
    sorted.isEmpty ? .nan : Double(sorted.count { $0 < limit }) / Double(sorted.count)
  }

  /// The printed error is honest: the finer run's true error is below three times it in at least
  /// 95 of 100 experiments, half of them between 0.2 and 3, and the given value's error too.
  package var isHonest: Bool {
    !finer.isEmpty && Self.share(finer, below: 3) >= 0.95 && Self.share(given, below: 3) >= 0.95
      && (0.2...3).contains(Self.median(finer))
  }
}
