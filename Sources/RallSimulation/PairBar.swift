internal import RallModel
internal import RallNumerics

/// What the difference of two runs, the second in half as long steps, says of the second's error.
///
/// An error of order p has fallen by 2ᵖ, so what is left of it is the difference over 2ᵖ − 1: a third
/// of it where p is 2. Right after a jump of a current p is ½: a dendrite charges with the root of time,
/// until its current has spread over a compartment, and that is often less than a step.
package struct PairBar: Sendable {
  /// From each discontinuity to two of the coarser run's steps behind it, ms.
  private let onsets: [(start: Double, end: Double)]

  init(_ grid: TimeGrid) {
    onsets = grid.stretches.map { ($0.start, $0.start + 2 * $0.step) }
  }

  /// The share of a difference at a time that is taken for the error.
  package func share(at time: Double) -> Double {
    let after = onsets.partitioningIndex { $0.start > time }
    return after > 0 && time < onsets[after - 1].end ? 1 / (2.0.squareRoot() - 1) : 1 / 3
  }
}
