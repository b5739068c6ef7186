import RallModel
import RallMorphology
import RallTheory
import RallUnits

/// A tree whose forks keep the sum of d^(3/2) is one cylinder to a current into its trunk; a tree
/// that keeps nothing is judged by its own exact solution.
struct V04EquivalentCylinder: Case {
  let id = "V04"
  let title =
    "A tree that obeys the 3/2 law is its equivalent cylinder, and one that does not is not"
  let method = "Rm 20 000 Ω cm², Ra 150 Ω cm; 40 pieces a branch"
  let source = "exact: Rall 1959; any tree by its branches' two-ports (Bessel functions)"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    let trunk = UniformCable(diameter: 4, material: .dendrite)
    let length = 0.9 * trunk.lengthConstant
    let tree = RallTree.tree(trunk: 4, levels: [0.4, 0.5], material: .dendrite)
    let cell = try Self.cell(tree)
    let input = trunk.inputResistance(length: length, end: .sealed)
    evidence.compare(
      "Rin of trunk and two daughters, L = 0.4 + 0.5", try cell.inputResistance(at: .section(0, 0)),
      with: input, in: "MΩ", within: .relative(1e-4))
    evidence.compare(
      "from the trunk to a tip", try cell.resistance(from: .section(0, 0), to: .section(2, 1)),
      with: input * trunk.attenuation(at: length, length: length, end: .sealed), in: "MΩ",
      within: .relative(1e-4))

    let other = PassiveTree.fiveTapers
    let lawless = try Self.cell(other)
    for branch in other.branches.indices {
      evidence.compare(
        "a tree of five tapers: from tip 4 to the end of branch \(branch)",
        try lawless.resistance(from: .section(4, 1), to: .section(branch, 1)),
        with: other.transferResistance(from: .end(of: 4), to: .end(of: branch)), in: "MΩ",
        within: .relative(1e-4))
    }
    return evidence
  }

  private static func cell(_ tree: PassiveTree) throws -> RestingCell {
    try RestingCell(Cell(tree.material), Morphology(tree), .perSection(40))
  }
}
