import RallCable
import RallImpedance
import RallModel
import RallMorphology
import RallNumerics
import RallUnits
import TestNeurons
import TestRandom

/// Cells that nobody would draw, at rest.
enum RandomCells {
  /// A leak near the root, squid membrane farther out, and more capacitance beyond.
  static func active(seed: Int, sheathed: Bool, longest: Length = 6.um) throws -> QuasiActiveCell {
    let cell = Cell(axoplasm: 150.ohm * .cm) {
      Coat(.all, .passive(g: 0.05.mS / .cm2, e: -65.mV))
      Coat(.compare(.distance, .greater, 10), .hh())
      Coat(.compare(.distance, .greater, 25), .capacitance(Expression(2.uF / .cm2)))
    }
    let lowered = try LoweredCell(
      cell, .random(seed: seed, sections: 16, sphere: seed % 2 == 0), division: .longest(longest))
    return QuasiActiveCell(try RestingState(of: sheathed ? lowered.sheathed(seed: seed) : lowered))
  }

  /// Places on it, of which most are between vertices.
  static func probes(_ model: QuasiActiveCell, seed: Int, count: Int = 10) throws
    -> [LoweredCell.Probe]
  {
    try model.cell.morphology.randomPlaces(count, seed: seed).map {
      model.cell.probe(at: try $0.locations(on: model.cell.morphology)[0])
    } + [LoweredCell.Probe(first: 0, second: 0, share: 0)]
  }

  static let frequencies = [0, 1, 60, 1000, 30_000].map { Double($0).Hz }
}

/// The distance of two numbers as a share of the second.
func departure(_ a: ComplexNumber, _ b: ComplexNumber) -> Double {
  (a - b).magnitude / b.magnitude
}

/// How many times smaller an error is after each halving of a step, as a power of two.
func orders(_ errors: [Double]) -> [Double] {
  zip(errors, errors.dropFirst()).map { logarithm($0 / $1) / logarithm(2) }
}
