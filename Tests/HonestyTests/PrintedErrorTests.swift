import Honesty
import Testing

@Suite("Printed errors")
struct PrintedErrorTests {
  @Test("over random experiments on real neurons the printed error is the true one")
  func twenty() throws {
    guard let real = RealNeurons() else {
      print("honesty: skipped (RALL_MORPHOLOGIES names no folder of real neurons)")
      return
    }
    let trials = try (0..<20).map { try HonestyTrial(RandomExperiment(seed: $0, from: real)) }
    let report = HonestyReport(trials: trials, failed: [])
    print("honesty: 20 experiments on real neurons\n\(report.summary)\n\(report.doubts)")
    #expect(report.wrong == 0)
    // Of twenty, one may be beyond three times its bar; velocities are fewer.
    for tally in report.tallies where tally.kind != "velocities" {
      #expect(Tally.share(tally.finer, below: 3) >= 0.9, "\(tally.kind)")
      #expect(Tally.share(tally.given, below: 3) >= 0.9, "\(tally.kind)")
      #expect((0.2...3).contains(Tally.median(tally.finer)), "\(tally.kind)")
    }
  }

  @Test("a seed draws the same experiment again")
  func seeded() throws {
    guard let real = RealNeurons() else { return }
    let (a, b) = (RandomExperiment(seed: 3, from: real), RandomExperiment(seed: 3, from: real))
    #expect(a.neuron == b.neuron && a.experiment == b.experiment)
    #expect(RandomExperiment(seed: 4, from: real).experiment != a.experiment)
  }
}
