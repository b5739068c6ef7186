import RallCable
import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import TestNeurons

/// A neuron on the bench: lowered once, run as often as wanted, and everything kept.
struct Bench {
  var cell: Cell
  let morphology: Morphology
  var division = Division.perSection(1)
  /// Of random sheaths with a space under them; nil where there are none.
  var sheaths: Int?
  var stimuli: [Stimulus] = []
  var fields: [ExtracellularField] = []
  var recordings: [Recording] = []
  var detectors: [Detector] = []

  /// What a run left behind.
  struct Yield {
    let layout: ResultLayout
    let sink: MemorySink
    /// Where the potentials stood at the end, mV.
    let potentials: [Double]

    /// One column of a track.
    func trace(_ column: Int = 0, of track: Int = 0) -> [Double] {
      sink.trace(column, of: track, layout)
    }

    /// The times at which one point of a detector fired, ms.
    func times(point: Int = 0, detector: Int = 0) -> [Double] {
      sink.spikes[detector].filter { $0.point == point }.map(\.time.coherent)
    }
  }

  func lowered() throws -> LoweredCell {
    let lowered = try LoweredCell(
      cell, morphology, division: division, electrodes: stimuli.map(\.site))
    return sheaths.map { lowered.sheathed(seed: $0) } ?? lowered
  }

  func experiment(
    for duration: Double, step: Double, _ accuracy: RunSettings.Accuracy
  ) -> Experiment {
    Experiment(
      morphology: .given(morphology), cell: cell, stimuli: stimuli, fields: fields,
      recordings: recordings, detectors: detectors,
      run: RunSettings(
        duration: Time(coherent: duration), step: Time(coherent: step), accuracy: accuracy))
  }

  /// Runs; from other potentials where `start` gives them, with the gates settled at `settled`; with 2
  /// cuts as the finer run of a pair does.
  func run(
    for duration: Double, step: Double, accuracy: RunSettings.Accuracy = .standard, cuts: Int = 1,
    start: [Double]? = nil, settled: [Double]? = nil
  ) throws -> Yield {
    let lowered = try lowered()
    let plan = try Plan(experiment(for: duration, step: step, accuracy), lowered)
    var simulation = Simulation(lowered, plan, cuts: cuts)
    if let start {
      simulation.start(
        from: CellPotentials(axolemma: start),
        gatesFrom: settled.map { CellPotentials(axolemma: $0) })
    }
    var sink = MemorySink(plan.layout)
    _ = try simulation.run(into: &sink)
    return Yield(layout: plan.layout, sink: sink, potentials: simulation.potentials.axolemma)
  }
}

extension Bench {
  /// 1000 µm² of Hodgkin and Huxley's membrane in one compartment; at rest unless currents flow, in
  /// µA/cm² from a start in ms to an end.
  static func point(
    celsius: Double = 6.3, currents: [(density: Double, from: Double, to: Double)] = []
  ) -> Bench {
    var bench = Bench(
      cell: Cell(
        temperature: Temperature(celsius: celsius), start: .voltage(Voltage(coherent: rest))
      ) { Coat(.all, .hh()) },
      morphology: .lump(area: 1000))
    bench.stimuli = currents.enumerated().map { number, current in
      Stimulus(
        name: "clamp\(number)", at: .soma,
        CurrentClamp(
          Current(coherent: current.density * 1e-5 * 1000), from: Time(coherent: current.from),
          for: Time(coherent: current.to - current.from)))
    }
    return bench
  }

  /// Where that membrane rests, mV.
  static let rest = -64.974052452
}

/// What two values of a quantity that is second order in the step say of none: (4 fine − coarse)/3.
func extrapolated(_ coarse: Double, _ fine: Double) -> Double { (4 * fine - coarse) / 3 }

extension Stimulus {
  /// The current clamp that it is.
  var clamp: CurrentClamp {
    get {
      guard case .currentClamp(let clamp) = electrode else { preconditionFailure() }
      return clamp
    }
    set { electrode = newValue.electrode }
  }
}
