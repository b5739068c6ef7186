public import RallUnits

/// What a rate of change of a voltage is; coherent in mV/ms, which is V/s.
public enum VoltageRateKind: QuantityKind {
  /// Voltage over time.
  public static let dimensions = Dimensions(time: -1, voltage: 1)
  /// The millivolt a millisecond.
  public static let usual = (symbol: "mV/ms", size: 1.0)
}

/// Rate of change of a voltage, coherent in mV/ms.
public typealias VoltageRate = Quantity<VoltageRateKind>

extension Quantity.Unit where Kind == VoltageRateKind {
  /// Millivolt a millisecond, or volt a second.
  public static var mVPerMs: Self { Self(size: 1) }
}

extension Trace {
  /// The rate of change at some samples of one stretch, as a trace of its own.
  ///
  /// At each sample it is the slope of the polynomial through the five nearest samples of the
  /// stretch, of order 4 in the sampling step also on unequal times.
  func slope(of samples: ClosedRange<Int>, along stretch: ClosedRange<Int>) -> Trace {
    let slopes = samples.map { sample in
      let first = max(stretch.lowerBound, min(sample - 2, stretch.upperBound - 4))
      let last = min(stretch.upperBound, first + 4)
      return slope(at: sample, through: first...last)
    }
    return Trace(times: Array(times[samples]), values: slopes)
  }

  /// The slope at one sample of the polynomial through some samples, by Lagrange's formula.
  private func slope(at sample: Int, through samples: ClosedRange<Int>) -> Double {
    let t = times[sample]
    var sum = 0.0
    for other in samples where other != sample {
      // The derivative at `sample` of the polynomial that is 1 at `other` and 0 at the rest.
      var weight = 1 / (times[other] - t)
      for third in samples where third != other && third != sample {
        weight *= (t - times[third]) / (times[other] - times[third])
      }
      sum += weight * (values[other] - values[sample])
    }
    return sum
  }
}
