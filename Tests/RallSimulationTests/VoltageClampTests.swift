import Foundation
import RallAnalysis
import RallCable
import RallModel
import RallMorphology
import RallSimulation
import RallTheory
import RallUnits
import TestNeurons
import Testing

@Suite("A voltage clamp")
struct VoltageClampTests {
  /// 1000 µm² of passive membrane: 0.01 nF, 0.0005 µS.
  static func patch(_ clamp: VoltageClamp) -> Bench {
    var bench = Bench(
      cell: Cell { Coat(.all, .passive(g: 0.05.mS / .cm2, e: -65.mV)) },
      morphology: .lump(area: 1000))
    bench.stimuli = [Stimulus(name: "clamp", at: .soma, clamp)]
    return bench
  }

  static func clamp(_ levels: [(Double, Double)], from start: Double = 1, through: Double = 0)
    -> VoltageClamp
  {
    VoltageClamp(
      levels.map { VoltageClamp.Level(Voltage(coherent: $0.0), for: Time(coherent: $0.1)) },
      from: Time(coherent: start), seriesResistance: Resistance(coherent: through))
  }

  /// The clamp's own track, the first where nothing else is recorded.
  static func current(_ bench: Bench, for duration: Double, step: Double) throws -> [Double] {
    let yield = try bench.run(for: duration, step: step)
    #expect(yield.layout.tracks[0].name == "clamp.current")
    #expect(yield.layout.tracks[0].variable == "i_electrode" && yield.layout.tracks[0].unit == "nA")
    return yield.trace()
  }

  /// What overshoots is by theory nothing; of the scheme at most 1.3 % of the jump (`Gradation`).
  @Test(
    "through a resistance brings nothing beyond its command, however fast it charges what it is on",
    arguments: RunSettings.Accuracy.allCases, ["patch", "tip"])
  func overshoot(accuracy: RunSettings.Accuracy, place: String) throws {
    for power in stride(from: -3, through: 3, by: 0.25) {
      let resistance = pow(10, power)
      let clamp = Self.clamp([(-20, 1)], from: 0.5, through: resistance)
      var bench = Self.patch(clamp)
      if place == "tip" {
        bench = Bench(
          cell: bench.cell, morphology: .cylinder(length: 500.um, diameter: 0.5.um),
          division: .longest(5.um))
        bench.stimuli = [Stimulus(name: "clamp", at: .section(0, 0), clamp)]
      }
      let cell = try bench.lowered()
      // 1.3 % of these 45 mV. The difference of a pair's two runs comes on top, less than half of that.
      let beyond = accuracy == .euler ? 0.01 : accuracy == .standard ? 0.6 : 0.3
      bench.detectors = [
        Detector(
          name: "beyond", at: [bench.stimuli[0].site], above: Voltage(coherent: -20 + beyond))
      ]
      let plan = try Plan(bench.experiment(for: 1.5, step: 0.025, accuracy), cell)
      var sink = MemorySink(plan.layout)
      if accuracy == .richardson {
        var pair = PairedSimulation(cell, plan)
        _ = try pair.run(into: &sink)
      } else {
        var simulation = Simulation(cell, plan)
        _ = try simulation.run(into: &sink)
      }
      #expect(sink.spikes == [[]], "\(accuracy), \(place), \(resistance) Mohm")
    }
  }

  @Test(
    "through a resistance charges a passive patch as theory says, with order 2 after every jump",
    arguments: [5, 50])
  func patchThroughResistance(resistance: Double) throws {
    // −65 for 1 ms, then −45 for 4 ms, then −85 for 4 ms, then free.
    let bench = Self.patch(Self.clamp([(-45, 4), (-85, 4)], through: resistance))
    let (c, g, s) = (0.01, 0.0005, 1 / resistance)
    func settled(_ command: Double) -> Double { (g * -65 + s * command) / (g + s) }
    func exact(_ time: Double) -> Double {
      let decay = exponential(-4 * (g + s) / c)
      let atSwitch = settled(-45) + (-65 - settled(-45)) * decay
      switch time {
      case ..<1: return 0
      case ..<5:
        let v = settled(-45) + (-65 - settled(-45)) * exponential(-(time - 1) * (g + s) / c)
        return s * (-45 - v)
      case ..<9:
        let v = settled(-85) + (atSwitch - settled(-85)) * exponential(-(time - 5) * (g + s) / c)
        return s * (-85 - v)
      default: return 0
      }
    }
    let steps = [0.02, 0.01, 0.005]
    let errors = try steps.map { step in
      let trace = try Self.current(bench, for: 10, step: step)
      return trace.enumerated().map { $1 - exact(Double($0) * step) }
    }
    // The time constant is 0.05 or 0.5 ms; the largest current 40 mV/Rs.
    for time in [1, 1.1, 1.3, 5, 5.1, 5.3] {
      let found = zip(errors, steps).map { $0[Int((time / $1).rounded())] }
      if time == 1 || time == 5 {
        // Right on the jump the potential is what it was, and its error what is left of the first.
        #expect(found.allSatisfy { abs($0) < 1e-6 * 40 / resistance }, "\(found)")
      } else {
        let order = try #require(ConvergenceOrder(steps: steps, errors: found)).order
        #expect(abs(order - 2) < 0.25, "at \(time): \(order)")
      }
    }
    // A hundredth of the time constant.
    let step = resistance * 1e-4
    let pair = try PairedSimulationTests.pair(bench, for: 10, step: step)
    let worst = pair.sink.frames[0].enumerated().map { abs($1 - exact(Double($0) * step)) }.max()!
    #expect(worst < 1e-6 * 40 / resistance, "\(worst * resistance / 40)")
  }

