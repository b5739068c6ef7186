internal import RallNumerics
public import RallUnits

/// A recording at one place: voltages at rising times, which need not be equally spaced.
///
/// The membrane's current may jump at a stimulus edge, and then the slope of the voltage does; no
/// curve is drawn across such a `break`. A break falls on a sample, which ends one stretch and
/// starts the next; a break between two samples cuts off the interval it falls in, where only a
/// line is drawn.
public struct Trace: Sendable, Equatable {
  /// Times of the samples, in ms.
  public let times: [Double]
  /// Values of the samples, in mV.
  public let values: [Double]
  /// The runs of samples, first and last included, that one smooth curve goes through.
  let stretches: [ClosedRange<Int>]

  /// Samples in ms and mV, with the times, in ms, at which the slope may jump.
  ///
  /// Times rise strictly and there are as many values.
  public init(times: [Double], values: [Double], breaks: [Double] = []) {
    precondition(times.count == values.count, "a value for every time")
    precondition(zip(times, times.dropFirst()).allSatisfy { $0 < $1 }, "times that rise")
    self.times = times
    self.values = values
    stretches = Self.stretches(of: times, breaks: breaks)
  }

  private static func stretches(of times: [Double], breaks: [Double]) -> [ClosedRange<Int>] {
    guard times.count > 1 else { return [] }
    var joints: Set<Int> = [0, times.count - 1]
    for time in breaks {
      let after = times.partitioningIndex { $0 >= time }
      guard after < times.count else { continue }
      joints.insert(after)
      if times[after] != time, after > 0 { joints.insert(after - 1) }
    }
    let ends = joints.sorted()
    return zip(ends, ends.dropFirst()).map { $0...$1 }
  }
}

extension Trace {
  /// The number of samples.
  var count: Int { times.count }

  /// The stretch of the interval that begins with sample `index`.
  func stretch(ofInterval index: Int) -> ClosedRange<Int> {
    stretches[stretches.partitioningIndex { $0.upperBound > index }]
  }

  /// The curve between sample `index` and the next: through two samples before and two after,
  /// or the nearest four at the ends of a stretch, or as many as the stretch has.
  func curve(ofInterval index: Int) -> Cubic {
    let stretch = stretch(ofInterval: index)
    let first = max(stretch.lowerBound, min(index - 1, stretch.upperBound - 3))
    let count = min(4, stretch.upperBound - first + 1)
    var t = SIMD4<Double>.zero
    var v = SIMD4<Double>.zero
    for lane in 0..<count {
      t[lane] = times[first + lane]
      v[lane] = values[first + lane]
    }
    return Cubic(times: t, values: v, count: count)
  }

  /// The interval, by its first sample, that holds `time`; the nearest one for a time outside.
  func interval(holding time: Double) -> Int {
    max(0, min(times.partitioningIndex { $0 > time } - 1, count - 2))
  }

  /// The voltage at a time between the first sample and the last; of order 4.
  public func voltage(at time: Time) -> Voltage? {
    let t = time.coherent
    guard count > 1, t >= times[0], t <= times[count - 1] else { return nil }
    return Voltage(coherent: curve(ofInterval: interval(holding: t)).value(at: t))
  }
}
