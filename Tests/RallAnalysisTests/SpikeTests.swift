import RallAnalysis
import RallUnits
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite("The features of an action potential")
struct SpikeTests {
  let rate = VoltageRate(20, .mVPerMs)

  @Test("threshold, peak and half-width of a spike with a closed form")
  func closedForm() throws {
    let bump = Bump()
    let spike = try #require(
      bump.sampled(every: 0.01, to: 7).spikes(above: (-20).mV, takingOffAt: rate).first)
    let takeOff = bump.takeOff(at: 20)
    let half = (bump.value(at: takeOff) + bump.top) / 2
    // Order 4: f⁗h⁴ ~ 105·12/0.4⁴·1e-8/24 = 2e-5 mV; times have that over the slope there.
    #expect(abs(spike.time.coherent - (5 - bump.reach(of: -20))) < 1e-6)
    #expect(abs(spike.peak.voltage.coherent - 40) < 2e-5)
    let threshold = try #require(spike.threshold)
    #expect(abs(threshold.time.coherent - takeOff) < 1e-5)
    #expect(abs(threshold.voltage.coherent - bump.value(at: takeOff)) < 1e-4)
    #expect(abs(try #require(spike.halfWidth).coherent - 2 * bump.reach(of: half)) < 1e-5)
    #expect(spike.afterHyperpolarisation == nil)
  }

  @Test("the threshold is of order 4 in the sampling step")
  func thresholdOrder() throws {
    let bump = Bump()
    let steps = [0.04, 0.02, 0.01, 0.005]
    let errors = try steps.map { step in
      try (0..<64).map { shift in
        let trace = bump.sampled(every: step, shift: Double(shift) / 64)
        let spike = try #require(trace.spikes(above: (-20).mV, takingOffAt: rate).first)
        return abs(try #require(spike.threshold).time.coherent - bump.takeOff(at: 20))
      }.max()!
    }
    #expect(abs(try #require(ConvergenceOrder(steps: steps, errors: errors)).order - 4) < 0.3)
  }

  @Test("each spike of a train has its own features, and a trough before the next")
  func train() throws {
    // Three equal bumps less a slow trough between them.
    let centres = [5.0, 15.0, 25.0]
    let bump = Bump()
    let times = (0...3000).map { Double($0) * 0.01 }
    let values = times.map { t in
      centres.reduce(-65 - 5 * (1 - 0.01 * (t - 10) * (t - 10))) {
        $0 + Bump(rest: 0, centre: $1).value(at: t)
      }
    }
    let trace = Trace(times: times, values: values)
    let spikes = trace.spikes(above: 0.mV, takingOffAt: rate)
    #expect(spikes.count == 3)
    let train = SpikeTrain(times: spikes.map(\.time))
    #expect(train.intervals.count == 2)
    let trough = try #require(spikes[0].afterHyperpolarisation)
    #expect(abs(trough.time.coherent - 10) < 1e-6)
    #expect(abs(trough.voltage.coherent + 70) < 1e-10)
    #expect(spikes.allSatisfy { $0.threshold != nil && $0.halfWidth != nil })
    #expect(zip(spikes, centres).allSatisfy { abs($0.peak.time.coherent - $1) < 0.01 })
    #expect(bump.width > spikes[0].halfWidth!.coherent / 2)
  }

  @Test("a rise that an edge begins has no threshold; one that an edge ends has its own")
  func edges() throws {
    // A ramp of 30 mV/ms from 4 ms on, then a spike on top of it.
    let bump = Bump(rest: 0, height: 100)
    let times = (0...1000).map { Double($0) * 0.01 }
    func drive(_ t: Double) -> Double { t < 4 ? -65 : t < 4.3 ? -65 + 30 * (t - 4) : -56 }
    let trace = Trace(
      times: times, values: times.map { drive($0) + bump.value(at: $0) }, breaks: [4, 4.3])
    let spike = try #require(trace.spikes(above: 0.mV, takingOffAt: rate).first)
    #expect(spike.threshold == nil && spike.halfWidth == nil)
    #expect(spike.noThreshold == .edge(4.ms))
    let slow = trace.spikes(above: 0.mV, takingOffAt: VoltageRate(100, .mVPerMs))
    #expect(abs(slow[0].threshold!.time.coherent - bump.takeOff(at: 100)) < 1e-4)
    #expect(slow[0].noThreshold == nil)
  }

  @Test(
    "what a stimulus does by itself is no part of a take-off, wherever its edges fall",
    arguments: [1.0, 30, 300], [0.3, 0.8, 1.1])
  func driven(strength: Double, duration: Double) throws {
    // A pulse from 4 ms on charges with 1 ms; the spike has its steepest rise at 4.72 ms and its peak at 5 ms.
    let bump = Bump(rest: 0, height: 60)
    let (start, end) = (4.0, 4 + duration)
    func response(_ t: Double) -> Double {
      let charged = strength * (1 - exp(-(min(t, end) - start)))
      return t < start ? 0 : t < end ? charged : charged * exp(-(t - end))
    }
    let times = (0...2000).map { Double($0) * 0.005 }
    let trace = Trace(
      times: times, values: times.map { response($0) + bump.value(at: $0) - 65 },
      breaks: [start, end])
    let spike = try #require(
      trace.spikes(above: (-30).mV, takingOffAt: rate, beyond: times.map(response)).first)
    let threshold = try #require(spike.threshold)
    let takeOff = bump.takeOff(at: 20)
    // Of order 4 in 0.005 ms: f⁗h⁴ ~ 60·12/0.4⁴·6e-10/24 = 7e-7 mV.
    #expect(abs(threshold.time.coherent - takeOff) < 1e-6)
    #expect(
      abs(threshold.voltage.coherent - (response(takeOff) + bump.value(at: takeOff) - 65)) < 1e-4)
  }

  @Test("of two passages in one rise the later counts, unless it is the lower")
  func dip() throws {
    // The slope passes 20 mV/ms at 4.22 ms, is 51 at 4.3 and 6 at 4.5, and passes 20 again at 4.66.
    let bump = Bump(rest: -65, height: 100, centre: 5.2, width: 0.25)
    func early(_ t: Double) -> Double { 3.2 * (1 + tanh((t - 4.3) / 0.07)) }
    func charge(_ t: Double) -> Double { -12 * (1 + tanh((t - 4.4) / 0.05)) }
    let times = (0...4000).map { Double($0) * 0.0025 }
    let own = times.map { bump.value(at: $0) + early($0) + 5 * max(0, min($0 - 4, 1)) }
    let rising = Trace(times: times, values: own)
    let last = try #require(rising.spikes(above: 0.mV, takingOffAt: rate).first)
    #expect(try #require(last.threshold).time > 4.6.ms)
    let driven = times.map(charge)
    let falling = Trace(times: times, values: zip(own, driven).map { $0 + $1 })
    let drained = try #require(
      falling.spikes(above: (-20).mV, takingOffAt: rate, beyond: driven).first)
    #expect(drained.threshold == nil && drained.halfWidth == nil)
    guard case .drained(let time)? = drained.noThreshold else {
      Issue.record("\(drained)")
      return
    }
    #expect(time > 4.2.ms && time < 4.3.ms)
  }

  @Test("what a stimulus alone carries over the level has no threshold")
  func carried() throws {
    let times = (0...1000).map { Double($0) * 0.01 }
    func response(_ t: Double) -> Double { t < 4 ? 0 : 100 * (1 - exp(-(t - 4))) }
    let trace = Trace(times: times, values: times.map { response($0) - 65 }, breaks: [4])
    let spike = try #require(
      trace.spikes(above: 0.mV, takingOffAt: rate, beyond: times.map(response)).first)
    #expect(spike.threshold == nil && spike.halfWidth == nil && spike.noThreshold == .driven)
  }

  @Test("a strong step charges faster than the spike rises, and yet the spike takes off on its own")
  func charging() throws {
    // 40 mV with a time constant of 0.05 ms: 800 mV/ms at first and nothing at the spike, whose
    // steepest rise is 60·√2/(0.4 √e) = 129 mV/ms.
    let bump = Bump(rest: -25, height: 60)
    let times = (0...1000).map { Double($0) * 0.01 }
    func charge(_ t: Double) -> Double { t < 3 ? 0 : 40 * (1 - exp(-(t - 3) / 0.05)) }
    let trace = Trace(
      times: times, values: times.map { bump.value(at: $0) - 40 + charge($0) }, breaks: [3])
    let spike = try #require(trace.spikes(above: 0.mV, takingOffAt: rate).first)
    #expect(abs(try #require(spike.threshold).time.coherent - bump.takeOff(at: 20)) < 1e-5)
  }

  @Test("a spike that is less steep than the one before it has its own threshold")
  func tired() throws {
    let (first, second) = (Bump(), Bump(rest: 0, height: 60, centre: 8))
    let times = (0...1000).map { Double($0) * 0.01 }
    let trace = Trace(
      times: times, values: times.map { first.value(at: $0) + second.value(at: $0) })
    // The first is steepest at 11 mV, above this level.
    let spikes = trace.spikes(above: (-20).mV, takingOffAt: rate)
    #expect(spikes.count == 2)
    let threshold = try #require(spikes.last?.threshold)
    #expect(abs(threshold.time.coherent - second.takeOff(at: 20)) < 1e-5)
  }

  @Test("a rise that is slow to come, and is over before the spike, is not the spike's own")
  func delayed() throws {
    // 40 mV that come from afar: dV/dt rises from 0 to 686 mV/ms within 0.035 ms and is 0 again long before
    // the spike, whose steepest rise is 129 mV/ms.
    let bump = Bump(rest: -25, height: 60)
    func charge(_ t: Double) -> Double { t < 3 ? 0 : 40 * (1 - exp(-400 * (t - 3) * (t - 3))) }
    for step in [0.001, 0.002, 0.005] {
      let times = (0...Int(10 / step)).map { Double($0) * step }
      let trace = Trace(
        times: times, values: times.map { bump.value(at: $0) - 40 + charge($0) }, breaks: [3])
      let spike = try #require(trace.spikes(above: 0.mV, takingOffAt: rate).first)
      let threshold = try #require(spike.threshold)
      #expect(abs(threshold.time.coherent - bump.takeOff(at: 20)) < 1e-5)
    }
  }

  @Test("a ripple on the way to the peak is no take-off", arguments: [4, 7])
  func ripple(size: Double) throws {
    let bump = Bump()
    // So many mV/ms up and down, by turns faster than the slope falls towards the peak.
    let times = (0...20_000).map { Double($0) * 0.0005 }
    func ripple(_ t: Double) -> Double { t < 4.8 ? 0 : 0.002 * size * (1 - cos((t - 4.8) / 0.002)) }
    let trace = Trace(
      times: times, values: times.map { bump.value(at: $0) + ripple($0) })
    let spike = try #require(trace.spikes(above: 0.mV, takingOffAt: rate).first)
    #expect(abs(try #require(spike.threshold).time.coherent - bump.takeOff(at: 20)) < 1e-5)
  }

  @Test("a trace that begins in the rise has no threshold")
  func cut() throws {
    let bump = Bump()
    let times = (0...400).map { 4.8 + Double($0) * 0.01 }
    let trace = Trace(times: times, values: times.map(bump.value))
    let spike = try #require(trace.spikes(above: 35.mV, takingOffAt: rate).first)
    #expect(spike.threshold == nil && spike.noThreshold == .begun)
    #expect(spike.halfWidth == nil)
    #expect(trace.spikes(above: 41.mV, takingOffAt: rate).isEmpty)
  }

  @Test("the rate of a train is its intervals over its span")
  func rates() {
    let clock = SpikeTrain(times: [10.ms, 30.ms, 50.ms, 70.ms])
    #expect(clock.rate == 50.Hz)
    #expect(clock.lastRate == 50.Hz)
    #expect(clock.intervalVariation == 0)
    let settling = SpikeTrain(times: [10.ms, 20.ms, 40.ms])
    #expect(abs(settling.intervalVariation! - 50.0.squareRoot() / 15) < 1e-15)
    #expect(settling.lastRate == 50.Hz)
    #expect(SpikeTrain(times: [10.ms]).rate == nil)
    #expect(SpikeTrain(times: []).intervals.isEmpty)
  }
}
