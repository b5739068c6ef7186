import RallModel
import RallMorphology
import RallTheory
import RallUnits

/// A cable seen from its end, the far end sealed or cut open.
struct V02InputResistance: Case {
  let id = "V02"
  let title = "Input resistance of a cable, sealed or cut open at its far end"
  let method = "d 2 µm, Rm 20 000 Ω cm², Ra 150 Ω cm; 100 pieces"
  let source = "exact: Rin = R∞ coth L sealed, R∞ tanh L killed; Rall 1959"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    let cable = UniformCable(diameter: 2, material: .dendrite)
    for electrotonic in [0.5, 1, 2] {
      let length = electrotonic * cable.lengthConstant
      for (end, word) in [(CableEnd.sealed, "sealed"), (.killed, "killed")] {
        let cell = try Self.cell(cable, length: length, end: end)
        evidence.compare(
          "Rin, L = \(decimal(electrotonic)), \(word) end",
          try cell.inputResistance(at: .section(0, 0)),
          with: cable.inputResistance(length: length, end: end), in: "MΩ", within: .relative(1e-4))
        guard end == .sealed else { continue }
        evidence.compare(
          "V(L)/V(0), L = \(decimal(electrotonic)), sealed end",
          try cell.resistance(from: .section(0, 0), to: .section(0, 1))
            / cell.inputResistance(at: .section(0, 0)),
          with: cable.attenuation(at: length, length: length, end: end), within: .relative(1e-4))
      }
    }
    return evidence
  }

  /// A cut end is a ring of membrane of 1 S: a thousand-millionth of the resistance of the cable.
  private static func cell(
    _ cable: UniformCable, length: Double, end: CableEnd
  ) throws -> RestingCell {
    var morphology = Morphology.cylinder(length: length.um, diameter: cable.diameter.um, type: 3)
    var cell = Cell(cable.material)
    if end == .killed {
      let ring = Section(
        type: 7,
        points: [Point(x: length, y: 0, z: 0, radius: 1), Point(x: length, y: 0, z: 0, radius: 2)],
        parent: 0, start: 1, end: 1, startDistance: length.um, order: 2)
      morphology.sections.append(ring)
      let open = ConductancePerArea(coherent: 1.S.coherent / ring.area.coherent)
      cell.coats.append(Coat(.type(7), .passive(g: open, e: .zero)))
    }
    return try RestingCell(cell, morphology, .perSection(100))
  }
}
