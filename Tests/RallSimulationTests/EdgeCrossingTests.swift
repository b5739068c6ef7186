import RallCable
import RallModel
import RallMorphology
import RallSimulation
import RallTheory
import RallUnits
import TestNeurons
import Testing

@Suite("An ideal clamp's jump through the threshold")
struct EdgeCrossingTests {
  private static func patch(
    _ levels: [(Double, Double)], from start: Double = 1.03, through: Double = 0
  ) -> Bench {
    var bench = VoltageClampTests.patch(
      VoltageClampTests.clamp(levels, from: start, through: through))
    bench.detectors = [Detector(name: "d", at: [.soma], above: -20.mV)]
    return bench
  }

  @Test(
    "upward crosses it at that very time, downward ends the spike, in every scheme and from the start of a run",
    arguments: [0, 1.03])
  func passes(start: Double) throws {
    let bench = Self.patch([(0, 1), (-80, 1), (-25, 1), (10, 1), (5, 1), (-30, 1)], from: start)
    for accuracy in [RunSettings.Accuracy.standard, .euler] {
      let spikes = try bench.run(for: 9, step: 0.025, accuracy: accuracy).sink.spikes[0]
      #expect(spikes.map(\.time.coherent) == [start, start + 3])
      #expect(spikes.map(\.peak.coherent) == [0, 10])
    }
  }

  @Test("is decided, with an error of 0, in steps however long", arguments: [0.025, 0.2, 0.7])
  func pair(step: Double) throws {
    let yield = try Self.patch([(0, 1), (-80, 1), (10, 1)]).runPair(for: 6, step: step)
    #expect(yield.doubt == nil)
    #expect(yield.spikes().map(\.time.coherent) == [1.03, 1.03 + 1 + 1])
    #expect(yield.spikes().map(\.peak.coherent) == [0, 10])
    #expect(yield.spikes().map(\.error) == [.zero, .zero])
  }

  @Test("is where the crossing under a resistance comes to as the resistance goes")
  func limit() throws {
    // To 0 mV through R: V = −65 e^(−t/RC) but for the leak, 1/20000 of what flows at most; at −20 mV
    // after RC ln(65/20).
    for resistance in [1, 0.1, 0.01] {
      let times = try Self.patch([(0, 1)], through: resistance).run(for: 3, step: 0.0005).times()
      let expected = resistance * 0.01 * logarithm(65.0 / 20)
      #expect(abs((times[0] - 1.03) / expected - 1) < 0.03, "\(resistance): \(times)")
    }
    #expect(try Self.patch([(0, 1)]).run(for: 3, step: 0.0005).times() == [1.03])
  }

  @Test("that stays below it is a rise like any other, told as the highest that was no spike")
  func misses() throws {
    let bench = Self.patch([(-40, 1), (-60, 1), (-30, 1), (-50, 1)])
    let cell = try bench.lowered()
    let plan = try Plan(bench.experiment(for: 7, step: 0.025, .standard), cell)
    var sink = SampleSink(tracks: plan.trackCount, watches: 1)
    var simulation = Simulation(cell, plan)
    _ = try simulation.run(into: &sink)
    #expect(sink.spikes == [[]])
    #expect(simulation.highestMisses(of: 0) == [(-30).mV])
  }

  @Test("is no crossing where the potential does not jump: an edge of a current changes no spike")
  func current() throws {
    // The current is the same on both sides of 2, 3 and 4 ms, in pieces and in one.
    func spikes(_ stimuli: [(Double, Double)]) throws -> [Spike] {
      var bench = Bench.point(
        currents: stimuli.map { (density: 10, from: $0.0, to: $0.1) })
      bench.detectors = [Detector(name: "d", at: [.soma], above: -20.mV)]
      return try bench.runPair(for: 30, step: 0.025).spikes()
    }
    let whole = try spikes([(1, 20)])
    let pieces = try spikes([(1, 2), (2, 3), (3, 4), (4, 20)])
    #expect(whole.count > 0 && whole.count == pieces.count)
    for (a, b) in zip(whole, pieces) {
      // Order 3 at 0.025 ms: the errors that are printed, of order 2, are far above.
      #expect(abs(a.time.coherent - b.time.coherent) < a.error!.coherent + b.error!.coherent)
    }
  }
}
