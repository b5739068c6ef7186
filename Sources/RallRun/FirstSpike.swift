public import RallExperiment
internal import RallModel
internal import RallUnits

extension ExperimentTemplate {
  /// Currents that a first experiment is tried with, nA; each some twice the one before.
  private static let amplitudes = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20]

  /// Takes the first of some currents, from 0.05 to 20 nA, that makes the cell fire, found by running the
  /// experiment. The current stays where none does, where the numbers leave all bounds before, and where
  /// the cell cannot be simulated as it is.
  public mutating func chooseAmplitude() {
    var former: Preparation?
    for nanoamperes in Self.amplitudes {
      var trial = self
      trial.amplitude = nanoamperes.nA
      do throws(Failure) {
        let preparation = try Preparation(
          yaml: Array(trial.yaml.utf8), file: "experiment.yaml", settings: [], besides: former)
        former = preparation
        let report = try preparation.answer(
          wanted: { _ in false }, isRunForSpikes: true, withMaps: false
        ) { _ in true }
        if report.detectors.contains(where: { $0.spikes.contains { !$0.isEmpty } }) {
          amplitude = trial.amplitude
          return
        }
      } catch {
        return
      }
    }
  }
}
