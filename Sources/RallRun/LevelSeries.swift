/// What one of the five runs comes to.
struct ConvergenceLevel {
  let numbers: [Convergence.Number]
  let traces: [RecordedTrace]
}

/// The numbers of three runs, each at half of the step or mesh of the one before, and how far their traces
/// moved; of the traces themselves two are kept.
struct LevelSeries {
  private(set) var numbers: [[Convergence.Number]]
  let first: [RecordedTrace]
  private var last: [RecordedTrace]
  /// Of each trace, from each run to the next.
  private var changes: [[Double]]

  init(_ base: ConvergenceLevel) {
    numbers = [base.numbers]
    (first, last) = (base.traces, base.traces)
    changes = base.traces.map { _ in [] }
  }

  mutating func append(_ level: ConvergenceLevel) {
    numbers.append(level.numbers)
    for number in first.indices {
      changes[number].append(first[number].distance(last[number], level.traces[number]))
    }
    last = level.traces
  }

  /// What halving twice did to a trace.
  func refinement(of number: Int) -> Refinement {
    Refinement(
      first: changes[number][0], second: changes[number][1],
      whole: first[number].distance(first[number], last[number]),
      size: abs(first[number].largest))
  }
}
