import RallPlot

/// A claim about the simulator, and how it is put to the test.
///
/// What is true comes from `RallTheory` or from the literature, never from the engine; what is
/// judged comes from the engine, driven as a user drives it. A new case is one file with one value
/// of this protocol, and its line in `Cases.all`.
protocol Case: Sendable {
  /// A short name that does not change: `V08`.
  var id: String { get }
  /// What is judged.
  var title: String { get }
  /// How the engine comes to its numbers: the cell, the mesh, the step.
  var method: String { get }
  /// Where the reference comes from.
  var source: String { get }
  /// Runs the engine and sets its numbers beside the reference.
  func evidence() throws -> Evidence
}

/// What a case found.
struct Evidence: Sendable {
  private(set) var findings: [Finding] = []
  private(set) var plots: [LogLogPlot] = []

  /// Sets a number beside what it should be.
  mutating func compare(
    _ what: String, _ ours: Double, with reference: Double, in unit: String = "",
    within tolerance: Tolerance
  ) {
    findings.append(
      Finding(
        what: what,
        outcome: .number(ours, reference: reference, unit: unit, within: tolerance)))
  }

  /// Sets a word beside what it should be.
  mutating func expect(_ what: String, _ expected: String, found: String, holds: Bool) {
    findings.append(
      Finding(what: what, outcome: .word(found, expected: expected, holds: holds)))
  }

  /// Adds a figure.
  mutating func draw(_ plot: LogLogPlot) { plots.append(plot) }
}
