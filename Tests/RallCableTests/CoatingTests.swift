import RallCable
import RallMembrane
import RallModel
import RallMorphology
import RallNumerics
import RallUnits
import TestNeurons
import Testing

@Suite("Coats on a cell")
struct CoatingTests {
  static let cable = Morphology.cylinder(length: 100.um, diameter: 2.um)
  static let near = Region.compare(.distance, .less, 30)

  static func lowered(_ coats: Coat..., division: Division = .longest(10.um)) throws -> LoweredCell
  {
    var cell = Cell()
    cell.coats = coats
    return try LoweredCell(cell, cable, division: division)
  }

  /// Membrane conductance of each vertex, µS.
  static func leak(_ cell: LoweredCell) -> [Double] { SteadyNetwork(cell).leak }

  @Test("a later coat covers an earlier one of the same kind, and only there")
  func covers() throws {
    let cell = try Self.lowered(
      Coat(.all, .passive(g: 1.mS / .cm2, e: -65.mV)),
      Coat(Self.near, .passive(g: 3.mS / .cm2, e: -70.mV)))
    // 2π µm of girth times 10 µm; the vertex on the boundary has a half of each.
    let unit = 2 * Double.pi * 10 * 1e-5
    let expected = [1.5, 3, 3, 2, 1, 1, 1, 1, 1, 1, 0.5].map { $0 * unit }
    let network = SteadyNetwork(cell)
    for (stations, value) in zip(cell.stations[0], expected) {
      #expect(abs(network.leak[stations.vertex] / value - 1) < 1e-13)
    }
    let boundary = cell.stations[0][3].vertex
    #expect(abs(network.drive[boundary] / (unit * (1.5 * -70 + 0.5 * -65)) - 1) < 1e-13)
    #expect(cell.banks.count == 1 && cell.banks[0].vertex.count { $0 == Int32(boundary) } == 2)
  }

  @Test("in the other order the whole is covered")
  func order() throws {
    let cell = try Self.lowered(
      Coat(Self.near, .passive(g: 3.mS / .cm2, e: -70.mV)),
      Coat(.all, .passive(g: 1.mS / .cm2, e: -65.mV)))
    let area = Self.cable.totals.area.coherent
    #expect(abs(Self.leak(cell).reduce(0, +) / (area * 1e-5) - 1) < 1e-13)
    #expect(cell.banks[0].count == cell.count)
  }

  @Test("coats of different kinds add up")
  func adds() throws {
    let cell = try Self.lowered(
      Coat(.all, .passive(g: 1.mS / .cm2, e: -65.mV)),
      Coat(Self.near, .hh(gna: .zero, gk: .zero, gl: 2.mS / .cm2)))
    let area = Self.cable.totals.area.coherent
    #expect(abs(Self.leak(cell).reduce(0, +) / (area * 1e-5 * (1 + 2 * 0.3)) - 1) < 1e-13)
    #expect(cell.banks.map { $0.kernel.description.name } == ["passive", "hh"])
  }

  @Test("one coat may have several layers, and the last of a kind is on top")
  func layers() throws {
    let cell = try Self.lowered(
      Coat(
        .all, .capacitance(Expression(2.uF / .cm2)), .passive(g: 1.mS / .cm2, e: -65.mV),
        .capacitance(Expression(3.uF / .cm2))))
    let area = Self.cable.totals.area.coherent
    #expect(abs(cell.capacitance.reduce(0, +) / (area * 3e-5) - 1) < 1e-13)
    #expect(abs(Self.leak(cell).reduce(0, +) / (area * 1e-5) - 1) < 1e-13)
  }

  @Test("capacitance and axoplasm are the cell's where no coat says otherwise")
  func background() throws {
    let cell = try Self.lowered(
      Coat(Self.near, .capacitance(Expression(0.5.uF / .cm2)), .axoplasm(Expression(300.ohm * .cm)))
    )
    let area = Self.cable.totals.area.coherent
    #expect(abs(cell.capacitance.reduce(0, +) / (area * 1e-5 * (0.3 * 0.5 + 0.7)) - 1) < 1e-13)
    let resistance = cell.stations[0].dropFirst().reduce(0) { $0 + $1.approach.sum() }
    // Ra·l/(π r²): 3 MΩ µm over 30 µm and 1 over 70, on π µm².
    #expect(abs(resistance / ((3 * 30 + 70) / .pi) - 1) < 1e-13)
  }

