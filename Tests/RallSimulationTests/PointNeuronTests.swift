import RallMembrane
import RallModel
import RallMorphology
import RallNumerics
import RallSimulation
import RallUnits
import TestNeurons
import Testing

@Suite("The space-clamped squid axon")
struct PointNeuronTests {
  /// The highest (or lowest) point of a trace of equal steps, by the cubic: value and time.
  static func extremum(
    _ trace: [Double], step: Double, lowest: Bool = false, after start: Double = 0
  ) -> (time: Double, value: Double) {
    let first = max(2, Int(start / step))
    let middle = (first..<trace.count - 2).max {
      (trace[$0] < trace[$1]) != lowest && trace[$0] != trace[$1]
    }!
    let found = [middle - 1, middle].map { k in
      let cubic = Cubic(
        times: SIMD4(
          Double(k - 1) * step, Double(k) * step, Double(k + 1) * step, Double(k + 2) * step),
        values: SIMD4(trace[k - 1], trace[k], trace[k + 1], trace[k + 2]))
      let ends = (Double(k) * step, Double(k + 1) * step)
      return lowest
        ? cubic.minimum(from: ends.0, to: ends.1) : cubic.maximum(from: ends.0, to: ends.1)
    }
    return (found[0].value > found[1].value) != lowest ? found[0] : found[1]
  }

  /// The potential after a sudden jump from rest.
  static func jump(_ by: Double, celsius: Double = 6.3, for duration: Double, step: Double) throws
    -> [Double]
  {
    var bench = Bench.point(celsius: celsius)
    bench.recordings = [Recording(name: "v", .sites([.soma]))]
    return try bench.run(
      for: duration, step: step, start: [Bench.rest + by], settled: [Bench.rest]
    ).trace()
  }

  @Test("V11: it rests at −64.974052452 mV, whatever it starts from nearby")
  func rest() throws {
    for start in [-65, -64, -66.5] {
      // The slowest rate at rest is some 0.1/ms: after 400 ms e^−40 is left.
      let end = try Bench.point().run(for: 400, step: 0.05, start: [start]).potentials[0]
      #expect(abs(end - Bench.rest) < 1e-9, "\(end)")
    }
  }