  @Test("without resistance holds a patch: its leak flows, and no more, to rounding")
  func idealPatch() throws {
    let trace = try Self.current(
      Self.patch(Self.clamp([(-45, 4), (-85, 4)])), for: 10, step: 0.025)
    for (frame, current) in trace.enumerated() {
      let expected: Double =
        switch frame {
        case ..<40: 0
        case ..<200: 0.0005 * 20
        case ..<360: 0.0005 * -20
        default: 0
        }
      #expect(abs(current - expected) < 1e-15, "\(frame)")
    }
  }

  @Test("without resistance finds the currents of the squid's gates to rounding")
  func squid() throws {
    let rest = Bench.rest
    let squid = SquidMembrane(leakReversal: -54.3, temperature: 6.3)
    for held in [-100.0, -40, 0, 60] {
      var bench = Bench.point()
      bench.stimuli = [Stimulus(name: "clamp", at: .soma, Self.clamp([(held, 8)]))]
      let trace = try Self.current(bench, for: 10, step: 0.025)
      // The cell starts a little off rest, so the gates of its first millisecond are not quite those.
      for frame in 41..<360 {
        let expected = squid.clampCurrent(
          from: rest, to: held, time: Double(frame) * 0.025 - 1)
        // 1000 µm² are 1e-5 cm²: µA/cm² · 1e-5 cm² · 1000 nA/µA.
        let size = 0.01 * max(1, abs(expected))
        #expect(abs(trace[frame] - 0.01 * expected) < 1e-8 * size, "\(held), \(frame)")
      }
    }
  }

  /// A soma of 20 µm by 20 µm with one dendrite, clamped at the soma's far end.
  static func neuron(_ clamp: VoltageClamp, pieces: Int) -> Bench {
    var bench = Bench(
      cell: Cell(axoplasm: 100.ohm * .cm) { Coat(.all, .passive(g: 0.5.mS / .cm2, e: -65.mV)) },
      morphology: .cylinder(length: 300.um, diameter: 2.um), division: .perSection(pieces))
    bench.stimuli = [Stimulus(name: "clamp", at: .section(0, 0), clamp)]
    return bench
  }

  @Test(
    "of a passive cable brings the current of theory within 1e-6 after a jump, ideal or not",
    arguments: [0, 20])
  func cable(resistance: Double) throws {
    let tree = PassiveTree(
      branches: [.init(length: 300, diameter: 2)],
      material: CableMaterial(membraneResistance: 2000, axialResistivity: 100))
    let clamp = Self.clamp([(-45, 10)], through: resistance)
    func currents(_ pieces: Int) throws -> [Double] {
      try PairedSimulationTests.pair(Self.neuron(clamp, pieces: pieces), for: 10, step: 0.005)
        .sink.frames[0]
    }
    let (coarse, middle, fine) = try (currents(100), currents(200), currents(400))
    for time in [0.4, 1, 2, 5, 8] {
      let expected = tree.clampCurrent(
        at: .root, step: 20, seriesResistance: resistance, time: time)
      let frame = Int(((1 + time) / 0.005).rounded())
      let once = (
        extrapolated(coarse[frame], middle[frame]), extrapolated(middle[frame], fine[frame])
      )
      let found = once.1 + (once.1 - once.0) / 15
      #expect(abs(found / expected - 1) < 1e-6, "at \(time): \(found / expected - 1)")
    }
  }

  @Test("of a cable is second order in time after a jump, ideal or not", arguments: [0, 20])
  func cableOrder(resistance: Double) throws {
    let bench = Self.neuron(Self.clamp([(-45, 3), (-85, 3)], through: resistance), pieces: 100)
    let traces = try [0.04, 0.02, 0.01, 0.005].map {
      try Self.current(bench, for: 7, step: $0)
    }
    for time in [1.4, 2, 3, 4.4, 5, 6] {
      let values = zip(traces, [0.04, 0.02, 0.01, 0.005]).map { $0[Int((time / $1).rounded())] }
      let order = try TemporalOrderTests.order(values)
      #expect(abs(order - 2) < 0.1, "at \(time): \(order)")
    }
  }

