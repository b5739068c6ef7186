import RallCable
import RallImpedance
import RallModel
import RallMorphology
import RallNumerics
import RallTheory
import RallUnits
import Testing

/// How far a signal reaches by the cable in one place: exact wherever that cable is uniform, however it
/// is cut and whatever borders on it.
@Suite("Local length constants, against those of endless cables")
struct LocalLengthConstantTests {
  /// Rounding of sums over some thousand half-edges.
  private static let rounding = 1e-12

  private static let divisions: [Division] = [.longest(1.um), .longest(77.um), .perSection(1)]

  private static func model(_ cell: LoweredCell) throws -> QuasiActiveCell {
    QuasiActiveCell(try RestingState(of: cell))
  }

  private static func summary(
    _ region: Region, of cell: LoweredCell, at frequency: Double = 0
  ) throws -> LocalReach.Summary {
    LocalLengthConstants(try model(cell)).at(frequency.Hz)
      .summary(in: try region.intervals(on: cell.morphology))
  }

  private func expect(_ found: LocalReach.Summary, _ exact: Double, _ what: String = "") throws {
    let (mean, least, most) = try #require(found.lengthConstant)
    for value in [mean, least, most] {
      #expect(abs(value / exact - 1) < Self.rounding, "\(what): \(value), \(exact)")
    }
  }

  @Test(
    "on a passive cable a sine reaches as far as on the endless one",
    arguments: [0, 1, 10, 100, 1000.0])
  func uniform(frequency: Double) throws {
    let cable = UniformCable(diameter: 2, material: CableImpedanceTests.material)
    let cell = try CableImpedanceTests.passive(length: 400, diameter: 2, 20)
    let exact = cable.lengthConstant(frequency: frequency)
    try expect(Self.summary(.all, of: cell, at: frequency), exact)
    for found in LocalLengthConstants(try Self.model(cell)).at(frequency.Hz).vertices {
      #expect(abs(try #require(found) / exact - 1) < Self.rounding)
    }
  }

  /// 2 um, 100 ohm cm: 1 mm at 0.05 mS/cm², a tenth of that where the leak is a hundred times as large.
  private static func leaky(_ division: Division) throws -> LoweredCell {
    try LoweredCell(
      Cell(axoplasm: 100.ohm * .cm, start: .voltage(.zero)) {
        Coat(.all, .passive(g: 0.05.mS / .cm2, e: .zero))
        Coat(.compare(.distance, .less, 300), .passive(g: 5.mS / .cm2, e: .zero))
      }, .cylinder(length: 2.mm, diameter: 2.um), division: division)
  }

  @Test(
    "where a leak a hundred times as large ends both sides keep their own", arguments: divisions)
  func border(division: Division) throws {
    let cell = try Self.leaky(division)
    let near = Region.compare(.distance, .less, 300)
    try expect(Self.summary(near, of: cell), 100)
    try expect(Self.summary(.not(near), of: cell), 1000)
    // 200 um of the one and 700 of the other, for the region's ends need not be the membrane's.
    let both = Region.and(.compare(.distance, .less, 1000), .compare(.distance, .greater, 100))
    let (mean, least, most) = try #require(try Self.summary(both, of: cell).lengthConstant)
    #expect(abs(mean / ((200 * 100 + 700 * 1000) / 900) - 1) < Self.rounding)
    #expect(abs(least / 100 - 1) < Self.rounding && abs(most / 1000 - 1) < Self.rounding)
  }

  @Test("a vertex on a border has the mean over its half-edges, each with its own")
  func vertex() throws {
    let cell = try Self.leaky(.longest(100.um))
    let found = LocalLengthConstants(try Self.model(cell)).at(.zero).vertices
    for (column, value) in zip(cell.columns, found) {
      let exact = column.pathDistance < 299 ? 100 : column.pathDistance < 301 ? 550 : 1000.0
      #expect(abs(try #require(value) / exact - 1) < Self.rounding, "\(column.pathDistance)")
    }
  }

  /// 10 um, nodes of 1 um and internodes of 1 mm.
  private static func wrapped(_ cable: Myelin.Cable, _ division: Division) throws -> LoweredCell {
    let myelin = Myelin(
      on: .all, node: NodeOfRanvier(length: 1.um, .passive(g: 20.mS / .cm2, e: .zero)),
      internode: Internode(
        length: 1.mm, sheath: Sheath(.lamellae(lamellae), reversal: .zero),
        axolemma: cable == .single ? [] : [.passive(g: 0.1.mS / .cm2, e: .zero)]),
      cable: cable)
    return try LoweredCell(
      Cell(
        axoplasm: 110.ohm * .cm, capacitance: 1.uF / .cm2, start: .voltage(.zero),
        wrappings: [.myelin(myelin)]),
      .cylinder(length: 4.mm, diameter: 10.um, type: 2), division: division)
  }

  private static let lamellae = 40.0
  private static let node = UniformCable(
    diameter: 10, material: CableMaterial(membraneResistance: 50, axialResistivity: 110))

