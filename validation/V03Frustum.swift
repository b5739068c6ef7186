import RallModel
import RallMorphology
import RallTheory
import RallUnits

/// A cone, which no cylinder stands for: from either end, and made of two pieces.
struct V03Frustum: Case {
  let id = "V03"
  let title = "Input resistance and attenuation of a tapering cable"
  let method = "Rm 20 000 Ω cm², Ra 150 Ω cm; 100 pieces"
  let source = "exact: modified Bessel functions of order 1 and 2"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    for (start, end) in [(6.0, 2.0), (2, 6), (4, 1), (1, 4)] {
      let length = min(start, end) == 2 ? 200.0 : 800
      let tree = PassiveTree(
        branches: [.init(length: length, diameter: start, to: end)], material: .dendrite)
      let cell = try RestingCell(Cell(.dendrite), Morphology(tree), .perSection(100))
      let input = try cell.inputResistance(at: .section(0, 0))
      let what = "\(decimal(start)) to \(decimal(end)) µm over \(decimal(length)) µm"
      evidence.compare(
        "Rin, \(what)", input, with: tree.inputResistance(at: .root), in: "MΩ",
        within: .relative(1e-4))
      evidence.compare(
        "V(l)/V(0), \(what)",
        try cell.resistance(from: .section(0, 0), to: .section(0, 1)) / input,
        with: tree.transferResistance(from: .root, to: .end(of: 0))
          / tree.inputResistance(at: .root), within: .relative(1e-4))
    }
    return evidence
  }
}
