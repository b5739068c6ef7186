internal import RallNumerics
public import RallUnits

/// One action potential, as seen at one place.
public struct Spike: Sendable, Equatable {
  /// When the voltage rose through the detection level; of order 4.
  public let time: Time
  /// The highest point before the voltage falls through the level, or before the trace ends.
  public let peak: Extremum
  /// Where the spike takes off: the last time before the steepest rise at which dV/dt was not
  /// above the stated value. None where the trace begins inside the rise.
  public let threshold: Extremum?
  /// The time above the voltage half way from threshold to peak. None without a threshold, or
  /// where the trace ends before the voltage is back.
  public let halfWidth: Time?
  /// When the voltage rose through that half way; none without a half-width.
  package let halfRise: Time?
  /// The lowest point between this peak and the next spike or the end of the trace. None where the
  /// voltage was still falling at the end.
  public let afterHyperpolarisation: Extremum?
}

extension Trace {
  /// Every action potential whose peak passes `level`.
  ///
  /// The threshold is taken at `rate`; 20 mV/ms is a usual value in cortical slices. Spike times
  /// have order 4 in the sampling step, voltages too, the time of an extremum order 3.
  public func spikes(above level: Voltage, takingOffAt rate: VoltageRate) -> [Spike] {
    let intervals = 0..<max(0, count - 1)
    let rises = crossings(of: level.coherent, .rising, in: intervals)
    let falls = crossings(of: level.coherent, .falling, in: intervals)
    var previous = 0
    return rises.enumerated().map { number, rise in
      let next = number + 1 < rises.count ? rises[number + 1].interval : count - 1
      let after = falls.partitioningIndex { $0.interval > rise.interval }
      let fall = after < falls.count ? falls[after].interval : count - 1
      let peak = extremum(in: rise.interval + 1..<fall + 1, sign: 1)!
      let takeOff = takeOff(of: peak.sample, notBefore: previous, rate: rate.coherent)
      previous = peak.sample
      let width = takeOff.flatMap { self.width(from: $0, over: peak, to: next) }
      return Spike(
        time: Time(coherent: rise.time),
        peak: peak.public,
        threshold: takeOff?.public,
        halfWidth: width.map { $0.fall - $0.rise },
        halfRise: width?.rise,
        afterHyperpolarisation: trough(after: peak, to: next)?.public)
    }
  }

  /// The point at which the slope last rose through `rate` before the steepest rise to a peak.
  ///
  /// Where a stimulus begins or ends in the rise, the search goes on across the jump for as long
  /// as the slope on the other side is above the rate too. A jump of the voltage itself is above any
  /// rate where it rises, and below where it falls.
  private func takeOff(of peak: Int, notBefore first: Int, rate: Double) -> Point? {
    var last = peak
    var seenSteep = false
    while last > first {
      let stretch = stretches[stretches.partitioningIndex { $0.upperBound >= last }]
      let start = max(first, stretch.lowerBound)
      if isJump(start) {
        if values[last] < values[start], seenSteep {
          return Point(sample: last, time: times[last], value: values[last])
        }
        if values[last] > values[start] { seenSteep = true }
        last = start
        continue
      }
      let slope = slope(of: start...last, along: stretch)
      let top = seenSteep ? slope.count - 1 : slope.steepestRise(above: rate)
      if slope.values[top] >= rate {
        if let passage = slope.crossings(of: rate, .rising, in: 0..<top).last {
          let interval = start + passage.interval
          let value = curve(ofInterval: interval).value(at: passage.time)
          return Point(sample: interval, time: passage.time, value: value)
        }
        seenSteep = true
      } else if seenSteep {
        return Point(sample: last, time: times[last], value: values[last])
      }
      last = start
    }
    return nil
  }

  /// The sample of the highest value, of a rise to a peak's slopes.
  ///
  /// Where a strong stimulus begins, the membrane charges faster than any spike rises, and ever
  /// slower: the values fall from the first on. Those are left out where one behind them reaches
  /// `rate`.
  private func steepestRise(above rate: Double) -> Int {
    let charged = values.indices.dropLast().first { values[$0 + 1] > values[$0] } ?? 0
    func highest(from first: Int) -> Int {
      values.indices[first...].max { values[$0] < values[$1] }!
    }
    let behind = highest(from: charged)
    return values[behind] >= rate ? behind : highest(from: 0)
  }

  /// The last rise through half height before the peak and the first fall after.
  private func width(
    from takeOff: Point, over peak: Point, to end: Int
  ) -> (rise: Time, fall: Time)? {
    let half = (takeOff.value + peak.value) / 2
    let before = takeOff.sample..<max(takeOff.sample, peak.sample)
    let after = max(0, peak.sample - 1)..<end
    guard let rise = crossings(of: half, .rising, in: before).last,
      let fall = crossings(of: half, .falling, in: after).first(where: { $0.time > peak.time })
    else { return nil }
    return (Time(coherent: rise.time), Time(coherent: fall.time))
  }

  private func trough(after peak: Point, to end: Int) -> Point? {
    guard peak.sample < end,
      let lowest = extremum(in: peak.sample..<end + 1, sign: -1),
      lowest.sample > peak.sample, lowest.time < times[count - 1]
    else { return nil }
    return lowest
  }
}
