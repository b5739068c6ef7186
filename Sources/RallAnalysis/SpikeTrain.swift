public import RallUnits

/// The times of the spikes at one place.
public struct SpikeTrain: Sendable, Equatable {
  /// Rising times, one a spike.
  public let times: [Time]

  /// Spikes at times that rise.
  public init(times: [Time]) { self.times = times }

  /// The times between one spike and the next.
  public var intervals: [Time] { zip(times, times.dropFirst()).map { $1 - $0 } }

  /// Spikes a time over the whole train: intervals over the time from first to last. None with
  /// fewer than two spikes.
  public var rate: Frequency? {
    guard times.count > 1 else { return nil }
    let span = times[times.count - 1] - times[0]
    return Frequency(coherent: Double(times.count - 1) / span.coherent)
  }

  /// The rate of the last interval, which is the steady one of a train that settles.
  public var lastRate: Frequency? {
    intervals.last.map { Frequency(coherent: 1 / $0.coherent) }
  }

  /// The standard deviation of the intervals over their mean: 0 for a clock, 1 for Poisson.
  /// None with fewer than two intervals.
  public var intervalVariation: Double? {
    let gaps = intervals.map(\.coherent)
    guard gaps.count > 1 else { return nil }
    let mean = gaps.reduce(0, +) / Double(gaps.count)
    let squares = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(gaps.count - 1)).squareRoot() / mean
  }
}
