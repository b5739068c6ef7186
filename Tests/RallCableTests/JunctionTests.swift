import RallCable
import RallMembrane
import RallModel
import RallMorphology
import RallNumerics
import RallUnits
import TestNeurons
import Testing

@Suite("Where sections meet")
struct JunctionTests {
  /// Sections by their points, each on the end of another; −1 is the root.
  static func neuron(_ sections: [(points: [Point], parent: Int)]) -> Morphology {
    var told: [Section] = []
    for (number, (points, above)) in sections.enumerated() {
      let parent = above < 0 ? nil : above
      told.append(
        Section(
          type: 3, points: points, parent: parent, start: parent.map { told[$0].end } ?? 0,
          end: number + 1,
          startDistance: parent.map { told[$0].startDistance + told[$0].length } ?? .zero,
          order: parent.map { told[$0].order + 1 } ?? 1))
    }
    return Morphology(sections: told, junctionCount: sections.count + 1, soma: .none)
  }

  static func point(_ x: Double, _ y: Double = 0, radius: Double = 1) -> Point {
    Point(x: x, y: y, z: 0, radius: radius)
  }

  @Test("a spherical soma is one compartment of 4πr², and neurites leave it without resistance")
  func sphere() throws {
    let morphology = Morphology.random(seed: 3, sphere: true)
    let lowered = try LoweredCell(Cell(), morphology, division: .longest(3.um))
    let soma = lowered.probe(at: try #require(morphology.soma.site))
    #expect(soma.isVertex && soma.first == 0)
    let own = lowered.halfEdges.filter { $0.compartment == 0 && $0.type == 1 }
    #expect(own.count == 1 && abs(own[0].area - 4 * .pi * 49) < 1e-11 && own[0].length == 0)
    let column = lowered.columns[0]
    #expect(column.section == 0 && column.type == 1 && column.sectionPosition == 0.5)
    #expect(column.parent == -1 && column.sample == 1 && column.pathDistance == 0)
    for (section, stations) in zip(morphology.sections, lowered.stations) where section.start == 0 {
      #expect(stations[0].vertex == 0)
    }
  }

  @Test("a soma without neurites is one compartment")
  func alone() throws {
    let morphology = Morphology.random(seed: 1, sections: 0, sphere: true)
    let lowered = try LoweredCell(Cell { Coat(.soma, .hh()) }, morphology, division: .standard)
    #expect(lowered.count == 1 && lowered.axial.coupling == [0])
    let column = lowered.columns[0]
    #expect(column.diameter == 14 && column.length == 0)
    #expect(column.near == column.centre && column.far == column.centre)
  }

  @Test("a ring has area and neither length nor resistance, and no vertex of its own")
  func ring() throws {
    let straight = Self.neuron([([Self.point(0), Self.point(40)], -1)])
    let stepped = Self.neuron([
      (
        [Self.point(0), Self.point(20), Self.point(20, radius: 3), Self.point(20), Self.point(40)],
        -1
      )
    ])
    let n = 5
    let (a, b) = try (
      LoweredCell(Cell(), straight, division: .perSection(n)),
      LoweredCell(Cell(), stepped, division: .perSection(n))
    )
    #expect(a.count == b.count)
    for row in 0..<a.count {
      #expect(abs(a.axial.coupling[row] - b.axial.coupling[row]) <= 1e-14 * a.axial.coupling[row])
    }
    // Twice π(r₀ + r₁)|r₁ − r₀|.
    let rings = b.capacitance.reduce(0, +) - a.capacitance.reduce(0, +)
    #expect(abs(rings / (2 * 1e-5 * .pi * 4 * 2) - 1) < 1e-12)
  }

  @Test("a section that is nothing but a ring lies on its junction's vertex, in its own coat")
  func ringSection() throws {
    var sections = Self.neuron([([Self.point(0), Self.point(40)], -1)]).sections
    sections.append(
      Section(
        type: 7, points: [Self.point(40, radius: 1), Self.point(40, radius: 5)], parent: 0,
        start: 1, end: 1, startDistance: 40.um, order: 2))
    let morphology = Morphology(sections: sections, junctionCount: 2, soma: .none)
    let cell = Cell {
      Coat(.type(7), .capacitance(Expression(2.uF / .cm2)), .passive(g: 1.mS / .cm2, e: -1.mV))
    }
    let lowered = try LoweredCell(cell, morphology, division: .longest(10.um))
    #expect(lowered.count == 5)
    let tip = lowered.stations[0][4].vertex
    #expect(lowered.stations[1].map(\.vertex) == [tip] && lowered.stations[1][0].approach == .zero)
    let ring = Double.pi * 6 * 4
    #expect(abs(lowered.capacitance[tip] / (1e-5 * (2 * ring + .pi * 2 * 5)) - 1) < 1e-13)
    #expect(lowered.banks[0].vertex == [Int32(tip)])
    #expect(abs(lowered.banks[0].area[0][0] / ring - 1) < 1e-14)
  }

  @Test("trees with several roots are lowered together and stay apart")
  func forest() throws {
    for seed in 1...8 {
      let morphology = Morphology.random(seed: seed, sections: 14, roots: 3)
      let cell = Cell { Coat(.all, .passive(g: 0.2.mS / .cm2, e: .zero)) }
      let lowered = try LoweredCell(cell, morphology, division: .longest(4.um))
      let network = SteadyNetwork(lowered)
      var root = lowered.columns.map(\.compartment)
      for row in root.indices where lowered.axial.parent[row] >= 0 {
        root[row] = root[Int(lowered.axial.parent[row])]
      }
      #expect(Set(root) == [0, 1, 2])
      let response = network.resistances(from: 1)
      for row in root.indices { #expect((response[row] > 0) == (root[row] == 1)) }
      let far = try #require(root.lastIndex(of: 2))
      #expect(lowered.path(from: 0, to: far).isEmpty)
    }
  }

  @Test("two mirror images on one fork have the same potential to the last bit")
  func mirror() throws {
    var branches: [(points: [Point], parent: Int)] = [([Self.point(0), Self.point(30)], -1)]
    for sign in [1.0, -1] {
      let parent = branches.count
      branches.append(([Self.point(30), Self.point(50, sign * 9, radius: 0.4)], 0))
      branches.append(([Self.point(50, sign * 9, radius: 0.4), Self.point(80, sign * 30)], parent))
      branches.append(
        ([Self.point(50, sign * 9, radius: 0.3), Self.point(80, sign * 5, radius: 0.2)], parent))
    }
    let lowered = try LoweredCell(
      Cell { Coat(.all, .passive(g: 0.3.mS / .cm2, e: -65.mV)) }, Self.neuron(branches),
      division: .longest(3.um))
    let response = SteadyNetwork(lowered).resistances(from: 0)
    for section in 1...3 {
      for (a, b) in zip(lowered.stations[section], lowered.stations[section + 3]) {
        #expect(response[a.vertex] == response[b.vertex])
      }
    }
  }
}
