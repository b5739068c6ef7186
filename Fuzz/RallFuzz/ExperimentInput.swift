import RallCable
import RallExperiment
import RallModel
import RallMorphology
import RallSimulation
import RallUnits

/// An experiment file. What is read is written and read again, and must be the same; a short cylinder
/// or a point is lowered, and its run planned.
enum ExperimentInput {
  static func take(_ bytes: [UInt8]) {
    do {
      let document = try ExperimentDocument(yaml: bytes, file: "input")
      let written = document.experiment.yaml
      let again = try! ExperimentDocument(yaml: written, file: "written")
      precondition(again.experiment.yaml == written, "written otherwise the second time")
      plan(document.experiment)
    } catch {
      precondition(!error.description.isEmpty)
    }
  }

  /// Lowers and plans, for as much work as an input may make.
  private static func plan(_ experiment: Experiment) {
    var small = experiment
    small.division = .perSection(3)
    // The file of a current is not at hand.
    for case .file in experiment.stimuli.map(\.electrode) { return }
    let neuron: Morphology
    switch experiment.morphology {
    case .cylinder(let length, let diameter, let type):
      neuron = .cylinder(length: length, diameter: diameter, type: type)
    case .point(let point): neuron = .sphere(area: point.area)
    case .file, .given: return
    }
    guard experiment.run.duration / experiment.run.step < 1e6,
      experiment.recordings.allSatisfy({ experiment.run.duration / ($0.every ?? 1.ms) < 1e6 })
    else { return }
    guard
      let cell = try? LoweredCell(
        small.coatedCell, neuron, division: small.division, electrodes: small.stimuli.map(\.site))
    else { return }
    _ = try? Plan(small, cell)
  }
}
