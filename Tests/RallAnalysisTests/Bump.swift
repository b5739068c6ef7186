import RallAnalysis

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A spike with a closed form: a Gaussian on a resting voltage.
struct Bump {
  var rest = -65.0
  var height = 105.0
  var centre = 5.0
  var width = 0.4

  var top: Double { rest + height }

  func value(at t: Double) -> Double {
    rest + height * exp(-(t - centre) * (t - centre) / (width * width))
  }

  func slope(at t: Double) -> Double {
    (value(at: t) - rest) * -2 * (t - centre) / (width * width)
  }

  /// The time from the centre to a voltage.
  func reach(of voltage: Double) -> Double { width * log(height / (voltage - rest)).squareRoot() }

  /// The time of the first rise of the slope through a rate: the slope grows until width/√2
  /// before the centre.
  func takeOff(at rate: Double) -> Double {
    var (low, high) = (centre - 10 * width, centre - width / 2.0.squareRoot())
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if slope(at: middle) < rate { low = middle } else { high = middle }
    }
    return low
  }

  /// Samples at unequal times, long steps and short ones by turns (13 to 7); `shift` is in pairs.
  func sampled(every step: Double, shift: Double = 0, to end: Double = 10) -> Trace {
    let times = (0...Int(end / step)).map {
      (Double($0) + 2 * shift + ($0.isMultiple(of: 2) ? 0 : 0.3)) * step
    }
    return Trace(times: times, values: times.map(value))
  }
}
