import RallCable
import RallMembrane
import RallModel
import RallMorphology
import RallNumerics
import RallTheory
import RallUnits
import TestNeurons
import Testing

@Suite("A wrapped axon, lowered")
struct WrappedAxonTests {
  static let nodes = 6
  /// Six nodes of 2 µm and internodes of 300 µm.
  static let axon = Morphology.cylinder(length: (5 * 302 + 2).um, diameter: 4.um)

  static func myelin(
    _ thickness: Sheath.Thickness = .lamellae(50), node: Length? = 3.um, internode: Length? = 5.um
  ) -> Myelin {
    Myelin(
      on: .axon,
      node: NodeOfRanvier(
        length: 2.um, diameter: node, .capacitance(Expression(2.uF / .cm2)),
        .passive(g: 10.mS / .cm2, e: -60.mV)),
      internode: Internode(
        length: 300.um, diameter: internode, sheath: Sheath(thickness, reversal: -70.mV)))
  }

  static func cell(_ myelin: Myelin, coats: [Coat] = []) -> Cell {
    var cell = Cell(axoplasm: 110.ohm * .cm, wrappings: [.myelin(myelin)])
    cell.coats = coats
    return cell
  }

  /// Equal but for the rounding of sums over hundreds of compartments.
  static func same(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-12 * abs(b) }

  @Test(
    "length, area, capacitance, leak and resistance are the closed forms, whatever the division",
    arguments: ExactTotalsTests.divisions)
  func totals(division: Division) throws {
    let cell = try LoweredCell(Self.cell(Self.myelin()), Self.axon, division: division)
    let (nodeArea, sheathArea) = (6 * Double.pi * 3 * 2, 5 * Double.pi * 5 * 300)
    func sum(_ values: some Sequence<Double>) -> Double { values.reduce(0, +) }
    #expect(Self.same(sum(cell.columns.map(\.length)), 1512))
    #expect(Self.same(sum(cell.columns.map(\.area)), nodeArea + sheathArea))
    // n lamellae are 2n membranes in series: 1e-5 nF/µm² and 1e-5 µS/µm² over 100.
    #expect(Self.same(sum(cell.capacitance), 2e-5 * nodeArea + 1e-7 * sheathArea))
    let network = SteadyNetwork(cell)
    #expect(Self.same(sum(network.leak), 1e-4 * nodeArea + 1e-7 * sheathArea))
    #expect(Self.same(sum(network.drive), -60e-4 * nodeArea - 70e-7 * sheathArea))
    let resistance = sum(cell.stations[0].map { $0.approach.sum() })
    let lengths = 6 * 2 / 9.0 + 5 * 300 / 25.0
    #expect(Self.same(resistance, 1.1 * 4 / Double.pi * lengths))
    for number in 0..<Self.nodes {
      let start = Double(number) * 302
      for border in [start, start + 2] {
        #expect(cell.probe(at: Location(section: 0, position: border.um)).isVertex)
      }
    }
  }

  @Test("a sheath of known g-ratio is concentric cylinders, and nearly a sum of thin membranes")
  func concentric() throws {
    let ratio = 0.7
    let cell = try LoweredCell(
      Self.cell(Self.myelin(.gRatio(ratio))), Self.axon, division: .longest(50.um))
    let capacitance = cell.capacitance.reduce(0, +) - 2e-5 * 6 * .pi * 3 * 2
    // 2πεl/ln(D/d) with ε = 1e-5 nF/µm² times half of 16 nm.
    let exact = 2 * Double.pi * 1e-5 * 0.008 * 1500 / logarithm(1 / ratio)
    #expect(abs(capacitance / exact - 1) < 1e-12)
    // Membranes in series at their own radii, one each 8 nm: the midpoint rule for the same integral.
    let thickness = 2.5 * (1 / ratio - 1)
    let count = (thickness / 0.008).rounded()
    let series = (0..<Int(count)).reduce(0.0) { sum, k in
      let radius = 2.5 + thickness / count * (Double(k) + 0.5)
      return sum + 1 / (1e-5 * 2 * .pi * radius * 1500)
    }
    // The count of membranes is rounded to a whole number: half of one in 134.
    #expect(abs(capacitance * series - 1) < 0.5 / count + 1e-5)
  }

  @Test("thin lamellae on the area of the fibre have so much more of it")
  func fibreArea() throws {
    var myelin = Self.myelin()
    myelin.internode.sheath.fibreDiameter = 8.um
    let cell = try LoweredCell(Self.cell(myelin), Self.axon, division: .longest(50.um))
    let sheath = cell.capacitance.reduce(0, +) - 2e-5 * 6 * .pi * 3 * 2
    #expect(Self.same(sheath, 1e-7 * 5 * .pi * 8 * 300))
  }

