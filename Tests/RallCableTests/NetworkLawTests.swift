import RallCable
import RallModel
import RallMorphology
import RallNumerics
import RallUnits
import TestNeurons
import TestRandom
import Testing

@Suite("Laws of every passive tree")
struct NetworkLawTests {
  static func network(seed: Int, division: Division = .longest(4.um)) throws -> SteadyNetwork {
    let morphology = Morphology.random(
      seed: seed, sections: 20, sphere: seed % 2 == 0, rings: seed % 3 == 0)
    let cell = Cell(axoplasm: 150.ohm * .cm) {
      Coat(.all, .passive(g: 0.05.mS / .cm2, e: -65.mV))
      Coat(.basal, .passive(g: 0.5.mS / .cm2, e: -70.mV))
      Coat(.compare(.distance, .greater, 40), .capacitance(Expression(2.uF / .cm2)))
    }
    return SteadyNetwork(try LoweredCell(cell, morphology, division: division))
  }

  /// Some vertices at random.
  static func vertices(_ network: SteadyNetwork, seed: Int) -> [Int] {
    var random = SeededGenerator(seed: seed)
    return (0..<12).map { _ in Int.random(in: 0..<network.cell.count, using: &random) }
  }

  @Test("P2: what i does to j, j does to i", arguments: 1...6)
  func reciprocity(seed: Int) throws {
    let network = try Self.network(seed: seed)
    let vertices = Self.vertices(network, seed: seed)
    let rows = vertices.map { network.resistances(from: $0) }
    for (i, a) in vertices.enumerated() {
      for (j, b) in vertices.enumerated() {
        #expect(abs(rows[i][b] / rows[j][a] - 1) < 1e-12)
      }
    }
  }

  @Test("P3: two currents together do what each does alone", arguments: 1...6)
  func superposition(seed: Int) throws {
    let network = try Self.network(seed: seed)
    let (a, b) = (Self.vertices(network, seed: seed)[0], Self.vertices(network, seed: seed)[1])
    var both = [Double](repeating: 0, count: network.cell.count)
    both[a] += 0.3
    both[b] += -1.7
    let (x, y, z) = (
      network.resistances(from: a), network.resistances(from: b), network.response(to: both)
    )
    for row in z.indices {
      #expect(abs(z[row] - (0.3 * x[row] - 1.7 * y[row])) < 1e-12 * (0.3 * x[row] + 1.7 * y[row]))
    }
  }

