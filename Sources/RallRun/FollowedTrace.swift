internal import RallAnalysis
internal import RallNumerics
internal import RallUnits

/// The potential at one place at every time that a run came to, and what the stimuli alone would have done
/// there.
struct FollowedTrace {
  /// Time, ms, and potential, mV, in turn.
  let samples: [Double]
  /// The same of the passive twin, as far as it is known; nil where it is not.
  let response: [Double]?

  /// The spikes, each with its threshold where the response is known.
  func spikes(above level: Voltage, takingOffAt rate: VoltageRate) -> [RallAnalysis.Spike] {
    let trace = Trace(samples: samples)
    guard let response, let last = response.last else {
      return trace.spikes(above: level, takingOffAt: rate)
    }
    let known = min(samples.count, response.count)
    precondition(
      samples[known - 2] == response[known - 2], "both runs come to the same times")
    let driven = stride(from: 1, to: samples.count, by: 2).map {
      $0 < known ? response[$0] : last
    }
    return trace.spikes(above: level, takingOffAt: rate, beyond: driven)
  }

  /// When the last peak above a level is.
  func lastPeak(above level: Voltage) -> Time? {
    Trace(samples: samples).spikes(above: level, takingOffAt: VoltageRate(coherent: .infinity))
      .last?.peak.time
  }

  /// What it is at the times of another, which has every second step of it.
  func thinned(to other: FollowedTrace) -> FollowedTrace {
    let kept = indices(of: other)
    func picked(_ list: [Double]) -> [Double] {
      kept.prefix { $0 + 1 < list.count }.flatMap { [list[$0], list[$0 + 1]] }
    }
    return FollowedTrace(samples: picked(samples), response: response.map(picked))
  }

  /// Where the times of another stand in `samples`, as far as they do.
  private func indices(of other: FollowedTrace) -> [Int] {
    var found: [Int] = []
    var index = 0
    for time in stride(from: 0, to: other.samples.count, by: 2).map({ other.samples[$0] }) {
      // Both count the same pieces from the same edges, but for rounding.
      let nearness = 1e-9 * max(1, abs(time))
      while index < samples.count, samples[index] < time - nearness { index += 2 }
      guard index < samples.count else { break }
      guard samples[index] <= time + nearness else { continue }
      found.append(index)
      index += 2
    }
    return found
  }

  /// So many samples on either side are near a time.
  private static let near = 3

  /// The most that another of the same times differs from it near a time, mV.
  func difference(to other: FollowedTrace, near time: Time) -> Double {
    let count = min(samples.count, other.samples.count) / 2
    let after = (0..<count).partitioningIndex { samples[2 * $0] >= time.coherent }
    let range = max(0, after - Self.near)..<min(count, after + Self.near)
    return range.map { abs(samples[2 * $0 + 1] - other.samples[2 * $0 + 1]) }.max() ?? 0
  }
}
