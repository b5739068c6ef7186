internal import RallNumerics
public import RallUnits

/// One action potential, as seen at one place.
public struct Spike: Sendable, Equatable {
  /// When the voltage rose through the detection level; of order 4.
  public let time: Time
  /// The highest point before the voltage falls through the level, or before the trace ends.
  public let peak: Extremum
  /// Where the spike takes off: where dV/dt last rose through the stated value before the peak and went
  /// on to half as much again, or else where it went furthest beyond. None where the trace begins inside
  /// that rise.
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