  @Test("P4: what goes in leaves through the membrane", arguments: 1...6)
  func kirchhoff(seed: Int) throws {
    let network = try Self.network(seed: seed)
    for vertex in Self.vertices(network, seed: seed) {
      let out = zip(network.leak, network.resistances(from: vertex)).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(out - 1) < 1e-12)
    }
  }

  @Test("P5: nowhere is the potential as high as where the current enters", arguments: 1...6)
  func bounds(seed: Int) throws {
    let network = try Self.network(seed: seed)
    for vertex in Self.vertices(network, seed: seed) {
      let response = network.resistances(from: vertex)
      #expect(response.allSatisfy { 0 < $0 && $0 <= response[vertex] })
    }
  }

  @Test("P6: along a path attenuations multiply", arguments: 1...6)
  func pathRule(seed: Int) throws {
    let network = try Self.network(seed: seed)
    let vertices = Self.vertices(network, seed: seed)
    for (i, k) in zip(vertices, vertices.dropFirst()) {
      let fromI = network.resistances(from: i)
      for j in network.cell.path(from: i, to: k) {
        let fromJ = network.resistances(from: j)
        #expect(abs(fromI[k] / (fromI[j] * fromJ[k] / fromJ[j]) - 1) < 1e-12)
      }
    }
  }

  @Test("P7: another root and other numbers leave every resistance as it was", arguments: 1...6)
  func rerooting(seed: Int) throws {
    let morphology = Morphology.random(seed: seed, sections: 20, sphere: seed % 2 == 0)
    // Conductances by what does not depend on the root.
    let cell = Cell(axoplasm: 150.ohm * .cm) {
      Coat(.all, .passive(g: 0.05.mS / .cm2, e: -65.mV))
      Coat(.compare(.diameter, .less, 1), .passive(g: 0.3.mS / .cm2, e: -70.mV))
      Coat(.type(3), .capacitance(Expression(2.uF / .cm2)))
    }
    let before = SteadyNetwork(try LoweredCell(cell, morphology, division: .longest(4.um)))
    for root in [3, 11, 17] {
      let (told, moved) = morphology.rerooted(at: root, seed: seed)
      let after = SteadyNetwork(try LoweredCell(cell, told, division: .longest(4.um)))
      #expect(after.cell.count == before.cell.count)
      /// The vertex of the new cell for one of the old.
      func same(_ section: Int, _ station: Int) -> Int {
        let stations = after.cell.stations[moved[section].number]
        return stations[moved[section].reversed ? stations.count - 1 - station : station].vertex
      }
      let (a, b) = (
        before.resistances(from: before.cell.stations[5][0].vertex),
        after.resistances(from: same(5, 0))
      )
      for (section, stations) in before.cell.stations.enumerated() {
        for (number, station) in stations.enumerated() {
          let other = same(section, number)
          #expect(abs(b[other] / a[station.vertex] - 1) < 1e-11)
          #expect(
            abs(after.cell.capacitance[other] / before.cell.capacitance[station.vertex] - 1) < 1e-12
          )
          #expect(abs(after.rest[other] - before.rest[station.vertex]) < 1e-10)
        }
      }
    }
  }

  @Test(
    "P10: every mode decays, and none slower than the membrane that leaks least", arguments: 1...4)
  func rates(seed: Int) throws {
    let network = try Self.network(seed: seed, division: .perSection(3))
    let n = network.cell.count
    // The symmetric matrix C^−½ G C^−½ has the decay rates; it is positive definite above a shift s
    // as long as all pivots of its elimination are positive (Sylvester).
    func negativePivots(_ shift: Double) -> Int {
      var diagonal = zip(network.diagonal, network.cell.capacitance).map { $0 - shift * $1 }
      var zero = [Double](repeating: 0, count: n)
      network.cell.axial.solve(diagonal: &diagonal, x: &zero)
      return diagonal.count { $0 < 0 }
    }
    let membrane = zip(network.leak, network.cell.capacitance).map { $0 / $1 }
    let (least, most) = (membrane.min()!, membrane.max()!)
    #expect(negativePivots(least * (1 - 1e-12)) == 0)
    // The slowest mode is no faster than the whole would be if it were one point.
    let mean = network.leak.reduce(0, +) / network.cell.capacitance.reduce(0, +)
    #expect(mean < most && negativePivots(mean * (1 + 1e-12)) > 0)
    // Gershgorin bounds the fastest, and all n rates lie below it.
    let fastest = zip(zip(network.diagonal, network.leak), network.cell.capacitance).map {
      (2 * $0.0.0 - $0.0.1) / $0.1
    }.max()!
    #expect(negativePivots(fastest * (1 + 1e-12)) == n)
  }

  @Test("P12: a membrane of one kind rests at its own potential everywhere")
  func isopotential() throws {
    for seed in 1...6 {
      let cell = try LoweredCell(
        Cell { Coat(.all, .passive(g: 0.1.mS / .cm2, e: -67.mV)) },
        .random(seed: seed, sections: 20, sphere: true), division: .longest(3.um))
      // Axial conductances are up to 1e5 times the leak, and so is the rounding of what they carry.
      for v in SteadyNetwork(cell).rest { #expect(abs(v + 67) < 67 * 1e5 * Double.ulpOfOne) }
    }
  }

  @Test("a branch may be replaced by its own input conductance")
  func admittance() throws {
    // One section on the root; the whole against the rest plus the branch alone.
    let morphology = Morphology.random(seed: 31, sections: 9)
    let cell = Cell { Coat(.all, .passive(g: 0.2.mS / .cm2, e: .zero)) }
    let whole = SteadyNetwork(try LoweredCell(cell, morphology, division: .longest(3.um)))
    let index = try #require(morphology.sections.indices.last)
    var rest = morphology
    rest.sections.remove(at: index)
    rest.junctionCount -= 1
    let last = morphology.sections[index]
    let branch = Morphology(
      sections: [
        Section(
          type: last.type, points: last.points, parent: nil, start: 0, end: 1,
          startDistance: .zero, order: 1)
      ], junctionCount: 2, soma: .none)
    let alone = SteadyNetwork(try LoweredCell(cell, branch, division: .longest(3.um)))
    let without = SteadyNetwork(try LoweredCell(cell, rest, division: .longest(3.um)))
    let parent = try #require(last.parent)
    let fork = without.cell.stations[parent].last!.vertex
    let parallel =
      1 / (1 / without.resistances(from: fork)[fork] + 1 / alone.resistances(from: 0)[0])
    let there = whole.cell.stations[parent].last!.vertex
    #expect(abs(whole.resistances(from: there)[there] / parallel - 1) < 1e-12)
  }
}
