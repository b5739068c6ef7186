import RallModel
import RallMorphology
import RallTheory
import RallUnits

/// The theory's descriptions, told to the engine.
extension Morphology {
  /// The branches of a tree, each a section of one frustum along x; section k is branch k.
  init(_ tree: PassiveTree) {
    var sections: [Section] = []
    for (number, branch) in tree.branches.enumerated() {
      let parent = branch.parent.map { sections[$0] }
      let start = parent?.points.last?.x ?? 0
      sections.append(
        Section(
          type: 3,
          points: [
            Point(x: start, y: 0, z: 0, radius: branch.startDiameter / 2),
            Point(x: start + branch.length, y: 0, z: 0, radius: branch.endDiameter / 2),
          ],
          parent: branch.parent, start: parent?.end ?? 0, end: number + 1,
          startDistance: parent.map { $0.startDistance + $0.length } ?? .zero,
          order: (parent?.order ?? 0) + 1))
    }
    self.init(sections: sections, junctionCount: sections.count + 1, soma: .none)
  }
}

extension Cell {
  /// A passive cell of one material, at rest at `rest` mV.
  init(_ material: CableMaterial, rest: Voltage = .zero) {
    self.init(
      axoplasm: material.axialResistivity.ohm * .cm, capacitance: material.capacitance.uF / .cm2,
      start: .voltage(rest)
    ) {
      Coat(.all, .passive(g: (1000 / material.membraneResistance).mS / .cm2, e: rest))
    }
  }
}

extension CableMaterial {
  /// Rm 20 000 Ω cm², Ra 150 Ω cm, Cm 1 µF/cm²: τ is 20 ms.
  static let dendrite = CableMaterial(membraneResistance: 20_000, axialResistivity: 150)
}

extension PassiveTree {
  /// A tree that obeys no law: a trunk with two daughters, and two more on one of them.
  static let fiveTapers = PassiveTree(
    branches: [
      .init(length: 180, diameter: 3, to: 2), .init(parent: 0, length: 240, diameter: 1, to: 0.6),
      .init(parent: 0, length: 60, diameter: 1.8, to: 1.5),
      .init(parent: 2, length: 300, diameter: 0.7, to: 0.9),
      .init(parent: 2, length: 120, diameter: 1.1, to: 0.3),
    ], material: .dendrite)
}
