import RallAnalysis
import RallModel
import RallMorphology
import RallTheory
import RallUnits

/// The second benchmark of simulators: a step of current into a tree of ten levels of forks.
///
/// Its README prints the dimensions rounded, and so the tree no longer obeys the 3/2 law, though the
/// published curve is that of the equivalent cylinder. Both trees are simulated, each against its
/// own exact solution, and what the rounding does is a claim of its own.
struct V09Rallpack2: Case {
  let id = "V09"
  let title = "Rallpack 2: a step of current into a tree of 1023 branches"
  let method = "1024 compartments, step 50 µs, to 250 ms; root and a tip"
  let source =
    "exact: equivalent cylinder of 16 by 320 µm, and for the dimensions as printed in its README, "
    + "which are rounded, the branches' two-ports inverted in time (Talbot)"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    let cylinder = [0.0, 320].map { distance in
      { (time: Double) in Rallpack.tree(at: distance, time: time) }
    }
    let exact = RallTree.tree(
      trunk: 16, levels: Array(repeating: 0.008, count: 10), material: Rallpack.material)
    let ours = try Self.ends(of: exact, .standard)
    let pair = try Self.ends(of: exact, .richardson)
    let rounded = Rallpack.roundedTree
    let oursRounded = try Self.ends(of: rounded, .standard)
    for (end, word) in ["root", "tip"].enumerated() {
      for (accuracy, traces) in [(RunSettings.Accuracy.standard, ours), (.richardson, pair)] {
        evidence.compare(
          "\(accuracy): rms over the range, dimensions by the 3/2 law, \(word)",
          rmsOverRange(traces[end].values, traces[end].times.map(cylinder[end])), with: 0,
          within: .absolute(1e-5))
      }
      let node = end == 0 ? PassiveTree.Node.root : .end(of: rounded.branches.count - 1)
      // The exact curve of the tree without a law costs a millisecond a point.
      let some = stride(from: 50, to: oursRounded[end].times.count, by: 50)
      let times = some.map { oursRounded[end].times[$0] }
      let curve = times.map { time in
        Rallpack.rest
          + rounded.stepResponse(from: .root, to: node, current: Rallpack.current, time: time)
      }
      let values = some.map { oursRounded[end].values[$0] }
      evidence.compare(
        "standard: rms over the range, dimensions as printed, \(word)", rmsOverRange(values, curve),
        with: 0,
        within: .absolute(1e-5))
      let law = times.map(cylinder[end])
      evidence.compare(
        "the printed dimensions against the 3/2 law, rms over the range, \(word)",
        rmsOverRange(values, law), with: rmsOverRange(curve, law), within: .absolute(1e-5))
    }
    return evidence
  }

  /// The voltages at the root and at the last tip, at every step.
  private static func ends(
    of tree: PassiveTree, _ accuracy: RunSettings.Accuracy
  ) throws -> [Trace] {
    let tip = Site.section(tree.branches.count - 1, 1)
    let run = try Run(
      Experiment(
        morphology: .given(Morphology(tree)), division: .perSection(1),
        cell: Cell(tree.material, rest: Rallpack.rest.mV),
        stimuli: [.rallpackStep],
        recordings: [Recording(name: "ends", .sites([.section(0, 0), tip]))],
        run: RunSettings(duration: 250.ms, step: 50.us, accuracy: accuracy)))
    return [run.trace(column: 0), run.trace(column: 1)]
  }
}
