import RallAnalysis
import RallUnits
import Testing

@Suite("A trace with a jump in it")
struct JumpTests {
  let rate = VoltageRate(20, .mVPerMs)

  /// Samples of `before` up to 5 ms and of `after` from there on, both of them at 5 ms, 0.3 ms apart.
  private func trace(
    _ before: (Double) -> Double, _ after: (Double) -> Double, to end: Double = 10
  ) -> Trace {
    let early = stride(from: 0, to: 5, by: 0.3) + [5]
    let late = [5] + stride(from: 5.1, to: end, by: 0.3) + [end]
    return Trace(times: early + late, values: early.map(before) + late.map(after))
  }

  @Test("is on either side what is on that side: cubics are told to rounding, and nothing between")
  func sides() throws {
    func before(_ t: Double) -> Double { -70 + t * (1 - 0.1 * t * t) }
    func after(_ t: Double) -> Double { 30 - (t - 5) * (2 + (t - 5) * (3 - 0.2 * (t - 5))) }
    let trace = trace(before, after)
    for t in stride(from: 0.07, to: 10, by: 0.13) {
      let expected = t < 5 ? before(t) : after(t)
      #expect(abs(trace.voltage(at: Time(coherent: t))!.coherent - expected) < 1e-11, "\(t)")
    }
    #expect(trace.voltage(at: 5.ms) == 30.mV)
    // From −77.5 to 30 at once.
    for level in [-77.0, -20, 29.9] {
      #expect(trace.crossings(of: Voltage(coherent: level)) == [5.ms])
    }
    #expect(trace.maximum?.time == 5.ms)
    #expect(trace.maximum?.voltage == 30.mV)
  }

  @Test("downward passes its levels at its time too")
  func downward() {
    let trace = trace({ _ in 20 }, { _ in -80 })
    #expect(trace.crossings(of: 0.mV, .falling) == [5.ms])
    #expect(trace.crossings(of: 0.mV).isEmpty)
  }

  @Test("a spike that a jump begins has its time, and no take-off of its own")
  func spike() throws {
    // From −65 to 0 mV, and back by 20 mV/ms from 7 ms on.
    let times = [0, 2.5, 5, 5, 6, 7, 7, 8, 9, 10, 11, 12]
    let trace = Trace(
      times: times,
      values: times.enumerated().map { $0 < 3 ? -65 : $1 <= 7 ? 0 : -20 * ($1 - 7) })
    let spike = try #require(trace.spikes(above: (-20).mV, takingOffAt: rate).first)
    #expect(spike.time == 5.ms)
    #expect(spike.peak.voltage == 0.mV)
    #expect(spike.threshold == nil && spike.halfWidth == nil)
    #expect(spike.noThreshold == .edge(5.ms))
  }

  @Test("a sample that is there twice is a break like one that is named")
  func twice() throws {
    let bump = Bump()
    let times = stride(from: 0, through: 10, by: 0.01).map { $0 }
    // The stimulus ends on the way up, and the slope halves there.
    let cut = 480
    func value(_ t: Double) -> Double {
      t < times[cut] ? bump.value(at: t) : bump.value(at: times[cut] + 0.5 * (t - times[cut]))
    }
    let named = Trace(times: times, values: times.map(value), breaks: [times[cut]])
    let doubled = Array(times[...cut]) + Array(times[cut...])
    let told = Trace(times: doubled, values: doubled.map(value))
    let spikes = named.spikes(above: (-20).mV, takingOffAt: rate)
    #expect(spikes.count == 1)
    #expect(told.spikes(above: (-20).mV, takingOffAt: rate) == spikes)
    #expect(
      Trace(samples: doubled.flatMap { [$0, value($0)] }) == told)
  }

  @Test("the highest point right behind an edge is found, though the edge is the highest sample")
  func behind() throws {
    // Up to 5 ms a line; then a parabola with its top 0.04 ms behind, between two samples.
    let trace = trace({ 10 * ($0 - 5) }, { 1 - ($0 - 5.04) * ($0 - 5.04) / (0.04 * 0.04) })
    let top = try #require(trace.maximum)
    #expect(abs(top.time.coherent - 5.04) < 1e-9)
    #expect(abs(top.voltage.coherent - 1) < 1e-9)
  }
}
