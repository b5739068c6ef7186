internal import RallNumerics
internal import RallUnits

/// Where a spike takes off: a time, and the sample that it is not before.
struct TakeOff {
  let sample: Int
  let time: Double
  /// Where the rise before it began, if there the slope was above 0 ever since.
  var earlier: (sample: Int, time: Double)?
}

extension NoTakeOff: Error {}

extension Trace {
  /// A stretch of the way to a peak on which the slope is not below a rate.
  private struct Rise {
    /// Where it begins.
    let start: Result<TakeOff, NoTakeOff>
    /// The highest slope on it, mV/ms.
    var steepest: Double
  }

  /// A rise that goes so far beyond the rate is a spike's own, and no ripple on the way to its peak.
  private static let excess = 1.5

  /// Slopes on both sides of an edge that differ by less, as a share of the rate, differ by how well a
  /// slope can be told from samples on one side.
  private static let tolerance = 0.1

  /// Where a spike takes off: the beginning of the last rise before its peak, no sooner than sample
  /// `first`, on which the slope is nowhere below `rate` and goes well beyond it; of the steepest rise
  /// where none does.
  ///
  /// A rise goes on over the edge of a stimulus as long as the slope on either side is not below the
  /// rate. One that begins with an edge or a jump has no take-off of its own, nor has what never rises so
  /// fast; a jump down ends a rise (docs/decisions/0020-threshold.md).
  func takeOff(
    of peak: Int, notBefore first: Int, rate: Double
  ) -> Result<TakeOff, NoTakeOff> {
    let rises = rises(to: peak, from: first, rate: rate)
    let own = rises.last { $0.steepest >= Self.excess * rate }
    return (own ?? rises.max { $0.steepest < $1.steepest })?.start ?? .failure(.driven)
  }

  private func rises(to peak: Int, from first: Int, rate: Double) -> [Rise] {
    var rises: [Rise] = []
    var isRising = false
    /// The lowest slope since the last rise ended.
    var lowest = Double.infinity
    /// The slope just before the stretch.
    var before = -Double.infinity
    func meet(_ slope: Double, from start: Result<TakeOff, NoTakeOff>) {
      if isRising {
        rises[rises.count - 1].steepest = max(rises[rises.count - 1].steepest, slope)
      } else {
        let before = lowest > 0 ? try? rises.last?.start.get() : nil
        rises.append(
          Rise(
            start: start.map {
              TakeOff(
                sample: $0.sample, time: $0.time, earlier: before.map { ($0.sample, $0.time) })
            }, steepest: slope))
        lowest = .infinity
      }
      isRising = true
    }
    func edge(_ sample: Int) -> NoTakeOff {
      sample == first ? .begun : .edge(Time(coherent: times[sample]))
    }
    for stretch in stretches[stretches.partitioningIndex { $0.upperBound > first }...] {
      let (start, end) = (max(first, stretch.lowerBound), min(peak, stretch.upperBound))
      guard start < end else { break }
      if isJump(start) {
        let jump = values[end] - values[start]
        if jump > 0 { meet(.infinity, from: .failure(edge(start))) }
        if jump < 0 { (isRising, lowest) = (false, -.infinity) }
        if jump != 0 { before = -.infinity }
        continue
      }
      let slope = slope(of: start...end, along: stretch)
      for (number, value) in slope.values.enumerated() {
        guard value >= rate else {
          isRising = false
          lowest = min(lowest, value)
          continue
        }
        if number > 0, !isRising {
          let passage = slope.crossings(of: rate, .rising, in: number - 1..<number)[0]
          meet(value, from: .success(TakeOff(sample: start + passage.interval, time: passage.time)))
        } else if !isRising, before >= rate * (1 - Self.tolerance) {
          meet(value, from: .success(TakeOff(sample: start, time: times[start])))
        } else {
          meet(value, from: .failure(edge(start)))
        }
      }
      before = slope.values[slope.values.count - 1]
    }
    return rises
  }
}