  @Test("myelin takes away what membrane was there, and a coat on nodes comes after it")
  func clears() throws {
    let neuron = MyelinLayoutSample.somaWithAxon
    let coats = [
      Coat(.all, .hh(), .capacitance(Expression(7.uF / .cm2))),
      Coat(.axon, .mechanism("fh", [:])),
      Coat(.nodes, .passive(g: 20.mS / .cm2, e: -60.mV)),
    ]
    let cell = try LoweredCell(
      Self.cell(Self.myelin(node: nil, internode: nil), coats: coats), neuron,
      division: .longest(20.um))
    func area(_ name: String) -> Double {
      guard let bank = cell.banks.first(where: { $0.kernel.description.name == name }) else {
        return 0
      }
      return bank.area.reduce(0) { $0 + $1.sum() }
    }
    let whole = neuron.totals.area.coherent
    let axon = 1512 * Double.pi * 4
    let (nodes, sheaths): (Double, Double) = (6 * .pi * 4 * 2, 5 * .pi * 4 * 300)
    #expect(Self.same(area("hh"), whole - axon))
    #expect(area("fh") == 0)
    #expect(Self.same(area("passive"), axon))
    // 20 mS/cm² on the nodes cover the declaration's 10.
    let leak = SteadyNetwork.leak(of: "passive", in: cell)
    #expect(Self.same(leak, 2e-4 * nodes + 1e-7 * sheaths))
    let capacitance = cell.capacitance.reduce(0, +)
    #expect(Self.same(capacitance, 7e-5 * (whole - axon) + 2e-5 * nodes + 1e-7 * sheaths))
  }

  @Test("splitting refines every piece and moves no border", arguments: [2, 3, 8])
  func splitting(factor: Int) throws {
    let cell = Self.cell(Self.myelin())
    let coarse = try LoweredCell(cell, Self.axon, division: .longest(70.um))
    let fine = try LoweredCell(cell, Self.axon, division: .longest(70.um), splitting: factor)
    #expect(!fine.refinesLumpedModel)
    let (a, b) = (coarse.stations[0].map(\.position), fine.stations[0].map(\.position))
    #expect(b.count == (a.count - 1) * factor + 1)
    for (k, position) in a.enumerated() { #expect(b[k * factor] == position) }
  }

  @Test("a passive myelinated axon comes to the exact one with order 2: input and far end")
  func spatialOrder() throws {
    let node = UniformCable(
      diameter: 3, material: CableMaterial(membraneResistance: 100, axialResistivity: 110))
    // 1 mS/cm² through 100 membranes.
    let internode = UniformCable(
      diameter: 5, material: CableMaterial(membraneResistance: 1e5, axialResistivity: 110))
    // From the far end back: each piece is loaded with the input conductance of those beyond.
    var end = CableEnd.sealed
    var (resistance, fall) = (0.0, 1.0)
    for number in (0..<2 * Self.nodes - 1).reversed() {
      let (cable, length) = number % 2 == 0 ? (node, 2.0) : (internode, 300.0)
      resistance = cable.inputResistance(length: length, end: end)
      fall *= cable.attenuation(at: length, length: length, end: end)
      end = .loaded(1 / resistance)
    }
    let myelin = Self.myelin()
    func network(_ n: Int) throws -> SteadyNetwork {
      SteadyNetwork(
        try LoweredCell(
          Self.cell(myelin), Self.axon, division: .longest(300.um), splitting: n))
    }
    try SpatialOrderTests.expectOrder2([5, 10, 20, 40], to: resistance, "input resistance") { n in
      try network(n).resistances(from: 0)[0]
    }
    try SpatialOrderTests.expectOrder2([5, 10, 20, 40], to: fall, "fall to the far end") { n in
      let network = try network(n)
      let v = network.resistances(from: 0)
      return v[network.vertex(at: .section(0, 1))] / v[0]
    }
  }
}

extension SteadyNetwork {
  /// The membrane conductance of one mechanism alone, µS.
  static func leak(of mechanism: String, in cell: LoweredCell) -> Double {
    guard var bank = cell.banks.first(where: { $0.kernel.description.name == mechanism }) else {
      return 0
    }
    bank.kernel.line(&bank)
    return bank.conductance.reduce(0) { $0 + $1.sum() }
  }
}

enum MyelinLayoutSample {
  /// A spherical soma, a dendrite, and an axon of 1512 µm with room for five internodes of 300 µm.
  static let somaWithAxon: Morphology = {
    func line(_ type: Int, _ length: Double, end: Int) -> Section {
      Section(
        type: type,
        points: [
          Point(x: 0, y: 0, z: 0, radius: 2), Point(x: length, y: 0, z: 0, radius: 2),
        ], parent: 0, start: 0, end: end, startDistance: .zero, order: 1)
    }
    let soma = Section(
      type: 1, points: [Point(x: 0, y: 0, z: 0, radius: 8)], parent: nil, start: 0, end: 0,
      startDistance: .zero, order: 0)
    return Morphology(
      sections: [soma, line(2, 1512, end: 1), line(3, 200, end: 2)], junctionCount: 3,
      soma: Soma(
        rule: .sphere, samples: 1, area: soma.area, site: Location(section: 0, position: .zero)))
  }()
}
