import Foundation
import RallAnalysis
import RallModel
import RallMorphology
import RallPlot
import RallTheory
import RallUnits
import TestNeurons

/// How the error falls with the step: `standard` as its square, `euler` as the step itself.
struct V28OrderInTime: Case {
  let id = "V28"
  let title = "Order of the error in time"
  let method =
    "a membrane without channels after a pulse; the interval of a squid patch at 10 µA/cm²; the sixth "
    + "spike at the far end of a squid cable of 200 compartments (2 mm by 2 µm). Orders are fitted to "
    + "the three finest steps of the figure, for the cable to what halving changes"
  let source =
    "exact: exponentials; an integrator of order 16; orders by construction of the schemes"

  /// ms; each half of the one before.
  private static let steps = [0.1, 0.05, 0.025, 0.0125, 0.00625, 0.003125]

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    var lines: [LogLogPlot.Line] = []
    for (scheme, expected) in [(RunSettings.Accuracy.standard, 2.0), (.euler, 1)] {
      for subject in [Self.membrane, Self.patch] {
        let values = try Self.steps.map { try subject.value($0, scheme) }
        let errors = values.map { $0 / subject.exact - 1 }
        let fit = ConvergenceOrder(steps: Self.steps.suffix(3), errors: errors.suffix(3))
        evidence.compare(
          "\(scheme), \(subject.name)", fit?.order ?? .nan, with: expected, within: .absolute(0.05))
        lines.append(
          .init(name: "\(scheme), \(subject.name)", x: Self.steps, y: errors.map(abs)))
      }
      // Without the coarsest step, at which euler loses a spike.
      let steps = Array(Self.steps.dropFirst())
      let times = try steps.map { try Self.sixthSpike($0, scheme) }
      let changes = zip(times, times.dropFirst()).map { abs($1 / $0 - 1) }
      evidence.compare(
        "\(scheme), sixth spike of a cable",
        ConvergenceOrder(halving: times.suffix(4))?.order ?? .nan,
        with: expected, within: .absolute(0.05))
      lines.append(
        .init(name: "\(scheme), cable: change on halving", x: steps.dropLast(), y: changes))
    }
    evidence.draw(
      LogLogPlot(
        name: "order-in-time", title: "Error against the step: standard and euler",
        xLabel: "step (ms)",
        yLabel: "relative error", lines: lines))
    return evidence
  }

  /// A number that a run gives at a step, and its exact value.
  private struct Subject: Sendable {
    let name: String
    let exact: Double
    let value: @Sendable (_ step: Double, RunSettings.Accuracy) throws -> Double
  }

  /// τ = 20 ms, a pulse from 0 to 10 ms, the voltage at 20 ms.
  private static let membrane = Subject(
    name: "membrane", exact: 0.1 / (0.05e-5 * 1000) * (1 - exp(-0.5)) * exp(-0.5)
  ) { step, scheme in
    let experiment = Experiment(
      morphology: .given(.lump(area: 1000)), division: .perSection(1), cell: Cell(.dendrite),
      stimuli: [Stimulus(name: "pulse", at: .soma, CurrentClamp(0.1.nA, from: .zero, for: 10.ms))],
      run: RunSettings(duration: 20.ms, step: step.ms, accuracy: scheme))
    return try Run(experiment).potentials[0]
  }

  private static let patch = Subject(
    name: "squid patch", exact: 1000 / (SquidMembrane.at(6.3).firingRate(current: 10) ?? .nan)
  ) { step, scheme in
    let experiment = Experiment.squidPatch(
      currents: [(10, 1000)], for: 600.ms, step: step.ms, accuracy: scheme)
    let train = SpikeTrain(times: try Run(experiment).spikes().map(\.time))
    return train.intervals.last?.value(in: .ms) ?? .nan
  }

  private static func sixthSpike(_ step: Double, _ scheme: RunSettings.Accuracy) throws -> Double {
    let experiment = Experiment(
      morphology: .cylinder(length: 2.mm, diameter: 2.um, type: 2), division: .perSection(199),
      cell: .squid(celsius: 6.3, axoplasm: 100.ohm * .cm),
      stimuli: [
        Stimulus(name: "step", at: .section(0, 0), CurrentClamp(0.6.nA, from: .zero, for: 1.s))
      ],
      detectors: [Detector(name: "far", at: [.section(0, 1)], above: -20.mV)],
      run: RunSettings(duration: 90.ms, step: step.ms, accuracy: scheme))
    let times = try Run(experiment).spikeTimes()
    return times.count > 5 ? times[5] : .nan
  }
}