  @Test("V11: the gates at rest are those of the steady state")
  func restingGates() throws {
    var bench = Bench.point()
    bench.recordings = [
      Recording(name: "gates", variables: ["hh.m", "hh.h", "hh.n"], .sites([.soma]))
    ]
    let yield = try bench.run(for: 10, step: 0.05)
    for (track, gate) in [0.053_094_652, 0.595_213_017, 0.318_074_617].enumerated() {
      // The references have nine decimals, as has the potential that it starts from.
      for value in yield.trace(of: track) { #expect(abs(value - gate) < 1e-9) }
    }
  }

  @Test(
    "V12: after a jump the peak is where an eighth-order solver puts it",
    arguments: [
      (15.0, 6.3, 40.384_542_4), (30, 6.3, 41.312_147_3), (90, 6.3, 43.517_072_1),
      (15, 18.5, 31.880_645_6), (30, 18.5, 34.986_414_9), (90, 18.5, 41.315_697_9),
    ])
  func peak(jump: Double, celsius: Double, expected: Double) throws {
    let steps = celsius > 10 ? [0.0025, 0.00125] : [0.01, 0.005]
    let peaks = try steps.map { step in
      let trace = try Self.jump(jump, celsius: celsius, for: 4, step: step)
      return Self.extremum(trace, step: step).value
    }
    // References by DOP853 at 1e-12, to seven decimals; the pair is left with the cube of the step.
    #expect(abs(extrapolated(peaks[0], peaks[1]) - expected) < 5e-5, "\(peaks)")
    #expect(abs(peaks[1] - expected) < 1e-2)
  }

  @Test("V12: peak and after-hyperpolarisation of a 15 mV jump, and their times")
  func times() throws {
    let steps = [0.01, 0.005]
    let traces = try steps.map { try Self.jump(15, for: 8, step: $0) }
    let peaks = zip(traces, steps).map { Self.extremum($0, step: $1) }
    let troughs = zip(traces, steps).map { Self.extremum($0, step: $1, lowest: true, after: 2) }
    #expect(abs(extrapolated(peaks[0].time, peaks[1].time) - 1.158_481_1) < 1e-5)
    #expect(abs(extrapolated(troughs[0].value, troughs[1].value) + 76.177_846_6) < 1e-4)
    #expect(abs(extrapolated(troughs[0].time, troughs[1].time) - 4.024_978_0) < 2e-5)
  }

  @Test("V13: the least jump that fires is 6.48979788 mV, by halving")
  func threshold() throws {
    let thresholds = try [0.02, 0.01].map { step in
      var (low, high) = (6.0, 7.0)
      while high - low > 1e-7 {
        let middle = (low + high) / 2
        let trace = try Self.jump(middle, for: 15, step: step)
        if trace.max()! > -20 { high = middle } else { low = middle }
      }
      return low
    }
    let found = extrapolated(thresholds[0], thresholds[1])
    #expect(abs(found - 6.489_797_88) < 1e-4)
    #expect(abs(thresholds[1] - 6.489_797_88) < 1e-3)
    // At 18.5 °C a jump of 7 mV is too little.
    #expect(try Self.jump(7, celsius: 18.5, for: 10, step: 0.01).max()! < -20)
  }

  /// The rate of firing under a steady current from rest, from the last interval, Hz.
  static func rate(_ density: Double, celsius: Double, step: Double, for duration: Double) throws
    -> Double
  {
    var bench = Bench.point(celsius: celsius, currents: [(density, 0, duration)])
    bench.detectors = [Detector(name: "spikes", at: [.soma], above: -20.mV)]
    let times = try bench.run(for: duration, step: step).times()
    guard times.count > 3 else { return 0 }
    return 1000 / (times[times.count - 1] - times[times.count - 2])
  }

  @Test(
    "V14: steady currents, switched on from rest, give the known rates",
    arguments: [
      (6.5, 6.3, 55.288_219), (7, 6.3, 58.460_264), (8, 6.3, 62.560_956), (10, 6.3, 68.389_645),
      (15, 6.3, 78.694_702), (20, 6.3, 86.506_966), (30, 6.3, 98.773_457), (50, 6.3, 117.056_537),
      (10, 18.5, 188.854_958), (20, 18.5, 254.104_033), (50, 18.5, 352.891_144),
    ])
  func frequency(density: Double, celsius: Double, expected: Double) throws {
    let speed = celsius > 10 ? 4.0 : 1
    let rates = try [0.04, 0.02].map {
      try Self.rate(density, celsius: celsius, step: $0 / speed, for: 600 / speed)
    }
    #expect(abs(extrapolated(rates[0], rates[1]) / expected - 1) < 1e-5)
    #expect(abs(rates[1] / expected - 1) < 1e-3)
  }

  @Test("just below the fold of cycles the same axon falls silent, and just above it does not")
  func fold() throws {
    // V15: 6.2342 µA/cm². Started on the cycle of a larger current and let down in stairs, since a
    // step down may fall into the basin of rest, which is stable too.
    func fires(_ density: Double) throws -> Bool {
      let stairs = [8.0, 7, 6.6, 6.4, 6.3].filter { $0 > density }
      var currents: [(density: Double, from: Double, to: Double)] = stairs.enumerated().map {
        ($1, Double($0) * 100, Double($0 + 1) * 100)
      }
      let begin = Double(stairs.count) * 100
      currents.append((density, begin, 4000))
      var bench = Bench.point(currents: currents)
      bench.detectors = [Detector(name: "spikes", at: [.soma], above: -20.mV)]
      let times = try bench.run(for: 4000, step: 0.02).times()
      return times.last! > 3900
    }
    #expect(try fires(6.2342 * 1.001))
    #expect(try !fires(6.2342 * 0.999))
  }
}
