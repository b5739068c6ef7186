internal import RallNumerics

extension Trace {
  /// A stretch of the way to a peak on which the slope is not below a rate.
  private struct Rise {
    /// Where it begins; nil where the way does.
    let start: Point?
    /// The highest slope on it, mV/ms.
    var steepest: Double
  }

  /// A rise that goes so far beyond the rate is a spike's own, and no ripple on the way to its peak.
  private static let excess = 1.5

  /// Where a spike takes off: the beginning of the last rise before its peak, no sooner than sample
  /// `first`, on which the slope is nowhere below `rate` and goes well beyond it; of the steepest rise
  /// where none does.
  ///
  /// A strong stimulus charges the membrane faster than any spike rises, and yet the spike that
  /// follows takes off on its own where the slope fell below the rate meanwhile. A rise goes on over
  /// the edge of a stimulus as long as the slope on either side is not below the rate. A jump of the
  /// voltage is above any rate where it rises, and ends a rise where it falls.
  func takeOff(of peak: Int, notBefore first: Int, rate: Double) -> Point? {
    let rises = rises(to: peak, from: first, rate: rate)
    let own = rises.last { $0.steepest >= Self.excess * rate }
    return (own ?? rises.max { $0.steepest < $1.steepest })?.start
  }

  private func rises(to peak: Int, from first: Int, rate: Double) -> [Rise] {
    var rises: [Rise] = []
    var isRising = false
    func meet(_ slope: Double, from start: Point?) {
      if isRising {
        rises[rises.count - 1].steepest = max(rises[rises.count - 1].steepest, slope)
      } else {
        rises.append(Rise(start: start, steepest: slope))
      }
      isRising = true
    }
    func point(_ sample: Int) -> Point? {
      sample == first ? nil : Point(sample: sample, time: times[sample], value: values[sample])
    }
    for stretch in stretches[stretches.partitioningIndex { $0.upperBound > first }...] {
      let (start, end) = (max(first, stretch.lowerBound), min(peak, stretch.upperBound))
      guard start < end else { break }
      if isJump(start) {
        if values[end] > values[start] { meet(.infinity, from: point(start)) }
        if values[end] < values[start] { isRising = false }
        continue
      }
      let slope = slope(of: start...end, along: stretch)
      for (number, value) in slope.values.enumerated() {
        guard value >= rate else {
          isRising = false
          continue
        }
        guard number > 0, !isRising else {
          meet(value, from: point(start))
          continue
        }
        let passage = slope.crossings(of: rate, .rising, in: number - 1..<number)[0]
        let interval = start + passage.interval
        let here = curve(ofInterval: interval).value(at: passage.time)
        meet(value, from: Point(sample: interval, time: passage.time, value: here))
      }
    }
    return rises
  }
}
