import RallCable
import RallMembrane
import RallModel
import RallMorphology
import RallNumerics
import RallUnits
import TestNeurons
import Testing

@Suite("What a cell is made of does not depend on how it is cut")
struct ExactTotalsTests {
  static let divisions: [Division] = [
    .longest(1000.um), .longest(7.um), .longest(0.31.um), .perSection(1), .perSection(13),
    .standard, .lambdaFraction(0.003, frequency: 100.Hz),
  ]

  /// A random neuron, cut by a division and at random places too.
  static func lowered(_ seed: Int, _ division: Division) throws -> LoweredCell {
    let morphology = Morphology.random(
      seed: seed, roots: 1 + seed % 2, sphere: seed % 3 == 0, rings: seed % 2 == 0)
    let cell = Cell(axoplasm: 123.ohm * .cm, capacitance: 0.9.uF / .cm2)
    return try LoweredCell(
      cell, morphology, division: division, electrodes: morphology.randomPlaces(9, seed: seed))
  }

  @Test("membrane area and capacitance sum to the morphology's", arguments: divisions)
  func area(division: Division) throws {
    for seed in 1...12 {
      let cell = try Self.lowered(seed, division)
      let exact = cell.morphology.totals.area.coherent
      let sum = cell.columns.reduce(0) { $0 + $1.area }
      #expect(abs(sum / exact - 1) < 1e-12)
      #expect(abs(cell.halfEdges.reduce(0) { $0 + $1.area } / exact - 1) < 1e-12)
      let capacitance = cell.capacitance.reduce(0, +)
      #expect(abs(capacitance / (0.9e-5 * exact) - 1) < 1e-12)
      #expect(cell.capacitance.allSatisfy { $0 > 0 })
    }
  }

  @Test("areas and lengths of every type sum to the morphology's", arguments: divisions)
  func types(division: Division) throws {
    for seed in 1...6 {
      let cell = try Self.lowered(seed, division)
      for (type, totals) in cell.morphology.totalsByType {
        let own = cell.halfEdges.filter { $0.type == type }
        let (area, length) = own.reduce((0.0, 0.0)) { ($0.0 + $1.area, $0.1 + $1.length) }
        #expect(abs(area / totals.area.coherent - 1) < 1e-12)
        #expect(abs(length - totals.length.coherent) <= 1e-12 * totals.length.coherent)
      }
    }
  }

  @Test(
    "the resistance from one end of a section to the other is Ra·Σ l/(π r₀ r₁)",
    arguments: divisions)
  func resistance(division: Division) throws {
    for seed in 1...12 {
      let cell = try Self.lowered(seed, division)
      for (section, stations) in zip(cell.morphology.sections, cell.stations) {
        let exact =
          1.23
          * section.points.indices.dropFirst().reduce(0.0) { sum, i in
            let (a, b) = (section.points[i - 1], section.points[i])
            return sum + a.distance(to: b) / (.pi * a.radius * b.radius)
          }
        var sum = 0.0
        for (near, far) in zip(stations, stations.dropFirst()) {
          #expect(cell.axial.parent[far.vertex] == Int32(near.vertex))
          let piece = 1 / cell.axial.coupling[far.vertex]
          #expect(abs(far.approach.sum() / piece - 1) < 1e-14)
          sum += piece
        }
        #expect(abs(sum - exact) <= 1e-12 * exact)
      }
    }
  }

  @Test("the half-edges of a compartment have its area and its length, and start at its vertex")
  func halfEdges() throws {
    for seed in 1...12 {
      let cell = try Self.lowered(seed, .longest(5.um))
      var (area, length) = (cell.columns.map { _ in 0.0 }, cell.columns.map { _ in 0.0 })
      for (edge, next) in zip(cell.halfEdges, cell.halfEdges.dropFirst()) {
        #expect(edge.compartment <= next.compartment)
      }
      for edge in cell.halfEdges {
        area[edge.compartment] += edge.area
        length[edge.compartment] += edge.length
        // No straight line is longer than the path.
        let line = edge.end - edge.start
        #expect((line * line).sum().squareRoot() <= edge.length * (1 + 1e-12))
      }
      for column in cell.columns {
        #expect(abs(area[column.compartment] - column.area) <= 1e-13 * column.area)
        #expect(abs(length[column.compartment] - column.length) <= 1e-13 * column.length)
      }
      // A whole piece is two half-edges that meet in its middle.
      let ends = Dictionary(grouping: cell.halfEdges.filter { $0.length > 0 }, by: \.end)
      #expect(ends.values.allSatisfy { $0.count == 2 })
    }
  }

  @Test("a tree of n vertices and r roots has n − r couplings, all positive")
  func couplings() throws {
    for seed in 1...12 {
      let cell = try Self.lowered(seed, .standard)
      let roots = cell.axial.parent.count { $0 < 0 }
      #expect(roots == 1 + seed % 2)
      for (row, parent) in cell.axial.parent.enumerated() {
        #expect(parent < 0 ? cell.axial.coupling[row] == 0 : cell.axial.coupling[row] > 0)
        #expect(cell.columns[row].parent == Int(parent))
        #expect(cell.columns[row].compartment == row)
      }
    }
  }

  @Test("splitting frusta, turning and moving change no number of the network")
  func retelling() throws {
    for seed in 1...6 {
      let morphology = Morphology.random(seed: seed, sphere: true)
      let cell = Cell { Coat(.all, .passive(g: 0.1.mS / .cm2, e: -65.mV)) }
      let told = [
        morphology.split(at: 0.37),
        // By the angle whose sine is 0.6 and cosine 0.8, and by a mile.
        morphology.mapped { p in
          var q = p
          (q.x, q.y, q.z) = (0.8 * p.x - 0.6 * p.y + 1e3, 0.6 * p.x + 0.8 * p.y - 2e3, p.z + 3e3)
          return q
        },
      ]
      let before = try LoweredCell(cell, morphology, division: .longest(3.3.um))
      for other in told {
        let after = try LoweredCell(cell, other, division: .longest(3.3.um))
        #expect(after.axial.parent == before.axial.parent)
        for row in 0..<before.count {
          // Coordinates of 3000 µm carry 5e-13 µm of rounding into lengths of some µm.
          #expect(
            abs(after.axial.coupling[row] - before.axial.coupling[row])
              <= 1e-11 * before.axial.coupling[row])
          #expect(abs(after.capacitance[row] / before.capacitance[row] - 1) < 1e-11)
        }
      }
    }
  }

  @Test("a hundred thousand compartments keep every sum")
  func large() throws {
    let morphology = Morphology.random(seed: 77, sections: 300, sphere: true, rings: true)
    let cell = try LoweredCell(
      Cell { Coat(.all, .hh()) }, morphology,
      division: .longest(morphology.totals.length / 100_000))
    #expect(cell.count > 100_000)
    let exact = morphology.totals.area.coherent
    #expect(abs(cell.columns.reduce(0) { $0 + $1.area } / exact - 1) < 1e-12)
    #expect(cell.banks[0].count == cell.count)
  }
}
