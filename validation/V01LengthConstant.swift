import RallModel
import RallMorphology
import RallTheory
import RallUnits

/// The length constant by the way it is measured: the fit of an exponential to a steady decay.
struct V01LengthConstant: Case {
  let id = "V01"
  let title = "Length constant of a cable, by the fit of its steady decay"
  let method = "cable of 20 λ, fit over the first 5 λ; compartments as the program chooses them"
  let source = "exact: λ = √((d/4)(Rm/Ra)); Rall 1959"

  /// Diameters in µm with what they are made of.
  private let cables = [
    UniformCable(diameter: 2, material: .dendrite),
    UniformCable(
      diameter: 1, material: CableMaterial(membraneResistance: 40_000, axialResistivity: 100)),
    UniformCable(
      diameter: 0.5, material: CableMaterial(membraneResistance: 30_000, axialResistivity: 200)),
    UniformCable(
      diameter: 10, material: CableMaterial(membraneResistance: 20_000, axialResistivity: 70)),
  ]

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    for cable in cables {
      let branch = PassiveTree.Branch(
        length: 20 * cable.lengthConstant, diameter: cable.diameter)
      let tree = PassiveTree(branches: [branch], material: cable.material)
      let cell = try RestingCell(Cell(cable.material), Morphology(tree), .standard)
      evidence.compare(
        "λ, d \(decimal(cable.diameter)) µm, Rm \(decimal(cable.material.membraneResistance)) Ω cm², "
          + "Ra \(decimal(cable.material.axialResistivity)) Ω cm",
        try cell.lengthConstant(from: .section(0, 0), to: .section(0, 0.25)),
        with: cable.lengthConstant, in: "µm", within: .relative(1e-4))
    }
    return evidence
  }
}
