import RallAnalysis
import RallCable
import RallModel
import RallMorphology
import RallTheory
import RallUnits
import TestNeurons
import Testing

@Suite("The error in space is second order")
struct SpatialOrderTests {
  /// How a section is cut into n pieces.
  enum Cut: String, CaseIterable, CustomTestStringConvertible {
    case equal
    /// Lengths 1 and 3 in turn.
    case unequal

    var testDescription: String { "\(rawValue) pieces" }
  }

  static let material = CableMaterial(membraneResistance: 20_000, axialResistivity: 150)
  static let lambda = UniformCable(diameter: 2, material: material).lengthConstant
  static let passive = Cell(axoplasm: 150.ohm * .cm) {
    Coat(.all, .passive(g: 0.05.mS / .cm2, e: .zero))
    // An end that is cut open: so much conductance that no millivolt is left there.
    Coat(.all, .capacitance(Expression(1.uF / .cm2)))
  }

  /// A section of frusta along x.
  static func section(
    _ lengths: [Double], _ diameters: [Double], type: Int = 3, parent: Section? = nil,
    parentNumber: Int? = nil, start: Int = 0, end: Int = 1
  ) -> Section {
    var (x, points) = (0.0, [Point]())
    for (length, diameter) in zip([0] + lengths, diameters) {
      x += length
      points.append(Point(x: x, y: 0, z: 0, radius: diameter / 2))
    }
    return Section(
      type: type, points: points, parent: parentNumber, start: start, end: end,
      startDistance: .zero, order: parent.map { $0.order + 1 } ?? 1)
  }

  static func neuron(_ sections: [Section], junctions: Int) -> Morphology {
    Morphology(sections: sections, junctionCount: junctions, soma: .none)
  }

  /// The network of a neuron with n pieces a section, so cut.
  static func network(
    _ morphology: Morphology, _ n: Int, _ cut: Cut, cell: Cell = passive
  ) throws -> SteadyNetwork {
    var electrodes: [Site] = [.section(0, 0)]
    if cut == .unequal {
      for section in morphology.sections.indices {
        for k in 0..<n / 2 {
          electrodes.append(.section(section, (Double(k) + 0.25) * 2 / Double(n)))
          electrodes.append(.section(section, Double(k + 1) * 2 / Double(n)))
        }
      }
    }
    return SteadyNetwork(
      try LoweredCell(
        cell, morphology, division: .perSection(cut == .equal ? n : 1), electrodes: electrodes))
  }

