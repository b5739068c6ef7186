import Foundation
import RallAnalysis
import RallCable
import RallMembrane
import RallModel
import RallMorphology
import RallTheory
import RallUnits
import TestNeurons

/// The currents at which the axon's rest turns unstable, and the least at which it fires for ever.
struct V15LossOfRest: Case {
  let id = "V15"
  let title = "Steady currents at which a squid axon loses its rest, and fires for ever"
  let method =
    "one compartment, standard; Hopf points where 0.05 mV beside the steady state neither grow nor "
    + "decay (step 10 µs), the fold by stairs of current from above (step 10 µs, 4 s)"
  let source = "exact: Hurwitz determinant of the linearised membrane; fold of cycles by shooting"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    for (celsius, ranges) in [
      (6.3, [(-62.0, -55.0), (-48, -35)]), (18.5, [(-62, -55), (-55, -35)]),
    ] {
      let exact = SquidMembrane.at(celsius).hopfPoints
      for (point, (name, range)) in zip(exact, zip(["lower", "upper"], ranges)) {
        let grows = try Self.growth(at: range.0, celsius: celsius) > 0
        let voltage = try halving(from: range.0, to: range.1, within: 1e-5) {
          try (Self.growth(at: $0, celsius: celsius) > 0) != grows
        }
        let steady = try Self.steadyCurrent(at: voltage, celsius: celsius)
        evidence.compare(
          "\(name) Hopf current at \(decimal(celsius)) °C", steady, with: point.current,
          in: "µA/cm²",
          within: .relative(1e-3))
        evidence.compare(
          "voltage at the \(name) one", voltage, with: point.voltage, in: "mV",
          within: .absolute(1e-2))
      }
    }
    let fold = try halving(from: 6.2, to: 6.3, within: 1e-4, where: Self.firesForEver)
    evidence.compare(
      "least current of steady firing at 6.3 °C", fold,
      with: SquidMembrane.at(6.3).cycleFold(below: 6.5)?.current ?? .nan, in: "µA/cm²",
      within: .relative(1e-3))
    return evidence
  }

  /// The steady current that holds a voltage, µA/cm²: the membrane's own, asked of the kernel.
  private static func steadyCurrent(at voltage: Double, celsius: Double) throws -> Double {
    let cell = try LoweredCell(
      .squid(celsius: celsius), .lump(area: 1000), division: .perSection(1))
    var bank = cell.banks[0]
    bank.gather([voltage])
    bank.kernel.steadyLine(&bank)
    return bank.drive[0][0] * 100
  }

  /// The rate, in 1/ms, at which the swing about a steady state grows.
  private static func growth(at voltage: Double, celsius: Double) throws -> Double {
    let current = try steadyCurrent(at: voltage, celsius: celsius)
    let speed = celsius > 10 ? 3.0 : 1
    let trace = try Run(
      Experiment.squidPatch(
        celsius: celsius, start: voltage.mV, currents: [(current, 1000)], every: (0.1 / speed).ms,
        for: (60 / speed).ms, step: (0.01 / speed).ms),
      jump: 0.05
    ).trace()
    /// The swing within a window.
    func swing(_ window: Range<Double>) -> Double {
      let values = trace.times.indices.filter { window.contains(trace.times[$0] * speed) }
        .map { trace.values[$0] }
      return (values.max() ?? 0) - (values.min() ?? 0)
    }
    return log(swing(40..<60) / swing(20..<40)) / (20 / speed)
  }

  /// True where the axon still fires 4 s after it was let down to a current from above.
  ///
  /// Rest is stable there too, and a step down may fall into its basin; so each stair is half as high
  /// as the one before, as the two cycles that meet at the fold come nearer.
  private static func firesForEver(_ density: Double) throws -> Bool {
    var currents: [(density: Double, until: Double)] = []
    var above = 1.6
    while above > 1e-3 {
      currents.append((density + above, (currents.last?.until ?? 0) + 100))
      above /= 2
    }
    currents.append((density, 5000))
    let experiment = Experiment.squidPatch(
      currents: currents, every: 4.s, for: 4.s, step: 10.us)
    return (try Run(experiment).spikeTimes().last ?? 0) > 3900
  }
}
