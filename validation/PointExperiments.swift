import RallModel
import RallMorphology
import RallTheory
import RallUnits

extension IntegrateAndFire {
  /// The neuron of Brunel 2000, whose potentials are told from rest.
  static let brunel = IntegrateAndFire(
    timeConstant: 20, threshold: 20, reset: 10, refractoryPeriod: 2)

  /// This neuron as a point cell of 1 MΩ, so that a current of 1 nA drives it by 1 mV.
  var pointCell: PointCell {
    .lif(
      tau: timeConstant.ms, resistance: 1.Mohm, rest: .zero,
      firing: PointCell.Firing(
        threshold: threshold.mV, reset: reset.mV, refractory: refractoryPeriod.ms))
  }
}

extension Experiment {
  /// A point cell under a steady current from the start on, read at its end.
  static func pointCell(
    _ point: PointCell, start: Cell.Start = .rest, current: Double = 0, level: Voltage = .zero,
    for duration: Double
  ) -> Experiment {
    Experiment(
      morphology: .point(point), cell: Cell(axoplasm: 100.ohm * .cm, start: start) {},
      stimuli: [
        Stimulus(
          name: "drive", at: .soma, CurrentClamp(current.nA, from: .zero, for: duration.ms))
      ],
      recordings: [Recording(name: "end", .sites([.soma]), every: duration.ms)],
      detectors: [Detector(name: "spikes", at: [.soma], above: level)],
      run: RunSettings(duration: duration.ms, step: duration.ms))
  }
}

extension AppliedStimulus {
  /// A current in corners at equal distances from the start on, in nA.
  static func corners(_ currents: [Double], every: Double) -> AppliedStimulus {
    AppliedStimulus(
      name: "corners", type: "file", section: 0, sectionPosition: 0, start: 0,
      stop: Double(currents.count - 1) * every,
      times: currents.indices.map { Double($0) * every }, currents: currents)
  }

  /// A current in stairs, each as long as the other, in nA.
  static func stairs(_ currents: [Double], every: Double) -> AppliedStimulus {
    AppliedStimulus(
      name: "stairs", type: "file", section: 0, sectionPosition: 0, start: 0,
      stop: Double(currents.count) * every,
      times: currents.indices.flatMap { [Double($0) * every, Double($0 + 1) * every] },
      currents: currents.flatMap { [$0, $0] })
  }
}