  @Test("nodes and internodes of a single cable keep their own", arguments: divisions)
  func single(division: Division) throws {
    let cell = try Self.wrapped(.single, division)
    // 80 membranes of 1 mS/cm² in series, and of as many capacitances of 1 uF/cm².
    let internode = UniformCable(
      diameter: 10,
      material: CableMaterial(
        membraneResistance: 1000 * 2 * Self.lamellae, axialResistivity: 110,
        capacitance: 1 / (2 * Self.lamellae)))
    for frequency in [0, 1000.0] {
      try expect(
        Self.summary(.nodes, of: cell, at: frequency),
        Self.node.lengthConstant(frequency: frequency), "node")
      try expect(
        Self.summary(.internodes, of: cell, at: frequency),
        internode.lengthConstant(frequency: frequency), "internode")
    }
  }

  @Test("so do those of a double cable, by the mode that reaches farther", arguments: divisions)
  func double(division: Division) throws {
    let width = 0.012
    let cell = try Self.wrapped(
      .double(PeriaxonalSpace(width: (1000 * width).nm, resistivity: 70.ohm * .cm)), division)
    let round = Double.pi * 10
    let sheath = 1e-5 * round / (2 * Self.lamellae)
    let internode = DoubleCable(
      axoplasm: 1.1 / (.pi / 4 * 100), space: 0.7 / (.pi * width * (10 + width)),
      axolemma: .init(conductance: 0.1e-5 * round, capacitance: 1e-5 * round),
      sheath: .init(conductance: sheath, capacitance: sheath))
    for frequency in [0, 100, 1000.0] {
      try expect(
        Self.summary(.nodes, of: cell, at: frequency),
        Self.node.lengthConstant(frequency: frequency), "node")
      try expect(
        Self.summary(.internodes, of: cell, at: frequency),
        internode.lengthConstants(frequency: frequency).long, "internode")
    }
  }

  @Test("under a sheath whose space is as good as closed both membranes are in series")
  func closed() throws {
    let cell = try Self.wrapped(
      .double(PeriaxonalSpace(width: 12.nm, resistivity: 7e12.ohm * .cm)), .longest(50.um))
    // 0.1 mS/cm² and 1/80 mS/cm²; what the space still carries is a share of 1e-11 of it.
    let series = UniformCable(
      diameter: 10,
      material: CableMaterial(
        membraneResistance: 10_000 + 1000 * 2 * Self.lamellae, axialResistivity: 110))
    let found = try #require(try Self.summary(.internodes, of: cell).lengthConstant)
    #expect(abs(found.mean / series.lengthConstant - 1) < 1e-9)
  }

  @Test("of a vertex under which a cable changes, both diameters are told")
  func step() throws {
    func points(_ places: [(Double, Double)]) -> [Point] {
      places.map { Point(x: $0.0, y: 0, z: 0, radius: $0.1) }
    }
    let morphology = Morphology(
      sections: [
        Section(
          type: 3, points: points([(0, 2), (200, 2)]), parent: nil, start: 0, end: 1,
          startDistance: .zero, order: 1),
        Section(
          type: 3, points: points([(200, 0.5), (600, 0.5)]), parent: 0, start: 1, end: 2,
          startDistance: 200.um, order: 2),
      ], junctionCount: 3, soma: .none)
    let cell = try LoweredCell(
      Cell(axoplasm: 150.ohm * .cm, start: .voltage(.zero)) {
        Coat(.all, .passive(g: 0.05.mS / .cm2, e: .zero))
      }, morphology, division: .longest(70.um))
    let found = try #require(try Self.summary(.all, of: cell).lengthConstant)
    let (thick, thin) = (
      UniformCable(diameter: 4, material: CableImpedanceTests.material).lengthConstant,
      UniformCable(diameter: 1, material: CableImpedanceTests.material).lengthConstant
    )
    #expect(abs(found.most / thick - 1) < Self.rounding)
    #expect(abs(found.least / thin - 1) < Self.rounding)
    #expect(abs(found.mean / ((thick + 2 * thin) / 3) - 1) < Self.rounding)
  }

  @Test("a membrane whose slope is negative, or that does not leak, has none at 0 Hz")
  func none() throws {
    let cell = try LoweredCell(
      Cell(axoplasm: 150.ohm * .cm, start: .voltage(.zero)) {
        Coat(.compare(.distance, .less, 300), .passive(g: 0.05.mS / .cm2, e: .zero))
      }, .cylinder(length: 1.mm, diameter: 2.um), division: .longest(70.um))
    let found = try Self.summary(.all, of: cell)
    let (length, without) = (found.length, found.without)
    #expect(abs(length - 300) < 1e-9 && abs(without - 700) < 1e-9 && !found.isUnstable)
    let there = try #require(found.lengthConstant?.mean)
    let exact = UniformCable(diameter: 2, material: CableImpedanceTests.material).lengthConstant
    #expect(abs(there / exact - 1) < Self.rounding)
    let sine = try Self.summary(.all, of: cell, at: 10)
    #expect(sine.without == 0 && abs(sine.length - 1000) < 1e-9)
  }
}
