import RallCable
import RallMembrane
import RallModel
import RallMorphology
import RallNumerics
import RallUnits
import TestNeurons
import Testing

/// Lumped models: one vertex in the middle of each node and segment.
@Suite("Lumped models on any neuron")
struct LumpedModelTests {
  /// Lengths that fit into the sections of a random neuron, with the diameters of its own.
  static func myelin(_ cable: Myelin.Cable = .single, centred: Bool = true) -> Myelin {
    Myelin(
      on: .not(.soma),
      node: NodeOfRanvier(length: 0.5.um, .passive(g: 10.mS / .cm2, e: -60.mV)),
      internode: Internode(
        length: 6.um, sheath: Sheath(.lamellae(20)),
        axolemma: cable == .single ? [] : [.passive(g: 1.mS / .cm2, e: -60.mV)],
        paranode: .init(length: 0.4.um), pieces: 3),
      cable: cable, isCentred: centred)
  }

  static let double = Myelin.Cable.double(
    PeriaxonalSpace(width: 4.nm, resistivity: 70.ohm * .cm))

  static func lowered(
    _ morphology: Morphology, _ myelin: Myelin, splitting: Int = 1
  ) throws -> LoweredCell {
    let cell = Cell(axoplasm: 123.ohm * .cm, wrappings: [.myelin(myelin)]) {
      Coat(.all, .passive(g: 0.1.mS / .cm2, e: -65.mV))
    }
    return try LoweredCell(
      cell, morphology, division: .longest(3.um), splitting: splitting)
  }

  static func neuron(_ seed: Int) -> Morphology {
    .random(
      seed: seed, roots: seed % 3 == 0 ? 1 : 1 + seed % 2, sphere: seed % 3 == 0,
      rings: seed % 2 == 0)
  }

  @Test(
    "area, length and axial resistance are the neuron's, and every vertex has a membrane",
    arguments: [1, 2, 3])
  func totals(splitting: Int) throws {
    for seed in 1...24 {
      let morphology = Self.neuron(seed)
      let cell = try Self.lowered(morphology, Self.myelin(), splitting: splitting)
      let exact = morphology.totals
      let area = cell.halfEdges.reduce(0) { $0 + $1.area }
      let length = cell.halfEdges.reduce(0) { $0 + $1.length }
      #expect(abs(area / exact.area.coherent - 1) < 1e-12)
      #expect(abs(length / exact.length.coherent - 1) < 1e-12)
      #expect(cell.capacitance.allSatisfy { $0 > 0 })
      #expect(cell.refinesLumpedModel == (splitting > 1))
      let roots = cell.axial.parent.count { $0 < 0 }
      for (row, parent) in cell.axial.parent.enumerated() where parent >= 0 {
        #expect(cell.axial.coupling[row] > 0)
      }
      #expect(roots == Set(morphology.sections.filter { $0.parent == nil }.map(\.start)).count)
      for (section, stations) in zip(cell.morphology.sections, cell.stations) {
        guard let first = stations.first, let last = stations.last, section.length > .zero else {
          continue
        }
        let sum = stations.dropFirst().reduce(0) { $0 + $1.approach.sum() }
        let between = 1.23 * section.axialIntegral(from: first.position, to: last.position)
        #expect(abs(sum - between) <= 1e-12 * between)
      }
    }
  }

  @Test("what is refined is refined everywhere: the input resistances settle with order 2")
  func refinement() throws {
    let morphology = Self.neuron(3)
    func resistance(_ splitting: Int) throws -> Double {
      let network = SteadyNetwork(
        try Self.lowered(morphology, Self.myelin(), splitting: splitting))
      return network.resistances(from: network.vertex(at: .soma))[0]
    }
    // The same neuron with vertices on the borders has the same limit.
    let fine = SteadyNetwork(
      try Self.lowered(morphology, Self.myelin(centred: false), splitting: 60))
    let limit = fine.resistances(from: fine.vertex(at: .soma))[0]
    let errors = try [4, 8, 16].map { abs(try resistance($0) / limit - 1) }
    #expect(errors[0] > errors[1] && errors[1] > errors[2] && errors[2] < 1e-6)
  }

