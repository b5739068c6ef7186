import RallAnalysis
import RallModel
import RallMorphology
import RallTheory
import RallUnits

/// The first benchmark of simulators: a step of current into a cable.
struct V08Rallpack1: Case {
  let id = "V08"
  let title = "Rallpack 1: a step of current into a passive cable"
  let method = "1000 compartments, step 50 µs, 5001 samples to 250 ms"
  let source = "exact: Rall 1969; Bhalla, Bilitch and Bower 1992, doi:10.1016/0166-2236(92)90009-W"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    for accuracy in [RunSettings.Accuracy.standard, .richardson] {
      let run = try Run(
        Experiment(
          morphology: .cylinder(length: 1.mm, diameter: 1.um, type: 2),
          division: .perSection(1000), cell: Cell(Rallpack.material, rest: Rallpack.rest.mV),
          stimuli: [.rallpackStep],
          recordings: [Recording(name: "ends", .sites([.section(0, 0), .section(0, 1)]))],
          run: RunSettings(duration: 250.ms, step: 50.us, accuracy: accuracy)))
      for (column, distance) in [0.0, 1000].enumerated() {
        let ours = run.trace(column: column)
        let exact = ours.times.map { Rallpack.cable(at: distance, time: $0) }
        evidence.compare(
          "\(accuracy): rms of the difference over the range, at \(decimal(distance)) µm",
          rmsOverRange(ours.values, exact), with: 0, within: .absolute(1e-5))
        guard accuracy == .richardson else { continue }
        evidence.compare(
          "\(accuracy): at 250 ms, at \(decimal(distance)) µm", ours.values.last ?? .nan,
          with: Rallpack.cable(at: distance, time: 250), in: "mV", within: .absolute(1e-3))
      }
    }
    return evidence
  }
}
