internal import RallNumerics
public import RallUnits

/// A current in samples, linear between them and zero before the first and after the last.
public struct CurrentSamples: Sendable, Hashable {
  /// ms; they never fall, and no three are equal.
  let times: [Double]
  /// nA.
  let currents: [Double]

  /// Nil where there are fewer than two samples, where a time falls or is there three times, or where
  /// one is no number.
  public init?(times: [Time], currents: [Current]) {
    self.times = times.map(\.coherent)
    self.currents = currents.map(\.coherent)
    guard times.count == currents.count, times.count > 1, times[0] < times[times.count - 1],
      (self.times + self.currents).allSatisfy(\.isFinite)
    else { return nil }
    for index in times.indices.dropFirst() {
      guard times[index] >= times[index - 1] else { return nil }
      if index > 1, times[index] == times[index - 2] { return nil }
    }
  }

  /// The number of the sample that a time comes after, so that the next is later.
  private func sample(before time: Double) -> Int {
    min(max(times.partitioningIndex { $0 > time } - 1, 0), times.count - 2)
  }

  private func value(at time: Double, after k: Int) -> Double {
    let length = times[k + 1] - times[k]
    guard length > 0 else { return currents[k + 1] }
    return currents[k] + (currents[k + 1] - currents[k]) * ((time - times[k]) / length)
  }

  func value(at time: Double) -> Double { value(at: time, after: sample(before: time)) }

  /// The mean from `a` to `b`, which lie within the samples.
  func mean(from a: Double, to b: Double) -> Double {
    var k = sample(before: a)
    var sum = 0.0
    var left = a
    while left < b {
      let isLast = k == times.count - 2
      let right = isLast ? b : min(b, times[k + 1])
      sum += (right - left) * value(at: left + (right - left) / 2, after: k)
      if isLast { break }
      left = right
      k += 1
    }
    return sum / (b - a)
  }

  /// The samples after `a` and before `b`.
  package func knots(from a: Double, to b: Double) -> [(time: Double, current: Double)] {
    let first = sample(before: a) + 1
    return (first..<times.count).lazy.drop { times[$0] <= a }.prefix { times[$0] < b }
      .map { (times[$0], currents[$0]) }
  }
}

extension CurrentSamples: CurrentWaveform {
  /// Its ends and its jumps; other samples are no edges.
  package var edges: [Double] {
    let jumps = zip(times, times.dropFirst()).filter { $0 == $1 }.map(\.0)
    return [times[0]] + jumps + [times[times.count - 1]]
  }

  package func drive(around time: Double) -> Drive {
    time >= times[0] && time < times[times.count - 1] ? .samples(self) : .constant(0)
  }
}
