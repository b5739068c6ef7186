import RallCable
import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import TestNeurons
import Testing

@Suite("After an edge")
struct DiscontinuityTests {
  /// A soma with a passive thread of 0.2 µm by 2 µm on it, and 10 nA into the thread's tip or into the soma.
  static func bench(into site: Site) -> Bench {
    let root = Morphology.lump(area: 10_000)
    let thread = Section(
      type: 3,
      points: [0.0, 2].map { Point(x: $0, y: 0, z: 0, radius: 0.1) }, parent: 0, start: 0, end: 1,
      startDistance: .zero, order: 1)
    var bench = Bench(
      cell: Cell(start: .voltage(Voltage(coherent: Bench.rest))) {
        Coat(.soma, .hh())
        Coat(.basal, .passive(g: 0.05.mS / .cm2, e: -65.mV))
      },
      morphology: Morphology(
        sections: root.sections + [thread], junctionCount: 2, soma: root.soma),
      division: .longest(0.1.um))
    bench.stimuli = [Stimulus(name: "kick", at: site, CurrentClamp(10.nA, from: 1.ms, for: 0.1.ms))]
    bench.recordings = [
      Recording(
        name: "v", .sites([.soma, .section(1, 0.5), .section(1, 0.9), .section(1, 1)]),
        every: 0.025.ms)
    ]
    bench.detectors = [Detector(name: "spikes", at: [.soma], above: -20.mV)]
    return bench
  }

  @Test("10 nA into a tip of 0.2 µm, on and off, leave no ringing at 0.025 ms")
  func ringing() throws {
    let yield = try Self.bench(into: .section(1, 1)).run(for: 4, step: 0.025)
    for column in 0..<4 {
      let trace = yield.trace(column)
      // What alternates from step to step, away from the two edges at 1.000 and 1.100 ms.
      for k in Array(42...42) + Array(46...158) {
        let alternation = (trace[k - 1] - 2 * trace[k] + trace[k + 1]) / 4
        #expect(abs(alternation) < 1, "column \(column), frame \(k)")
      }
    }
    // The tip stood 64 MΩ·10 nA above the soma, and came back at once.
    let (soma, tip) = (yield.trace(0), yield.trace(3))
    #expect(tip[43] - soma[43] > 600 && abs(tip[45] - soma[45]) < 1)
  }

  @Test("where the current enters hurts no spike time")
  func spikeTimes() throws {
    func errors(_ site: Site) throws -> [Double] {
      let times = try [0.05, 0.025, 0.003125].map {
        try Self.bench(into: site).run(for: 4, step: $0).times()[0]
      }
      return [times[0] - times[2], times[1] - times[2]]
    }
    let (tip, soma) = try (errors(.section(1, 1)), errors(.soma))
    // The stiff tip costs no more than a tenth of what the step itself costs.
    for (a, b) in zip(tip, soma) { #expect(abs(a - b) < 0.1 * abs(b) + 1e-6, "\(tip) \(soma)") }
    // And it is second order.
    #expect(tip[0] / tip[1] > 3.5 && tip[0] / tip[1] < 4.5, "\(tip)")
  }

  @Test("a start far from equilibrium rings no more than an edge does")
  func start() throws {
    var bench = Self.bench(into: .soma)
    bench.stimuli[0].clamp.amplitude = .zero
    let count = try bench.lowered().count
    // The tip alone is 100 mV higher.
    var potentials = [Double](repeating: Bench.rest, count: count)
    potentials[count - 1] += 100
    let yield = try bench.run(for: 1, step: 0.025, start: potentials, settled: potentials)
    let trace = yield.trace(3)
    for k in 2..<39 { #expect(abs(trace[k - 1] - 2 * trace[k] + trace[k + 1]) < 0.01, "\(k)") }
  }

  @Test("a current without measure stops the run, with the place and the time")
  func bounds() throws {
    var bench = Self.bench(into: .section(1, 0.5))
    for amplitude in [1000, 1e6, -1000] {
      bench.stimuli[0].clamp.amplitude = Current(coherent: amplitude)
      do {
        _ = try bench.run(for: 4, step: 0.025)
        Issue.record("it went on")
      } catch let SimulationError.outOfBounds(compartment, section, sample, time, potential) {
        let columns = try bench.lowered().columns
        #expect(columns[compartment].section == section && section == 1 && sample == -1)
        #expect(time > 1.ms && time <= 1.ms + 0.1.ms)
        #expect(!(abs(potential.coherent) <= 1000))
        // The place that is worst, not the first that is bad.
        #expect(columns[compartment].sectionPosition >= 0.5)
        #expect((potential.coherent > 0) == (amplitude > 0))
      }
    }
  }

  @Test("however short it is and whenever it comes", arguments: [1, -1], 0..<17)
  func shortArtefact(sign: Double, offset: Int) throws {
    var bench = Self.bench(into: .section(1, 0.5))
    bench.stimuli[0].clamp.amplitude = Current(coherent: sign * 1000)
    bench.stimuli[0].clamp.start = (0.5 + 0.025 * Double(offset)).ms
    bench.stimuli[0].clamp.duration = 0.05.ms
    do {
      _ = try bench.run(for: 4, step: 0.025)
      Issue.record("it went on")
    } catch let SimulationError.outOfBounds(_, _, _, time, potential) {
      // In the first step of the pulse.
      #expect(time > bench.stimuli[0].clamp.start)
      #expect(time <= bench.stimuli[0].clamp.start + 0.0251.ms)
      #expect(potential.coherent * sign > 1000)
    }
  }
}
