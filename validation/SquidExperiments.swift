import RallModel
import RallMorphology
import RallTheory
import RallUnits
import TestNeurons

/// The membrane of Hodgkin and Huxley with a leak that reverses at −54.3 mV.
extension SquidMembrane {
  /// At a temperature in °C.
  static func at(_ celsius: Double) -> SquidMembrane {
    SquidMembrane(leakReversal: -54.3, temperature: celsius)
  }
}

extension Cell {
  /// That membrane everywhere, at rest as the theory has it unless another start is given.
  static func squid(
    celsius: Double, axoplasm: Resistivity = 35.4.ohm * .cm, start: Voltage? = nil
  ) -> Cell {
    let rest = SquidMembrane.at(celsius).restingVoltage.mV
    return Cell(
      axoplasm: axoplasm, temperature: celsius.degC, start: .voltage(start ?? rest)
    ) { Coat(.all, .hh()) }
  }
}

extension Experiment {
  /// A thousand square micrometres of squid membrane in one compartment, through which currents flow
  /// one after the other, in µA/cm² until a time in ms; spikes pass `level`.
  static func squidPatch(
    celsius: Double = 6.3, start: Voltage? = nil, currents: [(density: Double, until: Double)] = [],
    level: Voltage = -20.mV, every: Time? = nil, for duration: Time, step: Time,
    accuracy: RunSettings.Accuracy = .standard
  ) -> Experiment {
    let starts = [0] + currents.map(\.until)
    return Experiment(
      morphology: .given(.lump(area: 1000)), division: .perSection(1),
      cell: .squid(celsius: celsius, start: start),
      stimuli: zip(currents, starts).enumerated().map { number, clamp in
        let (current, from) = clamp
        // 1000 µm² are 1e-5 cm², and a µA is 1000 nA.
        return Stimulus(
          name: "current\(number)", at: .soma,
          CurrentClamp((current.density * 1e-2).nA, from: from.ms, for: (current.until - from).ms))
      },
      recordings: [Recording(name: "v", .sites([.soma]), every: every)],
      detectors: [Detector(name: "spikes", at: [.soma], above: level)],
      run: RunSettings(duration: duration, step: step, accuracy: accuracy))
  }
}
