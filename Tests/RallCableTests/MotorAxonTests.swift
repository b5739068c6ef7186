import RallCable
import RallMembrane
import RallModel
import RallMorphology
import RallNumerics
import RallUnits
import Testing

/// The published script of the motor axon gives every section the diameter of the fibre and scales its
/// constants; in numbers of the network it is what stands here.
@Suite("The motor axon of McIntyre, Richardson and Grill, number for number")
struct MotorAxonTests {
  /// Lengths in µm, of one fibre of the paper's table.
  struct Fibre: Sendable, CustomTestStringConvertible {
    let fibre, axon, node, spacing, flut, lamellae: Double

    var testDescription: String { "\(fibre) um" }
  }

  static let fibres = [
    Fibre(fibre: 5.7, axon: 3.4, node: 1.9, spacing: 500, flut: 35, lamellae: 80),
    Fibre(fibre: 7.3, axon: 4.6, node: 2.4, spacing: 750, flut: 38, lamellae: 100),
    Fibre(fibre: 8.7, axon: 5.8, node: 2.8, spacing: 1000, flut: 40, lamellae: 110),
    Fibre(fibre: 10, axon: 6.9, node: 3.3, spacing: 1150, flut: 46, lamellae: 120),
    Fibre(fibre: 11.5, axon: 8.1, node: 3.7, spacing: 1250, flut: 50, lamellae: 130),
    Fibre(fibre: 12.8, axon: 9.2, node: 4.2, spacing: 1350, flut: 54, lamellae: 135),
    Fibre(fibre: 14, axon: 10.4, node: 4.7, spacing: 1400, flut: 56, lamellae: 140),
    Fibre(fibre: 15, axon: 11.5, node: 5, spacing: 1450, flut: 58, lamellae: 145),
    Fibre(fibre: 16, axon: 12.7, node: 5.5, spacing: 1500, flut: 60, lamellae: 150),
  ]

  static let nodes = 21

  static func cell(_ diameter: Length) -> Cell {
    Cell(
      temperature: 37.degC, start: .voltage(-80.mV),
      wrappings: [.mrg(region: .axon, diameter: diameter)])
  }

  static func axon(_ fibre: Fibre, splitting: Int = 1) throws -> LoweredCell {
    let length = Double(nodes - 1) * fibre.spacing + 1
    return try LoweredCell(
      cell(fibre.fibre.um), .cylinder(length: length.um, diameter: fibre.fibre.um),
      division: .standard, splitting: splitting)
  }

  /// A section of the script.
  struct Segment {
    let length, diameter, space, membraneG: Double
    let isNode: Bool
  }

  static func segments(_ fibre: Fibre) -> [Segment] {
    let stin = (fibre.spacing - 1 - 2 * 3 - 2 * fibre.flut) / 6
    let node = Segment(length: 1, diameter: fibre.node, space: 0.002, membraneG: 0, isNode: true)
    let mysa = Segment(
      length: 3, diameter: fibre.node, space: 0.002, membraneG: 0.001, isNode: false)
    func inner(_ length: Double) -> Segment {
      Segment(length: length, diameter: fibre.axon, space: 0.004, membraneG: 0.0001, isNode: false)
    }
    let internode =
      [mysa, inner(fibre.flut)] + [Segment](repeating: inner(stin), count: 6)
      + [inner(fibre.flut), mysa]
    return (0..<nodes - 1).flatMap { _ in [node] + internode } + [node]
  }

  /// Equal but for the rounding of some ten operations.
  static func same(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-12 * abs(b) }