  @Test("where two coats leave the membrane bare there is only capacitance")
  func bare() throws {
    let cell = try Self.lowered(Coat(Self.near, .hh()))
    let far = cell.stations[0][10].vertex
    #expect(!cell.banks[0].vertex.contains(Int32(far)))
    #expect(cell.capacitance[far] > 0)
  }

  @Test("what is not given has the standard value, and what is given its own to the last bit")
  func standard() throws {
    let cell = try Self.lowered(Coat(.all, .hh(gna: 0.1234567.S / .cm2, el: -54.387.mV)))
    let bank = cell.banks[0]
    let standard = try #require(Mechanisms.named("hh")).parameters.map(\.standard)
    for instance in 0..<bank.count {
      let found = bank.parameters.map { $0[instance / 8][instance % 8] }
      #expect(found[0] == (0.1234567.S / .cm2).coherent)
      #expect(found[5] == -54.387)
      #expect(found[1...4] == standard[1...4])
    }
  }

  @Test("a coat that has nowhere to lie, or no meaning, is named in the error")
  func errors() {
    #expect(throws: LoweringError.emptyRegion(coat: 1, .soma)) {
      try Self.lowered(Coat(.all, .hh()), Coat(.soma, .hh()))
    }
    #expect(throws: LoweringError.region(coat: 0, .noSuchSection(4, count: 1))) {
      try Self.lowered(Coat(.section(4), .hh()))
    }
    let far = Location(section: 0, position: 95.um)
    let falling = Expression.binary(
      .multiply, Expression(1.mS / .cm2),
      .binary(
        .subtract, .constant(1, .none, text: "1"),
        .binary(.divide, .variable(.distance), Expression(90.um))))
    do {
      _ = try Self.lowered(
        Coat(.all, .mechanism("passive", ["g": falling])), division: .longest(20.um))
      Issue.record("a negative conductance was laid")
    } catch let LoweringError.value(coat, name, found, section, position) {
      #expect(
        coat == 0 && name == "passive.g" && section == far.section && position == far.position)
      // 1 − 95/90 of 1e-5 µS/µm².
      #expect(abs(found + 1e-5 / 18) < 1e-19)
    } catch { Issue.record("\(error)") }
    for layer: Layer in [
      .capacitance(Expression(0.uF / .cm2)), .axoplasm(Expression(-(1.ohm * .cm))),
      .axoplasm(.call(.log, [.constant(-1, .none, text: "-1")])),
      .mechanism("hg", [:]), .mechanism("hh", ["gca": Expression(1.mS / .cm2)]),
      .mechanism("hh", ["gna": Expression(1.mV)]), .capacitance(Expression(1.mV)),
      .mechanism(
        "passive", ["e": .binary(.divide, Expression(1.mV), .constant(0, .none, text: "0"))]),
    ] {
      #expect(throws: LoweringError.self, "\(layer)") { try Self.lowered(Coat(.all, layer)) }
    }
  }

  @Test("a point without thickness is refused with its sample")
  func thin() {
    for radius in [0, -1, Double.nan] {
      var morphology = Self.cable
      morphology = morphology.mapped { p in
        Point(x: p.x, y: p.y, z: p.z, radius: p.x > 50 ? radius : 1, sample: 42)
      }
      #expect(throws: LoweringError.thinPoint(sample: 42, section: 0)) {
        try LoweredCell(Cell(), morphology, division: .standard)
      }
    }
  }

  @Test("an electrode that has no place is named by its number")
  func electrode() {
    #expect(throws: LoweringError.site(stimulus: 1, .noSoma)) {
      try LoweredCell(
        Cell(), Self.cable, division: .standard, electrodes: [.section(0, 0.5), .soma])
    }
    #expect(throws: LoweringError.site(stimulus: 0, .noSuchSection(1, count: 1))) {
      try LoweredCell(Cell(), Self.cable, division: .standard, electrodes: [.section(1, 0.5)])
    }
  }
}
