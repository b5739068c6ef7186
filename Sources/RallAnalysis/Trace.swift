internal import RallNumerics
public import RallUnits

/// A recording at one place: voltages at times that need not be equally spaced.
///
/// The membrane's current may jump at a stimulus edge, and then the slope of the voltage does; no
/// curve is drawn across such a `break`. A break falls on a sample, which ends one stretch and
/// starts the next; a break between two samples cuts off the interval it falls in, where only a
/// line is drawn. A voltage that an ideal clamp makes jump has two samples at that time, before and
/// after; they are the end of one stretch and the start of the next, and nothing lies between them.
public struct Trace: Sendable, Equatable {
  /// Times of the samples, in ms.
  public let times: [Double]
  /// Values of the samples, in mV.
  public let values: [Double]
  /// The runs of samples, first and last included, that one smooth curve goes through.
  let stretches: [ClosedRange<Int>]

  /// Samples in ms and mV, with the times, in ms, at which the slope may jump.
  ///
  /// Times never fall, no more than two of them are equal, and there are as many values.
  public init(times: [Double], values: [Double], breaks: [Double] = []) {
    precondition(times.count == values.count, "a value for every time")
    precondition(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }, "times that never fall")
    precondition(
      zip(times, times.dropFirst(2)).allSatisfy { $0 < $1 }, "two samples at one time at the most")
    self.times = times
    self.values = values
    stretches = Self.stretches(of: times, breaks: breaks)
  }

  /// Times, in ms, and values, in mV, in turn; a time that is there twice is a break.
  package init(samples: [Double]) {
    self.init(
      times: stride(from: 0, to: samples.count, by: 2).map { samples[$0] },
      values: stride(from: 1, to: samples.count, by: 2).map { samples[$0] })
  }

  /// Less another trace of the same samples.
  func beyond(_ driven: [Double]) -> Trace {
    precondition(driven.count == values.count, "a value for every sample")
    return Trace(
      times: times, values: zip(values, driven).map { $0 - $1 }, stretches: stretches)
  }

  private init(times: [Double], values: [Double], stretches: [ClosedRange<Int>]) {
    (self.times, self.values, self.stretches) = (times, values, stretches)
  }

  private static func stretches(of times: [Double], breaks: [Double]) -> [ClosedRange<Int>] {
    guard times.count > 1 else { return [] }
    var joints: Set<Int> = [0, times.count - 1]
    for index in times.indices.dropLast() where times[index] == times[index + 1] {
      joints.formUnion([index, index + 1])
    }
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

  /// True where no time lies between sample `index` and the next.
  func isJump(_ index: Int) -> Bool { times[index] == times[index + 1] }

  /// The curve between sample `index` and the next, which is later: through two samples before and two after,
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

  /// The voltage at a time between the first sample and the last, after a jump on that time; of order
  /// 4.
  public func voltage(at time: Time) -> Voltage? {
    let t = time.coherent
    guard count > 1, t >= times[0], t <= times[count - 1] else { return nil }
    let interval = interval(holding: t)
    if isJump(interval) { return Voltage(coherent: values[interval + 1]) }
    return Voltage(coherent: curve(ofInterval: interval).value(at: t))
  }
}