  @Test("areas, resistances, capacitances and leaks are the script's", arguments: fibres)
  func script(fibre: Fibre) throws {
    let cell = try Self.axon(fibre)
    let segments = Self.segments(fibre)
    #expect(cell.count == 21 + 20 * 10)
    let outer = try #require(cell.periaxonal)
    let passive = try #require(cell.banks.first { $0.kernel.description.name == "passive" })
    let nodal = try #require(cell.banks.first { $0.kernel.description.name == "mrg" })
    #expect(nodal.vertex.count == 21 && passive.vertex.count == 200)
    // 70 Ω·cm is 0.7 MΩ·µm; 1 µF/cm² is 1e-5 nF/µm²; 1 S/cm² is 0.01 µS/µm².
    let (rho, micro, siemens) = (0.7, 1e-5, 0.01)
    var halves: (inside: Double, outside: Double)?
    for (row, segment) in segments.enumerated() {
      let (l, d) = (segment.length, segment.diameter)
      #expect(Self.same(cell.columns[row].area, .pi * d * l))
      #expect(Self.same(cell.columns[row].length, l))
      #expect(Self.same(cell.capacitance[row], 2 * micro * .pi * d * l))
      #expect(outer.isSheathed[row] == !segment.isNode)
      let sheath = .pi * fibre.fibre * l / (2 * fibre.lamellae)
      #expect(Self.same(outer.capacitance[row], segment.isNode ? 0 : 0.1 * micro * sheath))
      #expect(Self.same(outer.conductance[row], segment.isNode ? 0 : 0.001 * siemens * sheath))
      #expect(outer.drive[row] == 0)
      let inside = rho * (l / 2) * 4 / (.pi * d * d)
      let outside = rho * (l / 2) / (.pi * segment.space * (d + segment.space))
      if let before = halves {
        #expect(cell.axial.parent[row] == Int32(row - 1))
        #expect(Self.same(cell.axial.coupling[row], 1 / (before.inside + inside)))
        #expect(Self.same(outer.coupling[row], 1 / (before.outside + outside)))
      } else {
        #expect(cell.axial.parent[row] < 0 && outer.coupling[row] == 0)
      }
      halves = (inside, outside)
      if !segment.isNode {
        let instance = try #require(passive.vertex.firstIndex(of: Int32(row)))
        let (pack, lane) = (instance / 8, instance % 8)
        #expect(Self.same(passive.area[pack][lane], .pi * d * l))
        #expect(Self.same(passive.parameters[0][pack][lane], segment.membraneG * siemens))
        #expect(passive.parameters[1][pack][lane] == -80)
      }
    }
  }

  @Test(
    "a node is its vertex, whatever the division asks for",
    arguments: [Division.perSection(1), .longest(0.7.um)])
  func nodes(division: Division) throws {
    let morphology = Morphology.cylinder(length: 2301.um, diameter: 10.um)
    let cell = try LoweredCell(
      Self.cell(10.um), morphology, division: division, electrodes: [.node(0), .section(0, 0.3)])
    #expect(cell.count == 23)
    for (number, vertex) in [0, 11, 22].enumerated() {
      let place = try Site.node(number).locations(on: cell.morphology)[0]
      let probe = cell.probe(at: place)
      #expect(probe.isVertex && probe.first == vertex)
      #expect(abs(cell.depth(of: place) - (Double(number) * 1150 + 0.5)) < 1e-9)
    }
    // The ends of the cable are the end nodes' own, and an electrode acts on the piece that it is in.
    for (position, vertex) in [(0.0, 0), (2301, 22), (0.9, 0), (1.1, 1), (4.2, 2), (49.9, 2)] {
      let place = Location(section: 0, position: position.um)
      #expect(cell.electrode(at: place) == vertex)
    }
    #expect(cell.probe(at: Location(section: 0, position: 0.um)).first == 0)
    #expect(cell.probe(at: Location(section: 0, position: 2301.um)).first == 22)
  }

  @Test("between two fibres of the table every number is on the straight line")
  func interpolation() throws {
    let between = try #require(MotorAxon(fibreDiameter: 10.75.um))
    #expect(abs(between.axonDiameter.coherent - 7.5) < 1e-14)
    #expect(abs(between.nodeDiameter.coherent - 3.5) < 1e-14)
    #expect(abs(between.spacing.coherent - 1200) < 1e-12)
    #expect(abs(between.juxtaparanodeLength.coherent - 48) < 1e-13)
    #expect(abs(between.lamellae - 125) < 1e-13)
    for fibre in Self.fibres {
      let axon = try #require(MotorAxon(fibreDiameter: fibre.fibre.um))
      #expect(axon.axonDiameter == fibre.axon.um && axon.lamellae == fibre.lamellae)
    }
    for diameter in [5.6, 16.1, 0, -10, .nan] {
      #expect(MotorAxon(fibreDiameter: diameter.um) == nil)
    }
  }

  @Test(
    "refining cuts each segment and moves no border; the cell knows that it is another model then")
  func refined() throws {
    let fibre = Self.fibres[3]
    let whole = try Self.axon(fibre)
    let finer = try Self.axon(fibre, splitting: 3)
    #expect(!whole.refinesLumpedModel && finer.refinesLumpedModel)
    #expect(finer.count == 3 * whole.count)
    func total(_ values: [Double]) -> Double { values.reduce(0, +) }
    #expect(Self.same(total(finer.capacitance), total(whole.capacitance)))
    for row in 0..<whole.count {
      let parts = 3 * row..<3 * row + 3
      #expect(Self.same(total(parts.map { finer.capacitance[$0] }), whole.capacitance[row]))
      // The middle one of three stands where the one did.
      #expect(abs(finer.depth[3 * row + 1] - whole.depth[row]) < 1e-9)
    }
  }
}
