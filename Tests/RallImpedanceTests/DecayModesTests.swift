import RallCable
import RallImpedance
import RallModel
import RallMorphology
import RallNumerics
import RallTheory
import RallUnits
import TestNeurons
import Testing

@Suite("The decays of a resting cell")
struct DecayModesTests {
  static func modes(_ cell: LoweredCell, _ count: Int) throws -> DecayModes {
    try #require(DecayModes(QuasiActiveCell(try RestingState(of: cell)), count: count))
  }

  @Test(
    "of a sealed cable are Rall's equalizing time constants, to order 2", arguments: [0.5, 1, 2])
  func cylinder(electrotonic: Double) throws {
    let cable = UniformCable(diameter: 2, material: CableImpedanceTests.material)
    let length = electrotonic * cable.lengthConstant
    let errors = try [50, 100, 200].map { pieces in
      let found = try Self.modes(
        CableImpedanceTests.passive(length: length, diameter: 2, pieces), 4)
      return (0..<4).map {
        abs(found.timeConstants[$0] / cable.equalizingTimeConstant($0, length: length) - 1)
      }
    }
    // The slowest has no slope anywhere, and so no error of the mesh.
    for fine in errors { #expect(fine[0] < 1e-10) }
    for mode in 1..<4 {
      for order in orders(errors.map { $0[mode] }) { #expect(abs(order - 2) < 0.02, "\(order)") }
      #expect(errors[2][mode] < 1e-3)
    }
  }

  @Test("of a double cable come in two for each harmonic, to order 2")
  func doubleCable() throws {
    let length = 1000.0
    var exact: [Double] = []
    for harmonic in 0..<40 {
      let pair = CableImpedanceTests.sheathed.timeConstants(harmonic, length: length)
      exact += [pair.long, pair.short]
    }
    exact.sort(by: >)
    let errors = try [100, 200, 400].map { pieces in
      let found = try Self.modes(CableImpedanceTests.sheathedCell(length: length, pieces), 6)
      #expect(found.total == 2 * (pieces + 1))
      return zip(found.timeConstants, exact).map { abs($0 / $1 - 1) }
    }
    for mode in 0..<6 {
      if errors[0][mode] < 1e-9 { continue }
      for order in orders(errors.map { $0[mode] }) {
        #expect(abs(order - 2) < 0.03, "\(mode): \(order)")
      }
    }
    for mode in 0..<6 { #expect(errors[2][mode] < 1e-3, "\(mode)") }
  }

  @Test(
    "all rates together are the sum of what each membrane would lose alone",
    arguments: 1...4, [false, true])
  func trace(seed: Int, sheathed: Bool) throws {
    let model = try RandomCells.active(seed: seed, sheathed: sheathed, longest: 30.um)
    let cell = model.cell
    let modes = try #require(DecayModes(model, count: .max))
    #expect(modes.timeConstants.count == modes.total)
    #expect(modes.timeConstants == modes.timeConstants.sorted(by: >))
    // The trace of C⁻¹G. With u = v + w the energy in both membranes is a sum of squares, and a
    // vertex adds what leaves through each of its capacitances.
    let axial = cell.axialDiagonal
    var trace = 0.0
    for i in 0..<cell.count { trace += (model.heldConductance[i] + axial[i]) / cell.capacitance[i] }
    if let outer = cell.periaxonal {
      for i in 0..<cell.count where outer.isSheathed[i] {
        var along = axial[i]
        for (row, parent) in cell.axial.parent.enumerated() where parent >= 0 {
          if row == i || Int(parent) == i { along += outer.coupling[row] }
        }
        trace += (outer.conductance[i] + along) / outer.capacitance[i]
      }
    }
    let sum = modes.timeConstants.reduce(0) { $0 + 1 / $1 }
    #expect(abs(sum / trace - 1) < 1e-11)
  }

  @Test("equal branches have equal decays, and none of them is lost")
  func multiple() throws {
    // A vertex with seven like ones about it: six decays are the same.
    var sections: [Section] = []
    for number in 0..<7 {
      sections.append(
        Section(
          type: 3,
          points: [Point(x: 0, y: 0, z: 0, radius: 1), Point(x: 50, y: 0, z: 0, radius: 1)],
          parent: nil, start: 0, end: number + 1, startDistance: .zero, order: 1))
    }
    let star = Morphology(sections: sections, junctionCount: 8, soma: .none)
    let cell = try LoweredCell(
      Cell(axoplasm: 150.ohm * .cm) { Coat(.all, .passive(g: 0.05.mS / .cm2, e: -65.mV)) }, star,
      division: .perSection(1))
    let modes = try Self.modes(cell, 100)
    #expect(modes.timeConstants.count == 8)
    let (first, last) = (modes.timeConstants[1], modes.timeConstants[6])
    #expect(abs(first / last - 1) < 1e-12)
    // Of 1 around 7: (1 + 1/7·7) times as fast, without the leak of 1/20 ms.
    let (alike, against) = (1 / first - 0.05, 1 / modes.timeConstants[7] - 0.05)
    #expect(abs(against / alike - 2) < 1e-12)
    #expect(abs(modes.timeConstants[0] - 20) < 1e-9)
  }
}
