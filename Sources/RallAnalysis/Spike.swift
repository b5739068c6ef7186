internal import RallNumerics
public import RallUnits

/// One action potential, as seen at one place.
public struct Spike: Sendable, Equatable {
  /// When the voltage rose through the detection level; of order 4.
  public let time: Time
  /// The highest point before the voltage falls through the level, or before the trace ends.
  public let peak: Extremum
  /// Where the spike takes off: where its rate of change last rose through the stated value before the
  /// peak and went on to half as much again, or else where it went furthest beyond. None where no rise
  /// of its own can be told.
  public internal(set) var threshold: Extremum?
  /// Why there is no threshold; nil where there is one.
  public internal(set) var noThreshold: NoTakeOff?
  /// The time above the voltage half way from threshold to peak. None without a threshold, or
  /// where the trace ends before the voltage is back.
  public internal(set) var halfWidth: Time?
  /// When the voltage rose through that half way; none without a half-width.
  package internal(set) var halfRise: Time?
  /// The lowest point between this peak and the next spike or the end of the trace. None where the
  /// voltage was still falling at the end.
  public let afterHyperpolarisation: Extremum?

  /// The same spike with no threshold, and nothing that is measured from there.
  package func without(threshold reason: NoTakeOff) -> Spike {
    var spike = self
    (spike.threshold, spike.halfWidth, spike.halfRise) = (nil, nil, nil)
    spike.noThreshold = reason
    return spike
  }
}

/// Why no threshold of a spike can be told.
public enum NoTakeOff: Sendable, Hashable {
  /// The trace begins within its rise.
  case begun
  /// Nothing rises that fast by itself: what passed the level was driven over it.
  case driven
  /// It rises that fast from a time on at which something jumps.
  case edge(Time)
  /// It begins to rise that fast at that time, and again later, at a lower voltage: charge runs off meanwhile.
  case drained(Time)
}

extension Trace {
  /// Every action potential whose peak passes `level`.
  ///
  /// The threshold is taken at `rate`; 20 mV/ms is a usual value in cortical slices. Spike times
  /// have order 4 in the sampling step, voltages too, the time of an extremum order 3.
  ///
  /// - Parameters:
  ///   - level: what a peak passes.
  ///   - rate: at which a rise is one of a spike.
  ///   - driven: what the stimuli alone would do at the same times, mV, up to a constant; its rate of change
  ///     is no part of a spike's. Empty counts all that is seen.
  public func spikes(
    above level: Voltage, takingOffAt rate: VoltageRate, beyond driven: [Double] = []
  ) -> [Spike] {
    let own = driven.isEmpty ? self : self.beyond(driven)
    let intervals = 0..<max(0, count - 1)
    let rises = crossings(of: level.coherent, .rising, in: intervals)
    let falls = crossings(of: level.coherent, .falling, in: intervals)
    var previous = 0
    return rises.enumerated().map { number, rise in
      let next = number + 1 < rises.count ? rises[number + 1].interval : count - 1
      let after = falls.partitioningIndex { $0.interval > rise.interval }
      let fall = after < falls.count ? falls[after].interval : count - 1
      let peak = extremum(in: rise.interval + 1..<fall + 1, sign: 1)!
      let takeOff: Point?
      let refusal: NoTakeOff?
      switch own.takeOff(of: peak.sample, notBefore: previous, rate: rate.coherent) {
      case .success(let start):
        let (here, drained) = (point(start.sample, start.time), drained(before: start))
        (takeOff, refusal) = (drained == nil ? here : nil, drained)
      case .failure(let reason): (takeOff, refusal) = (nil, reason)
      }
      previous = peak.sample
      let width = takeOff.flatMap { self.width(from: $0, over: peak, to: next) }
      return Spike(
        time: Time(coherent: rise.time),
        peak: peak.public,
        threshold: takeOff?.public, noThreshold: refusal,
        halfWidth: width.map { $0.fall - $0.rise },
        halfRise: width?.rise,
        afterHyperpolarisation: trough(after: peak, to: next)?.public)
    }
  }

  /// The point of the curve at a time in the interval after a sample.
  private func point(_ sample: Int, _ time: Double) -> Point {
    let value =
      times[sample] == time ? values[sample] : curve(ofInterval: sample).value(at: time)
    return Point(sample: sample, time: time, value: value)
  }

  /// Why a take-off is none where the rise before it is not over and began at a higher voltage.
  private func drained(before start: TakeOff) -> NoTakeOff? {
    guard let earlier = start.earlier,
      point(earlier.sample, earlier.time).value > point(start.sample, start.time).value
    else { return nil }
    return .drained(Time(coherent: earlier.time))
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
