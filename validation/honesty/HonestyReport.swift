internal import Foundation

/// What a number of trials came to: a table for a terminal, and the page docs/honesty.md.
package struct HonestyReport: Sendable {
  package static let path = "docs/honesty.md"

  package let trials: [HonestyTrial]
  /// Seeds whose potentials left all bounds, so that the run said so and gave no numbers.
  package let failed: [Int]

  package init(trials: [HonestyTrial], failed: [Int]) {
    self.trials = trials
    self.failed = failed
  }

  package var tallies: [Tally] { Tally.all(trials) }
  package var wrong: Int { trials.reduce(0) { $0 + $1.wrong } }
  /// Every kind is honest, and nothing that was called sure was wrong.
  package var isHonest: Bool { tallies.allSatisfy(\.isHonest) && wrong == 0 }

  /// The summary, as a table in Markdown that a terminal can show too.
  package var summary: String {
    let rows = tallies.map { tally in
      func cells(_ ratios: [Double]) -> String {
        "\(Self.short(Tally.median(ratios))) | \(Self.percent(Tally.share(ratios, below: 3))) | "
          + "\(Self.short(ratios.last ?? .nan))"
      }
      return "| \(tally.kind) | \(tally.count) in \(tally.finer.count) experiments | "
        + "\(cells(tally.finer)) | \(cells(tally.given)) | \(tally.isHonest ? "pass" : "FAIL") |"
    }
    return """
      | | numbers | finer run: median | below 3 | worst | given value: median | below 3 | worst | |
      |---|---|---|---|---|---|---|---|---|
      \(rows.joined(separator: "\n"))
      """
  }

  /// Doubt and trust in words.
  package var doubts: String {
    let places = trials.count * 3
    let undecided = trials.reduce(0) { $0 + $1.undecided }
    let fine = trials.filter { $0.step <= 0.025 }
    let fineUndecided = fine.reduce(0) { $0 + $1.undecided }
    let lost =
      failed.isEmpty ? "" : " Seeds \(failed) left all bounds, which the run said itself."
    return
      "\(undecided) of \(places) places were called undecided; of \(fine.count * 3) at steps of "
      + "0.025 ms and less, \(fineUndecided). Of those called sure, \(wrong) had another number of spikes "
      + "in truth.\(lost)"
  }

  package var page: String {
    let neurons = Set(trials.map(\.neuron)).sorted().map { "`\($0)`" }.joined(separator: ", ")
    let rows = trials.map { trial in
      let cells = [
        "\(trial.seed)", trial.neuron, "\(trial.compartments)", Self.decimals(trial.celsius, 1),
        Self.decimals(trial.step, 4), "\(trial.undecided)", Self.worst(trial.spikes),
        Self.worst(trial.traces), Self.worst(trial.velocities),
      ]
      return "| " + cells.joined(separator: " | ") + " |"
    }
    return """
      # Is the printed error honest?

      \(trials.count) experiments drawn at random were run as a pair, `accuracy: richardson`, and again at an eighth of the step. This
      page is printed by

      ```
      RALL_MORPHOLOGIES=FOLDER swift run -c release rall-validation honesty --seeds \(trials.count) --write
      ```

      Each seed draws a neuron (here one of \(neurons)), densities of Hodgkin and Huxley's channels on
      all, soma, axon, both or dendrites, a leak everywhere, 6.3 to 25 °C, one to three current steps of 5 to 120 mV over the
      input resistance at random places and times, in one of four the first of them a voltage clamp of two levels through
      0.2 to 50 MΩ, 10 to 30 ms, a step of 0.0125 to 0.1 ms, one of three rules of division with up to
      \(RandomExperiment.mostCompartments) compartments, and a start at −65 mV or at rest. A cell without a resting state is drawn anew. Spikes and
      traces are taken at the root, at the first electrode and at a random place, the velocity between the latter two.

      **What is compared.** The printed error is |finer run − given value|, soon after a jump of a current more
      ([decision 0002](decisions/0002-time.md)). It estimates how far the finer of the two runs is off, and so bounds how far the given value, which is
      better, is off. So there are two ratios of true over printed error: of the finer run, which should be near 1,
      and of the given value, which should be below 1. The truth is the pair at an eighth of the step, on the same
      mesh: the error of the mesh is another matter (`rall measure convergence`). Of each experiment the worst ratio counts.
      Honest is: below 3 in 95 of 100, and of the finer run the median between 0.2 and 3.

      \(summary)

      \(doubts)

      The worst ratios of spikes and traces are next to the edge of a current, where the two runs can come near each other by
      chance; a ratio far above 3 beside a spike is that of a bar far smaller than those of its neighbours.

      ![Spike times](honesty-spikes.svg)

      ![Traces](honesty-traces.svg)

      ## Every experiment

      The worst ratio of true over printed error, of the finer run and of the given value.

      | seed | neuron | compartments | °C | step, ms | undecided | spike times | traces | velocity |
      |---|---|---|---|---|---|---|---|---|
      \(rows.joined(separator: "\n"))

      """
  }

  /// Writes the page and its figures, from the root of the repository.
  package func write() throws {
    try page.write(toFile: Self.path, atomically: true, encoding: .utf8)
    for (tally, name) in zip(tallies, ["spikes", "traces"]) {
      let figure = RatioHistogram(
        title: "\(tally.finer.count) experiments: \(tally.kind)", finer: tally.finer,
        given: tally.given)
      try figure.svg.write(toFile: "docs/honesty-\(name).svg", atomically: true, encoding: .utf8)
    }
  }

  private static func worst(_ bars: [Bar]) -> String {
    guard let finer = bars.map(\.finerRatio).max(), let given = bars.map(\.givenRatio).max() else {
      return ""
    }
    return "\(short(finer)), \(short(given))"
  }

  private static func short(_ value: Double) -> String {
    value.isNaN ? "" : String(format: value >= 10 ? "%.0f" : value >= 0.1 ? "%.2f" : "%.1e", value)
  }

  private static func decimals(_ value: Double, _ count: Int) -> String {
    String(format: "%.\(count)f", value)
  }

  private static func percent(_ share: Double) -> String {
    share.isNaN ? "" : String(format: "%.1f %%", 100 * share)
  }
}
