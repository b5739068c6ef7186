public import RallCable
internal import RallNumerics
internal import TestRandom

extension LoweredCell {
  /// The same cell with sheaths over about `share` of its vertices, and a space under them: of random
  /// capacitance, conductance and width.
  public func sheathed(seed: Int, share: Double = 0.7) -> LoweredCell {
    var random = SeededGenerator(seed: seed)
    let isSheathed = (0..<count).map { _ in Double.random(in: 0..<1, using: &random) < share }
    func spread(_ values: [Double], _ range: ClosedRange<Double>) -> [Double] {
      zip(values, isSheathed).map { value, sheathed in
        sheathed ? value * .random(in: range, using: &random) : 0
      }
    }
    var coupling = [Double](repeating: 0, count: count)
    for (row, parent) in axial.parent.enumerated()
    where parent >= 0 && (isSheathed[row] || isSheathed[Int(parent)]) {
      coupling[row] = axial.coupling[row] * .random(in: 1e-3...0.1, using: &random)
    }
    var cell = self
    cell.periaxonal = Periaxonal(
      coupling: coupling, isSheathed: isSheathed, capacitance: spread(capacitance, 0.01...0.5),
      conductance: spread(capacitance, 1e-4...0.05), drive: spread(capacitance, -0.1...0.1))
    return cell
  }
}
