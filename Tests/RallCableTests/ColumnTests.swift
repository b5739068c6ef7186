import RallCable
import RallModel
import RallMorphology
import RallNumerics
import RallUnits
import TestNeurons
import TestRandom
import Testing

@Suite("Where compartments are, and what lies between them")
struct ColumnTests {
  static func lowered(seed: Int) throws -> LoweredCell {
    try LoweredCell(
      Cell(), Morphology.random(seed: seed, roots: 1 + seed % 2), division: .longest(4.um))
  }

  @Test("a compartment is told by the section that it ends or lies in, and the place there")
  func places() throws {
    for seed in 1...8 {
      let cell = try Self.lowered(seed: seed)
      for (index, stations) in cell.stations.enumerated() {
        let section = cell.morphology.sections[index]
        for station in stations.dropFirst() {
          let column = cell.columns[station.vertex]
          // On a fork it belongs to the end of the parent section.
          #expect(column.section == index && column.type == section.type)
          #expect(abs(column.sectionPosition * section.length.coherent - station.position) < 1e-10)
          let here = section.pathPoint(at: station.position)
          #expect(column.centre == SIMD3(here.x, here.y, here.z))
          #expect(column.pathDistance == here.distance && !column.isProbe)
        }
        if section.parent == nil {
          #expect(cell.columns[stations[0].vertex].sectionPosition == 0)
        }
      }
    }
  }

  @Test("the near end is the middle of the piece towards the root, the far end of one beyond")
  func ends() throws {
    for seed in 1...8 {
      let cell = try Self.lowered(seed: seed)
      for (section, stations) in zip(cell.morphology.sections, cell.stations) {
        func at(_ position: Double) -> SIMD3<Double> {
          let here = section.pathPoint(at: position)
          return SIMD3(here.x, here.y, here.z)
        }
        for k in 1..<stations.count {
          let column = cell.columns[stations[k].vertex]
          let (before, here) = (stations[k - 1].position, stations[k].position)
          #expect(column.near == at(before + (here - before) / 2))
          if k + 1 < stations.count {
            #expect(column.far == at(here + (stations[k + 1].position - here) / 2))
          }
        }
      }
      // At a fork the far end lies in the thickest of the children; at a tip it is the tip.
      for (column, row) in zip(cell.columns, 0...) where !cell.axial.parent.contains(Int32(row)) {
        #expect(column.far == column.centre)
      }
      let forks = Dictionary(grouping: cell.halfEdges, by: \.compartment)
      for column in cell.columns where column.far != column.centre {
        #expect(forks[column.compartment]!.contains { $0.end == column.far })
      }
    }
  }

  @Test("a cylinder's compartments have its diameter, whatever they are measured by")
  func cylinder() throws {
    let cell = try LoweredCell(
      Cell(), .cylinder(length: 100.um, diameter: 3.um), division: .perSection(7))
    for column in cell.columns {
      #expect(abs(column.diameter - 3) < 1e-13)
      #expect(cell.cableDiameter[column.compartment] == 3)
      #expect(abs(cell.resistivity[column.compartment] - 1) < 1e-15)
    }
    #expect(abs(cell.columns[0].length * 14 - 100) < 1e-12)
  }

  @Test("a sample of the file that has a vertex is named there, and none elsewhere")
  func samples() throws {
    let points = (0...4).map { Point(x: Double($0) * 10, y: 0, z: 0, radius: 1, sample: 100 + $0) }
    let section = Section(
      type: 2, points: points, parent: nil, start: 0, end: 1, startDistance: .zero, order: 1)
    let morphology = Morphology(sections: [section], junctionCount: 2, soma: .none)
    let cell = try LoweredCell(
      Cell(), morphology, division: .longest(40.um), electrodes: [.swc(103), .section(0, 0.6)])
    #expect(cell.stations[0].map { cell.columns[$0.vertex].sample } == [100, -1, 103, 104])
  }

  @Test("the way between two vertices climbs and descends along edges, and is the same back")
  func path() throws {
    for seed in 1...8 {
      let cell = try Self.lowered(seed: seed)
      var random = SeededGenerator(seed: seed)
      for _ in 0..<50 {
        let (a, b) = (
          Int.random(in: 0..<cell.count, using: &random),
          Int.random(in: 0..<cell.count, using: &random)
        )
        let path = cell.path(from: a, to: b)
        #expect(path == cell.path(from: b, to: a).reversed())
        guard !path.isEmpty else { continue }
        #expect(path.first == a && path.last == b && Set(path).count == path.count)
        for (u, v) in zip(path, path.dropFirst()) {
          #expect(Int(cell.axial.parent[u]) == v || Int(cell.axial.parent[v]) == u)
        }
      }
      #expect(cell.path(from: 3, to: 3) == [3])
    }
  }

  @Test("the depth of a place is its path length from the root")
  func depth() throws {
    for seed in 1...8 {
      let cell = try Self.lowered(seed: seed)
      for (index, stations) in cell.stations.enumerated() {
        for station in stations {
          // Without a soma distances count from the root too.
          let distance = cell.morphology.sections[index].startDistance.coherent + station.position
          #expect(abs(cell.depth[station.vertex] - distance) < 1e-10)
          let place = Location(section: index, position: Length(coherent: station.position))
          #expect(abs(cell.depth(of: place) - distance) < 1e-10)
        }
      }
    }
  }
}
