internal import RallModel
internal import RallUnits

extension ExperimentReader {
  /// `run: { duration: 60 ms, step: 0.025 ms, accuracy: standard, seed: 1 }`.
  mutating func run(_ node: Node?) -> RunSettings? {
    guard
      let fields = fields(
        node, of: "run", required: ["duration"], optional: ["step", "accuracy", "seed"])
    else { return nil }
    let duration: Time? = quantity(fields["duration"], .positive)
    let step: Time? = quantity(fields["step"], .positive)
    let accuracy = choice(fields["accuracy"], of: RunSettings.Accuracy.self)
    let seed = whole(fields["seed"], in: 0...Int.max, "a whole number from 0")
    guard let duration else { return nil }
    var run = RunSettings(duration: duration)
    run.accuracy = accuracy ?? run.accuracy
    if fields["step"] == nil {
      run.step = min(duration, .standard(ofDoubleCable: hasDoubleCable, run.accuracy))
    } else {
      run.step = step ?? duration
    }
    run.seed = seed ?? run.seed
    checkSteps(of: run, at: (fields["step"] ?? fields["duration"])?.place ?? fields.place)
    return run
  }

  private mutating func checkSteps(of run: RunSettings, at place: ExperimentPlace) {
    if run.step > run.duration {
      diagnostics.report(
        place, found: "a step of \(run.step) in a run of \(run.duration)",
        expected: "a step no longer than the run")
    } else if run.duration / run.step > Limits.steps {
      diagnostics.report(
        place, found: "a run of \(run.duration) in steps of \(run.step)",
        expected: "\(decimal(Limits.steps)) steps or less")
    }
  }

  /// `output: { file: run.h5, overwrite: false, compress: false }`.
  mutating func output(_ node: Node?) -> OutputSettings {
    guard let fields = fields(node, of: "output", optional: ["file", "overwrite", "compress"])
    else { return OutputSettings() }
    return OutputSettings(
      file: text(fields["file"], "the path of a result file"),
      overwrite: flag(fields["overwrite"]) ?? false, compress: flag(fields["compress"]) ?? false)
  }
}

extension Time {
  /// The step that is taken where none is given: on the lumped motor axon 1 µs of the standard scheme
  /// costs the velocity 5e-4, and the pair of 5 and 2.5 µs 1e-5.
  fileprivate static func standard(
    ofDoubleCable isDouble: Bool, _ accuracy: RunSettings.Accuracy
  ) -> Time {
    guard isDouble else { return 25.us }
    return accuracy == .richardson ? 5.us : 1.us
  }
}
