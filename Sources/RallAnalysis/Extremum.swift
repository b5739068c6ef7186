internal import RallNumerics
public import RallUnits

/// The highest or lowest point of a stretch of a trace.
public struct Extremum: Sendable, Equatable {
  /// When; of order 3 in the sampling step.
  public let time: Time
  /// What; of order 4.
  public let voltage: Voltage
}

extension Trace {
  /// The highest point of the trace, between its samples where that is where it lies.
  public var maximum: Extremum? { extremum(in: 0..<count, sign: 1)?.public }

  /// The lowest point of the trace.
  public var minimum: Extremum? { extremum(in: 0..<count, sign: -1)?.public }

  /// The extremum beside the outermost of some samples, and that sample.
  func extremum(in samples: Range<Int>, sign: Double) -> Point? {
    guard let outermost = samples.max(by: { sign * values[$0] < sign * values[$1] }) else {
      return nil
    }
    var best = Point(sample: outermost, time: times[outermost], value: values[outermost])
    for index in intervals(around: outermost) {
      let curve = curve(ofInterval: index)
      let (start, end) = (times[index], times[index + 1])
      let here =
        sign > 0 ? curve.maximum(from: start, to: end) : curve.minimum(from: start, to: end)
      if sign * here.value > sign * best.value {
        best = Point(sample: outermost, time: here.time, value: here.value)
      }
    }
    return best
  }

  /// The intervals before a sample and after it; where there is a jump those beyond.
  private func intervals(around sample: Int) -> [Int] {
    [(sample - 1, -1), (sample, 1)].compactMap { index, way in
      guard index >= 0, index + 1 < count else { return nil }
      guard isJump(index) else { return index }
      let beyond = index + way
      return beyond >= 0 && beyond + 1 < count ? beyond : nil
    }
  }

  /// A point of the curve, with the sample nearest in value.
  struct Point {
    let sample: Int
    let time: Double
    let value: Double

    var `public`: Extremum {
      Extremum(time: Time(coherent: time), voltage: Voltage(coherent: value))
    }
  }
}
