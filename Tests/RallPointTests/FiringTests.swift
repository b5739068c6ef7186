import RallModel
import RallPoint
import RallTheory
import RallUnits
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite("The integrate-and-fire neuron")
struct FiringTests {
  @Test(
    "V25: fires under a steady current at the rate of its formula, from every rest",
    arguments: [15.1, 16, 18, 20, 30, 60], [0.0, -70])
  func rate(drive: Double, rest: Double) throws {
    var bench = PointBench(cell: .standard(rest: rest), duration: 5000)
    bench.stimuli = [.step(drive / 10)]
    bench.levels = [Voltage(coherent: rest + 15)]
    let times = try bench.run().ledger.times()
    let last = 1000 / (times[times.count - 1] - times[times.count - 2])
    let theory = IntegrateAndFire(timeConstant: 20, threshold: 15, refractoryPeriod: 2)
    #expect(abs(last - theory.rate(drive: drive)) < 1e-10)
    // It fires at first after one interval less the refractory period, and then like a clock.
    let interval = 1000 / theory.rate(drive: drive)
    for (number, time) in times.enumerated() {
      #expect(abs(time - (Double(number + 1) * interval - 2)) < 1e-10)
    }
  }

  @Test("fires under a ramp when root finding with 40 digits says")
  func ramp() throws {
    // Each spike by bisection of the closed form with mpmath: τ 20 ms, R 10 MΩ, threshold 15 mV,
    // refractory 2 ms, 0.02 nA/ms from 5 ms.
    let expected = [
      99.82544932752584014212, 124.6006837315021783093, 143.5455422518535259394,
      159.6246973097836349467, 173.9119590762941974206, 186.941241299871411127,
      199.0241314318543712429, 210.3613531437435826593,
    ]
    var bench = PointBench(cell: .standard(), duration: 215)
    bench.stimuli = [AppliedStimulus((0, 0), (5, 0), (215, 4.2))]
    bench.levels = [15.mV]
    let times = try bench.run().ledger.times()
    #expect(times.count == expected.count)
    // Some roundings of a time near 256 ms and of a potential near 15 mV, at 0.1 mV/ms or more.
    for (time, exact) in zip(times, expected) { #expect(abs(time - exact) < 5e-13) }
  }

  @Test("fires at the same bits however often it is read, and whatever is read")
  func reading() throws {
    var bench = PointBench(cell: .standard(rest: -65), duration: 300)
    bench.stimuli = [
      .step(1.6, from: 10, to: 200), AppliedStimulus((0, 0), (50, 0), (250, 1), (300, 0)),
    ]
    bench.levels = [-50.mV]
    let alone = try bench.run().ledger.times()
    #expect(alone.count > 3)
    for intervals in [[0.025], [0.1], [1.7, 0.01], [300]] {
      bench.intervals = intervals
      bench.levels = [-50.mV, -55.mV, -64.mV]
      let ledger = try bench.run().ledger
      #expect(ledger.times() == alone)
      for (interval, frames) in zip(intervals, ledger.frames) {
        #expect(frames.count == Int((300 / interval * (1 + 1e-12)).rounded(.down)) + 1)
      }
    }
  }

  @Test("shows the same potential at a time that two intervals have in common")
  func frames() throws {
    var bench = PointBench(cell: .standard(rest: -65), duration: 200)
    bench.stimuli = [.step(1.9, from: 3)]
    bench.intervals = [0.25, 1, 0.5]
    let frames = try bench.run().ledger.frames
    for k in 0...200 {
      #expect(frames[1][k] == frames[0][4 * k])
      #expect(frames[2][2 * k] == frames[0][4 * k])
    }
  }

  @Test("is held at its reset for the refractory period, whatever flows in", arguments: [0.0, -6])
  func refractoriness(reset: Double) throws {
    var bench = PointBench(cell: .standard(reset: reset, refractory: 5), duration: 500)
    bench.stimuli = [.step(2), AppliedStimulus((0, 0), (100, 0), (400, 20), (500, 0))]
    bench.intervals = [0.01]
    bench.levels = [15.mV]
    let ledger = try bench.run().ledger
    let times = ledger.times()
    #expect(times.count > 20)
    for (time, next) in zip(times, times.dropFirst()) { #expect(next - time > 5) }
    for time in times where time < 490 {
      for k in Int((time / 0.01).rounded(.up))...Int(((time + 5) / 0.01).rounded(.down)) {
        #expect(ledger.frames[0][k] == reset)
      }
    }
    #expect(ledger.frames[0].max()! < 15)
  }

  @Test(
    "lengthens every interval of a steady current by the refractory period", arguments: [0.5, 7])
  func refractoryInterval(refractory: Double) throws {
    func interval(_ refractory: Double) throws -> Double {
      var bench = PointBench(cell: .standard(refractory: refractory), duration: 400)
      bench.stimuli = [.step(2.2)]
      bench.levels = [15.mV]
      let times = try bench.run().ledger.times()
      return times[4] - times[3]
    }
    #expect(abs(try interval(refractory) - interval(0) - refractory) < 1e-12)
  }

  @Test("does not mind when its day begins")
  func shift() throws {
    func times(_ start: Double) throws -> [Double] {
      var bench = PointBench(cell: .standard(), duration: start + 200)
      bench.stimuli = [.step(2.7, from: start, to: start + 120)]
      bench.levels = [15.mV]
      return try bench.run().ledger.times()
    }
    let (early, late) = (try times(0), try times(512))
    #expect(early.count == late.count && early.count > 2)
    for (a, b) in zip(early, late) { #expect(abs(b - 512 - a) < 1e-12) }
  }

  @Test("does not mind in how many parts a current is given")
  func parts() throws {
    func times(_ stimuli: [AppliedStimulus]) throws -> [Double] {
      var bench = PointBench(cell: .standard(), duration: 300)
      bench.stimuli = stimuli
      bench.levels = [15.mV]
      return try bench.run().ledger.times()
    }
    let whole = try times([AppliedStimulus((0, 1), (300, 4))])
    let cut = try times([
      AppliedStimulus((0, 0), (300, 2)),
      AppliedStimulus((0, 1), (37, 1.1233333333333333), (110, 1.3666666666666667), (300, 2)),
    ])
    #expect(whole.count == cut.count && whole.count > 10)
    // The corners are rounded, and so are the potentials there.
    for (a, b) in zip(whole, cut) { #expect(abs(a - b) < 1e-11) }
  }

  @Test("fires at once where a pulse has just brought it to the threshold")
  func edge() throws {
    var bench = PointBench(cell: .standard(), duration: 100)
    let arrival = 20 * log(20.0 / 5)
    // The pulse ends with the arrival, give or take a rounding; the spike is there or is not, and a
    // hair later it is.
    for (end, count) in [(arrival * (1 - 1e-14), 0), (arrival * (1 + 1e-14), 1)] {
      bench.stimuli = [.step(2, from: 0, to: end)]
      bench.levels = [15.mV]
      #expect(try bench.run().ledger.times().count == count)
    }
  }

  @Test(
    "never fires under a current that leads just to the threshold, and at once under a trace more")
  func rheobase() throws {
    var bench = PointBench(cell: .standard(), duration: 5000)
    bench.stimuli = [.step(1.5, from: 0, to: 4000)]
    bench.levels = [15.mV]
    #expect(try bench.run().ledger.times().isEmpty)
    bench.stimuli.append(.step(0.001, from: 3000, to: 4000))
    let times = try bench.run().ledger.times()
    #expect(abs(times[0] - 3000) < 1e-9)
    let theory = IntegrateAndFire(timeConstant: 20, threshold: 15, refractoryPeriod: 2)
    #expect(abs(1000 / (times[3] - times[2]) - theory.rate(drive: 15.01)) < 1e-9)
  }

  @Test("is seen by a detector below its threshold where it passes that level")
  func lowerLevel() throws {
    // The run ends within a refractory period, so that no passage is left open.
    var bench = PointBench(cell: .standard(), duration: 178)
    bench.stimuli = [.step(2)]
    bench.levels = [15.mV, 10.mV, -1.mV]
    let ledger = try bench.run().ledger
    let rise = 20 * (log(20.0 / 5) - log(20.0 / 10))
    #expect(ledger.times(1).count == ledger.times(0).count)
    for (low, high) in zip(ledger.times(1), ledger.times(0)) {
      #expect(abs(high - low - rise) < 1e-12)
    }
    for spike in ledger.spikes[0] + ledger.spikes[1] {
      #expect(spike.peak == 15.mV)
      #expect(spike.error == .zero)
    }
    // Never below it, so never up through it.
    #expect(ledger.times(2).isEmpty)
  }

  @Test("refuses what it cannot do, in words")
  func refusals() throws {
    func error(_ change: (inout PointBench) -> Void) -> PointError? {
      var bench = PointBench(cell: .standard(rest: -70, refractory: 0), duration: 100)
      bench.intervals = [1]
      bench.levels = [-55.mV]
      change(&bench)
      do { _ = try bench.run() } catch { return error as? PointError }
      return nil
    }
    #expect(error { _ in } == nil)
    #expect(error { $0.levels = [-20.mV] } == .unreachable(level: -20.mV, threshold: -55.mV))
    #expect(error { $0.start = -55.mV } == .start(-55.mV, threshold: -55.mV))
    #expect(error { $0.variable = "ina" } == .variable(track: "t", "ina"))
    #expect(
      error { $0.stimuli = [AppliedStimulus(type: "noise", (0, 1))] }
        == .notLinear(stimulus: "i", type: "noise"))
    #expect(error { $0.stimuli = [.step(1, from: 5, to: 3)] } == .overlappingPulses("i"))
    #expect(error { $0.stimuli = [.step(1e300, from: 5)] } == .tooFast(5.ms))
  }

  @Test("hands over what it has when it is stopped")
  func interruption() throws {
    var bench = PointBench(cell: .standard(), duration: 1e6)
    bench.stimuli = [.step(2)]
    bench.intervals = [1]
    bench.levels = [15.mV]
    let (ledger, outcome) = try bench.run(asking: 3)
    guard case .interrupted(let time) = outcome else {
      Issue.record("it was not stopped")
      return
    }
    #expect(time.coherent > 1000 && time.coherent < 1e5)
    #expect(ledger.frames[0].count == Int(time.coherent.rounded(.up)))
    let whole = try bench.run().ledger
    #expect(ledger.frames[0][...] == whole.frames[0].prefix(ledger.frames[0].count))
    #expect(ledger.times()[...] == whole.times().prefix(ledger.times().count))
  }
}
