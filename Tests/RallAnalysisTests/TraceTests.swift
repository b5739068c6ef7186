import RallAnalysis
import RallUnits
import Testing

@Suite("A trace between its samples")
struct TraceTests {
  @Test("the voltage between samples is of order 4 on unequal times")
  func valueOrder() throws {
    let order = try order { spike, trace in
      trace.voltage(at: 4.83.ms)!.coherent - spike.value(at: 4.83)
    }
    // The error wanders with the place of 4.83 ms between its samples.
    #expect(abs(order - 4) < 0.2)
  }

  @Test("a level is crossed at a time of order 4, rising and falling")
  func crossingOrder() throws {
    for (direction, sign) in [(Direction.rising, -1.0), (.falling, 1.0)] {
      let order = try order { spike, trace in
        let crossings = trace.crossings(of: (-20).mV, direction)
        #expect(crossings.count == 1)
        return crossings[0].coherent - (spike.centre + sign * spike.reach(of: -20))
      }
      #expect(abs(order - 4) < 0.2)
    }
  }

  @Test("a peak is of order 4 in voltage and at least 3 in time")
  func peakOrder() throws {
    let voltage = try order { spike, trace in trace.maximum!.voltage.coherent - spike.top }
    let time = try order { spike, trace in trace.maximum!.time.coherent - spike.centre }
    #expect(voltage > 3.8)
    #expect(time > 2.8)
  }

  @Test("no curve is drawn across a break of the slope")
  func breaks() {
    // A charging membrane whose current starts at 2 ms and stops at 6 ms, bent there.
    func value(_ t: Double) -> Double { t < 2 ? 0 : t < 6 ? (t - 2) * (12 - t) : 24 - 4 * (t - 6) }
    let times = (0...20).map { 0.5 * Double($0) }
    let bent = Trace(times: times, values: times.map(value), breaks: [2, 6])
    let smooth = Trace(times: times, values: times.map(value))
    for time in stride(from: 0.05, to: 10, by: 0.1) {
      #expect(abs(bent.voltage(at: time.ms)!.coherent - value(time)) < 1e-12)
    }
    #expect(abs(smooth.voltage(at: 1.75.ms)!.coherent - value(1.75)) > 0.1)
    #expect(abs(bent.crossings(of: 9.mV)[0].coherent - 3) < 1e-14)
  }

  @Test("a break between two samples leaves a line between them")
  func breakBetween() {
    let times = (0...10).map(Double.init)
    let trace = Trace(times: times, values: times.map { $0 < 4.5 ? 0 : $0 * $0 }, breaks: [4.5])
    #expect(trace.voltage(at: 4.5.ms) == 12.5.mV)
    #expect(trace.voltage(at: 3.5.ms) == 0.mV)
    #expect(abs(trace.voltage(at: 5.5.ms)!.coherent - 30.25) < 1e-12)
  }

  @Test("a trace of one sample has an extremum and nothing else")
  func short() {
    let one = Trace(times: [3], values: [-70])
    #expect(one.maximum == one.minimum)
    #expect(one.maximum?.voltage == (-70).mV)
    #expect(one.crossings(of: 0.mV).isEmpty)
    #expect(one.voltage(at: 3.ms) == nil)
    #expect(Trace(times: [], values: []).maximum == nil)
  }

  /// The order with which the largest error over shifted unequal samplings falls.
  func order(_ error: (Bump, Trace) -> Double) throws -> Double {
    let spike = Bump()
    let steps = [0.04, 0.02, 0.01, 0.005]
    let errors = steps.map { step in
      (0..<64).map { abs(error(spike, spike.sampled(every: step, shift: Double($0) / 64))) }.max()!
    }
    return try #require(ConvergenceOrder(steps: steps, errors: errors)).order
  }
}
