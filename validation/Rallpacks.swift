import RallModel
import RallMorphology
import RallTheory
import RallUnits

extension Stimulus {
  /// The current of all Rallpacks: into the start of the cable or the trunk, for as long as they last.
  static let rallpackStep = Stimulus(
    name: "step", at: .section(0, 0), CurrentClamp(Rallpack.current.nA, from: .zero, for: 1.s))
}

/// The measure of Rallpacks 1 and 2: root mean square of the difference, as a share of the range.
func rmsOverRange(_ ours: [Double], _ exact: [Double]) -> Double {
  let squares = zip(ours, exact).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  let range = (exact.max() ?? 0) - (exact.min() ?? 0)
  return (squares / Double(exact.count)).squareRoot() / range
}