  @Test("a node on a fork is one vertex with half a node in each branch")
  func fork() throws {
    func line(_ length: Double, parent: Int?, start: Int, end: Int) -> Section {
      Section(
        type: 2,
        points: [
          Point(x: 0, y: 0, z: 0, radius: 1), Point(x: length, y: 0, z: 0, radius: 1),
        ], parent: parent, start: start, end: end, startDistance: .zero, order: 1)
    }
    let morphology = Morphology(
      sections: [
        line(2300.5, parent: nil, start: 0, end: 1), line(1150.5, parent: 0, start: 1, end: 2),
        line(1150.5, parent: 0, start: 1, end: 3),
      ], junctionCount: 4, soma: .none)
    let cell = try LoweredCell(MotorAxonTests.cell(10.um), morphology, division: .standard)
    // Three nodes on the trunk, the last of them on the fork, and one at each tip.
    #expect(cell.count == 5 + 4 * 10)
    let place = try Site.node(2).locations(on: cell.morphology)[0]
    let fork = cell.probe(at: place)
    #expect(fork.isVertex && place == Location(section: 0, position: 2300.5.um))
    // A whole node has 1 µm; three halves are 1.5.
    let area = cell.columns[fork.first].area
    #expect(abs(area / (.pi * 3.3 * 1.5) - 1) < 1e-12)
    let beyond = cell.axial.parent.indices.filter { cell.axial.parent[$0] == Int32(fork.first) }
    #expect(beyond.count == 2)
    let segment = MotorAxonTests.segments(MotorAxonTests.fibres[3])[1]
    for row in beyond + [fork.first] {
      // Half a node of 0.5 µm and half a paranode.
      let resistance = 0.7 * 4 / (.pi * 3.3 * 3.3) * (0.5 + segment.length / 2)
      #expect(abs(cell.axial.coupling[row] * resistance - 1) < 1e-12)
    }
  }

  @Test("on a soma the end node is half a node away from its vertex, which is the soma's alone")
  func besideASoma() throws {
    let morphology = MyelinLayoutSample.somaWithAxon
    var myelin = Self.myelin(Self.double)
    myelin.region = .axon
    myelin.node.periaxonalWidth = 2.nm
    let cell = try Self.lowered(morphology, myelin)
    let soma = SteadyNetwork(cell).vertex(at: .soma)
    let node = try Site.node(0).locations(on: cell.morphology)[0]
    let vertex = cell.probe(at: node).first
    #expect(cell.axial.parent[vertex] == Int32(soma))
    let half = 1.23 * 0.25 / (.pi * 4)
    #expect(abs(cell.axial.coupling[vertex] * half - 1) < 1e-12)
    // The soma and half a piece of the dendrite, nothing of the axon.
    #expect(
      abs(cell.columns[soma].area / (4 * .pi * 64 + .pi * 4 * 200 / 67 / 2) - 1) < 1e-12)
    let outer = try #require(cell.periaxonal)
    #expect(!outer.isSheathed[soma] && !outer.isSheathed[vertex])
    #expect(outer.coupling[vertex] == 0)
    // From the node on the space goes under the paranode: half of either.
    let next = try #require(cell.axial.parent.firstIndex(of: Int32(vertex)))
    let around = 0.7 / .pi * (0.25 / (0.002 * 4.002) + 0.2 / (0.004 * 4.004))
    #expect(abs(outer.coupling[next] * around - 1) < 1e-12)
    #expect(outer.isSheathed[next])
  }

  @Test("with vertices on the borders those between node and internode have no sheath")
  func vertexScheme() throws {
    var myelin = Self.myelin(Self.double, centred: false)
    myelin.region = .axon
    let cell = try Self.lowered(MyelinLayoutSample.somaWithAxon, myelin)
    let outer = try #require(cell.periaxonal)
    let layout = try #require(cell.morphology.myelin)
    for (station, before) in zip(cell.stations[1].dropFirst(), cell.stations[1]) {
      let beside = layout.stretches[1].filter {
        $0.span.from <= station.position && station.position <= $0.span.to
      }
      #expect(outer.isSheathed[station.vertex] == beside.allSatisfy(\.part.isSheathed))
      let middle = (station.position + before.position) / 2
      let isUnderSheath = layout.stretch(section: 1, at: middle)?.part.isSheathed == true
      let length = station.position - before.position
      let resistance = 0.7 * length / (.pi * 0.004 * 4.004)
      #expect(
        isUnderSheath
          ? abs(outer.coupling[station.vertex] * resistance - 1) < 1e-11
          : outer.coupling[station.vertex] == 0)
    }
    #expect(zip(outer.isSheathed, outer.capacitance).allSatisfy { $0 == ($1 > 0) })
  }
}