  @Test("of a passive neuron does not ring: from jump to jump its current only falls or only rises")
  func noRinging() throws {
    for resistance in [0, 1, 20.0] {
      let bench = Self.neuron(
        Self.clamp([(-45, 10), (-85, 10)], through: resistance), pieces: 200)
      let trace = try Self.current(bench, for: 25, step: 0.025)
      let peak = trace.reduce(0) { max($0, abs($1)) }
      for (first, last, sign) in [(40, 439, -1.0), (440, 839, 1)] {
        for frame in first..<(last - 1) {
          let change = trace[frame + 1] - trace[frame]
          // 1e-9 of the fastest modes of the mesh outlast the damping, and do alternate.
          #expect(sign * change > -1e-8 * peak, "\(resistance) MΩ, frame \(frame): \(change)")
        }
      }
    }
  }

  @Test("of a squid patch does not ring: its current turns as often as that of theory, once")
  func squidRinging() throws {
    for resistance in [0, 2.0] {
      var bench = Bench.point()
      bench.stimuli = [
        Stimulus(name: "clamp", at: .soma, Self.clamp([(0, 8)], through: resistance))
      ]
      let trace = try Array(Self.current(bench, for: 10, step: 0.025)[40..<360])
      let changes = zip(trace, trace.dropFirst()).map { $1 - $0 }
      let turns = zip(changes, changes.dropFirst()).count { $0 * $1 < 0 }
      // Inward to the peak of sodium, then outward; through a resistance first the charging.
      #expect(turns == 1, "\(resistance) MΩ: \(turns)")
    }
  }

  @Test("charges what it clamps: what all electrodes bring is what leaves by the membrane")
  func kirchhoff() throws {
    for resistance in [0, 5.0] {
      var bench = Bench(
        cell: Cell { Coat(.all, .hh()) }, morphology: .random(seed: 8, sections: 8, sphere: true),
        division: .longest(5.um))
      bench.stimuli = [
        Stimulus(
          name: "clamp", at: .soma, Self.clamp([(-20, 2), (-70, 2)], through: resistance)),
        Stimulus(name: "sine", at: .soma, CurrentSine(1.nA, at: 300.Hz, from: .zero, for: 5.ms)),
        Stimulus(name: "tip", at: .section(3, 1), CurrentClamp(0.5.nA, from: 2.ms, for: 1.ms)),
      ]
      bench.recordings = [
        Recording(
          name: "i", variables: ["i_membrane", "i_electrode"], .region(.all), every: 0.1.ms)
      ]
      let yield = try bench.run(for: 5, step: 0.025)
      let width = yield.layout.tracks[0].columns.count
      #expect(
        yield.layout.tracks.map(\.name) == ["i.i_membrane", "i.i_electrode", "clamp.current"])
      for frame in 0..<50 {
        func row(_ track: Int) -> ArraySlice<Double> {
          yield.sink.frames[track][frame * width..<(frame + 1) * width]
        }
        let (out, brought) = (row(0).reduce(0, +), row(1).reduce(0, +))
        let size = row(0).reduce(0) { $0 + abs($1) } + 1
        // Axial currents cancel but for rounding, times conductances of up to 1e3 µS.
        #expect(abs(out - brought) < 1e-10 * size, "\(resistance), \(frame): \(out) \(brought)")
      }
    }
  }

  @Test("two without resistance cannot hold one place at one time")
  func twice() throws {
    var bench = Self.patch(Self.clamp([(-45, 4)]))
    bench.stimuli.append(Stimulus(name: "b", at: .soma, Self.clamp([(-50, 4)], from: 4)))
    #expect(throws: PlanError.heldTwice(stimulus: 1)) { try bench.run(for: 10, step: 0.025) }
    bench.stimuli[1] = Stimulus(name: "b", at: .soma, Self.clamp([(-50, 4)], from: 5))
    _ = try bench.run(for: 10, step: 0.025)
    bench.stimuli[1] = Stimulus(name: "b", at: .soma, Self.clamp([(-50, 4)], through: 1))
    _ = try bench.run(for: 10, step: 0.025)
  }

  @Test("lets the cell go at its end, and spikes follow from there with order 2")
  func release() throws {
    var bench = Bench.point()
    bench.stimuli = [Stimulus(name: "clamp", at: .soma, Self.clamp([(-55, 1)]))]
    bench.detectors = [Detector(name: "d", at: [.soma], above: -20.mV)]
    let times = try [0.02, 0.01, 0.005, 0.0025].map { try bench.run(for: 12, step: $0).times() }
    try #require(times.allSatisfy { $0.count == 1 })
    let order = try TemporalOrderTests.order(times.map { $0[0] })
    #expect(abs(order - 2) < 0.05, "\(order)")
  }
}