  /// Checks that a value comes to the exact one with order 2, and within 1e-4 at the finest mesh.
  static func expectOrder2(
    _ counts: [Int] = [10, 20, 40, 80, 160], upTo most: Double = 2.05, to exact: Double,
    _ what: String, _ value: (Int) throws -> Double
  ) throws {
    let errors = try counts.map { try value($0) / exact - 1 }
    let fit = try #require(
      ConvergenceOrder(
        steps: counts.suffix(3).map { 1 / Double($0) }, errors: errors.suffix(3)))
    #expect(fit.order > 1.95 && fit.order < most, "\(what): order \(fit.order), errors \(errors)")
    #expect(abs(errors[errors.count - 1]) < 1e-4, "\(what): \(errors)")
  }

  @Test("V01: the length constant, by the decay along a cable", arguments: Cut.allCases)
  func lengthConstant(cut: Cut) throws {
    #expect(abs(Self.lambda - 816.496_580_928) < 1e-9)
    let length = 12 * Self.lambda
    let morphology = Self.neuron([Self.section([length], [2, 2])], junctions: 2)
    // Between 1/2 and 1 of 12 λ the sealed end adds e^−12, which the exact decay has too.
    let exact = UniformCable(diameter: 2, material: Self.material)
    let decay =
      exact.attenuation(at: length / 2, length: length, end: .sealed)
      / exact.attenuation(at: length / 4, length: length, end: .sealed)
    try Self.expectOrder2([80, 160, 320, 640, 1280], to: length / 4 / -logarithm(decay), "λ") { n in
      let network = try Self.network(morphology, n, cut)
      let v = network.resistances(from: 0)
      let (a, b) = (
        network.vertex(at: .section(0, 0.25)), network.vertex(at: .section(0, 0.5))
      )
      return length / 4 / -logarithm(v[b] / v[a])
    }
  }

  @Test(
    "V02: input resistance and attenuation of a sealed cable are coth L and 1/cosh L",
    arguments: [0.5, 1, 2], Cut.allCases)
  func sealed(electrotonic: Double, cut: Cut) throws {
    let cable = UniformCable(diameter: 2, material: Self.material)
    let length = electrotonic * Self.lambda
    let morphology = Self.neuron([Self.section([length], [2, 2])], junctions: 2)
    try Self.expectOrder2(to: cable.inputResistance(length: length, end: .sealed), "Rin") {
      try Self.network(morphology, $0, cut).resistances(from: 0)[0]
    }
    try Self.expectOrder2(
      to: cable.attenuation(at: length, length: length, end: .sealed), "attenuation"
    ) {
      let network = try Self.network(morphology, $0, cut)
      let v = network.resistances(from: 0)
      return v[network.vertex(at: .section(0, 1))] / v[0]
    }
  }

  @Test(
    "V02: input resistance of a cable cut open is tanh L", arguments: [0.5, 1, 2], Cut.allCases)
  func killed(electrotonic: Double, cut: Cut) throws {
    let length = electrotonic * Self.lambda
    // The cut is a ring of membrane of 1 S: 1e-9 of the resistance of the cable.
    let ring = Section(
      type: 7,
      points: [Point(x: length, y: 0, z: 0, radius: 1), Point(x: length, y: 0, z: 0, radius: 2)],
      parent: 0, start: 1, end: 1, startDistance: .zero, order: 2)
    let morphology = Self.neuron([Self.section([length], [2, 2]), ring], junctions: 2)
    var cell = Self.passive
    cell.coats.append(
      Coat(.type(7), .passive(g: ConductancePerArea(coherent: 1e6 / ring.area.coherent), e: .zero)))
    let exact = UniformCable(diameter: 2, material: Self.material)
      .inputResistance(length: length, end: .killed)
    try Self.expectOrder2(to: exact, "Rin") {
      try Self.network(morphology, $0, cut, cell: cell).resistances(from: 0)[0]
    }
  }

  @Test("V03: a frustum from either end, by Bessel functions", arguments: Cut.allCases)
  func frustum(cut: Cut) throws {
    for (diameters, resistance, ratio) in [
      ([6.0, 2], 799.706_502_239_260, 0.990_075_365_649),
      ([2.0, 6], 815.593_473_076_423, 0.970_789_656_555),
    ] {
      let morphology = Self.neuron([Self.section([200], diameters)], junctions: 2)
      let exact = PassiveTree(
        branches: [.init(length: 200, diameter: diameters[0], to: diameters[1])],
        material: Self.material)
      #expect(abs(exact.inputResistance(at: .root) / resistance - 1) < 1e-12)
      // At the wide end of the unequal mesh 4e-5/n² is so little that 1e-3/n³ still shows beside it.
      let most = cut == .unequal && diameters[0] == 6 ? 2.3 : 2.05
      try Self.expectOrder2(
        upTo: most, to: exact.inputResistance(at: .root), "Rin of \(diameters)"
      ) {
        try Self.network(morphology, $0, cut).resistances(from: 0)[0]
      }
      let attenuation =
        exact.transferResistance(from: .root, to: .end(of: 0)) / exact.inputResistance(at: .root)
      #expect(abs(attenuation / ratio - 1) < 1e-11)
      try Self.expectOrder2(to: attenuation, "attenuation of \(diameters)") {
        let network = try Self.network(morphology, $0, cut)
        let v = network.resistances(from: 0)
        return v[network.vertex(at: .section(0, 1))] / v[0]
      }
    }
  }

  @Test("a cone four to one over 800 µm, in two frusta of unlike slopes", arguments: Cut.allCases)
  func cones(cut: Cut) throws {
    let exact = PassiveTree(
      branches: [
        .init(length: 500, diameter: 4, to: 2), .init(parent: 0, length: 300, diameter: 2, to: 1),
      ], material: Self.material)
    // One section: the bend lies within a piece of most meshes, at 5/8 of the length.
    let morphology = Self.neuron([Self.section([500, 300], [4, 2, 1])], junctions: 2)
    try Self.expectOrder2(
      [32, 64, 128, 256, 512], to: exact.inputResistance(at: .root), "near end"
    ) {
      try Self.network(morphology, $0, cut).resistances(from: 0)[0]
    }
    try Self.expectOrder2(
      [32, 64, 128, 256, 512], to: exact.inputResistance(at: .end(of: 1)), "far end"
    ) {
      let network = try Self.network(morphology, $0, cut)
      let tip = network.vertex(at: .section(0, 1))
      return network.resistances(from: tip)[tip]
    }
  }

  @Test("V04: Rall's 3/2 tree is its equivalent cylinder", arguments: Cut.allCases)
  func equivalentCylinder(cut: Cut) throws {
    // Trunk of 4 µm by 0.4 λ, two daughters by 0.5 λ: a cylinder of 0.9 λ.
    let trunk = UniformCable(diameter: 4, material: Self.material)
    let daughter = RallTree.daughterDiameter(ofParent: 4)
    let long = UniformCable(diameter: daughter, material: Self.material).lengthConstant
    let sections = [
      Self.section([0.4 * trunk.lengthConstant], [4, 4]),
      Self.section([0.5 * long], [daughter, daughter], parentNumber: 0, start: 1, end: 2),
      Self.section([0.5 * long], [daughter, daughter], parentNumber: 0, start: 1, end: 3),
    ]
    let morphology = Self.neuron(sections, junctions: 4)
    let exact = trunk.inputResistance(length: 0.9 * trunk.lengthConstant, end: .sealed)
    #expect(abs(exact - 192.423_054_136_893) < 1e-9)
    try Self.expectOrder2(to: exact, "Rin") {
      try Self.network(morphology, $0, cut).resistances(from: 0)[0]
    }
    let attenuation = trunk.attenuation(
      at: 0.9 * trunk.lengthConstant, length: 0.9 * trunk.lengthConstant, end: .sealed)
    #expect(abs(exact * attenuation - 134.271_776_000_883) < 1e-9)
    try Self.expectOrder2(to: exact * attenuation, "tip") {
      let network = try Self.network(morphology, $0, cut)
      return network.resistances(from: 0)[network.vertex(at: .section(2, 1))]
    }
  }

  @Test("a tree of tapers that obeys no law, at every one of its ends", arguments: Cut.allCases)
  func anyTree(cut: Cut) throws {
    let exact = PassiveTree(
      branches: [
        .init(length: 150, diameter: 3, to: 2), .init(parent: 0, length: 240, diameter: 1, to: 0.6),
        .init(parent: 0, length: 90, diameter: 1.8, to: 1.5),
        .init(parent: 2, length: 300, diameter: 0.7, to: 0.9),
        .init(parent: 2, length: 120, diameter: 1.1, to: 0.3),
      ], material: Self.material)
    let sections = exact.branches.enumerated().map { number, branch in
      Self.section(
        [branch.length], [branch.startDiameter, branch.endDiameter], parentNumber: branch.parent,
        start: (branch.parent ?? -1) + 1, end: number + 1)
    }
    let morphology = Self.neuron(sections, junctions: 6)
    for node in 0..<5 {
      try Self.expectOrder2(
        to: exact.transferResistance(from: .end(of: 4), to: .end(of: node)), "end of \(node)"
      ) {
        let network = try Self.network(morphology, $0, cut)
        let v = network.resistances(from: network.vertex(at: .section(4, 1)))
        return v[network.vertex(at: .section(node, 1))]
      }
    }
  }
}
