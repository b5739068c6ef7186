import RallModel
import RallMorphology
import RallSimulation
import RallUnits

extension Bench {
  /// What a pair of runs left behind.
  struct PairYield {
    let layout: ResultLayout
    let sink: MemorySink
    let errors: PairErrors

    func trace(_ column: Int = 0, of track: Int = 0) -> [Double] {
      sink.trace(column, of: track, layout)
    }

    func spikes(point: Int = 0, detector: Int = 0) -> [Spike] {
      sink.spikes[detector].filter { $0.point == point }
    }

    /// Why the spikes of the first detector's first point are not sure.
    var doubt: String? { errors.undecided[0][0] }
  }

  /// Runs a pair, the coarser in steps of `step` and the finer in half as long ones.
  func runPair(for duration: Double, step: Double) throws -> PairYield {
    let lowered = try lowered()
    let plan = try Plan(experiment(for: duration, step: step, .richardson), lowered)
    var pair = PairedSimulation(lowered, plan)
    var sink = MemorySink(plan.layout)
    _ = try pair.run(into: &sink)
    return PairYield(layout: plan.layout, sink: sink, errors: pair.errors)
  }

  /// A squid axon of 10 mm, at rest, in 100 compartments, with a pulse at its near end of so many nA
  /// and ms, watched at both ends.
  static func axon(celsius: Double = 6.3, pulse: Double = 100, for length: Double = 0.5) -> Bench {
    var bench = Bench(
      cell: Cell(
        axoplasm: 35.4.ohm * .cm, temperature: Temperature(celsius: celsius),
        start: .voltage(Voltage(coherent: rest))
      ) { Coat(.all, .hh()) },
      morphology: .cylinder(length: 10.mm, diameter: 100.um, type: 2), division: .perSection(100))
    bench.stimuli = [
      Stimulus(
        name: "pulse", at: .section(0, 0),
        CurrentClamp(Current(coherent: pulse), from: 1.ms, for: Time(coherent: length)))
    ]
    bench.detectors = [
      Detector(name: "ends", at: [.section(0, 1), .section(0, 0)], above: -20.mV)
    ]
    bench.recordings = [
      Recording(name: "v", .sites([.section(0, 0.5), .section(0, 1)]), every: 0.1.ms)
    ]
    return bench
  }
}
