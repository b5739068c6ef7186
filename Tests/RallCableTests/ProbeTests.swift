import RallAnalysis
import RallCable
import RallModel
import RallMorphology
import RallNumerics
import RallTheory
import RallUnits
import TestNeurons
import Testing

@Suite("Reading between vertices")
struct ProbeTests {
  @Test("a probe without current through the membrane reads exactly")
  func resistive() throws {
    // Without a leak a current from end to end falls linearly with axial resistance.
    for seed in 1...8 {
      let morphology = Morphology.random(seed: seed, sections: 1)
      let coarse = try LoweredCell(Cell(), morphology, division: .perSection(3))
      let sites = morphology.randomPlaces(20, seed: seed)
      let section = morphology.sections[0]
      let whole = section.axialIntegral(from: 0, to: section.length.coherent)
      var fall = [Double](repeating: 0, count: coarse.count)
      for (a, b) in zip(coarse.stations[0], coarse.stations[0].dropFirst()) {
        fall[b.vertex] = fall[a.vertex] + b.approach.sum()
      }
      for site in sites {
        let place = try site.locations(on: morphology)[0]
        let read = coarse.probe(at: place).read(fall)
        let exact = section.axialIntegral(from: 0, to: place.position.coherent)
        #expect(abs(read - exact) < 1e-12 * whole)
      }
    }
  }

  @Test("what a probe reads is second order in the length of the pieces, on a taper too")
  func order() throws {
    let points = [Point(x: 0, y: 0, z: 0, radius: 3), Point(x: 900, y: 0, z: 0, radius: 1)]
    let section = Section(
      type: 3, points: points, parent: nil, start: 0, end: 1, startDistance: .zero, order: 1)
    let morphology = Morphology(sections: [section], junctionCount: 2, soma: .none)
    let material = CableMaterial(membraneResistance: 2000, axialResistivity: 150)
    let at = 500.0
    // The exact potential where the taper is parted into two branches.
    let exact = PassiveTree(
      branches: [
        .init(length: at, diameter: 6, to: 6 - 4 * at / 900),
        .init(parent: 0, length: 900 - at, diameter: 6 - 4 * at / 900, to: 2),
      ], material: material
    ).transferResistance(from: .root, to: .end(of: 0))
    let cell = Cell(axoplasm: 150.ohm * .cm) { Coat(.all, .passive(g: 0.5.mS / .cm2, e: .zero)) }
    let counts = [14, 28, 56, 112, 224]  // 500/900 falls at 7/9 and so on, never on a vertex
    let errors = try counts.map { n in
      let lowered = try LoweredCell(cell, morphology, division: .perSection(n))
      let probe = lowered.probe(at: Location(section: 0, position: at.um))
      #expect(!probe.isVertex)
      return probe.read(SteadyNetwork(lowered).resistances(from: 0)) / exact - 1
    }
    // The place within its piece changes from mesh to mesh (7/9, 5/9, 1/9), so single errors
    // scatter about h²; they stay below the curvature's bound, h²/8 of 1/λ² and the mesh's own.
    for (n, error) in zip(counts, errors) {
      let h = 900 / Double(n)
      let lambda = 183.0  // √(d/4·Rm/Ra) where d is 1 µm; every place is thicker
      #expect(abs(error) < (h / lambda) * (h / lambda) * 0.3, "\(n): \(error)")
    }
    let fit = try #require(ConvergenceOrder(steps: counts.map { 1 / Double($0) }, errors: errors))
    #expect(abs(fit.order - 2) < 0.2, "\(fit.order)")
  }

  @Test("a probe on a vertex is the vertex, and beyond the ends the end")
  func vertices() throws {
    for seed in 1...4 {
      let morphology = Morphology.random(seed: seed)
      let cell = try LoweredCell(Cell(), morphology, division: .longest(5.um))
      for (index, stations) in cell.stations.enumerated() {
        for station in stations {
          for off in [0, 1e-10, -1e-10] {
            let probe = cell.probe(
              at: Location(section: index, position: Length(coherent: station.position + off)))
            #expect(probe.isVertex && probe.first == station.vertex && probe.nearest == probe.first)
          }
        }
      }
    }
  }

  @Test("shares rise from 0 to 1 along a piece")
  func shares() throws {
    let morphology = Morphology.random(seed: 9, sections: 1, rings: true)
    let cell = try LoweredCell(Cell(), morphology, division: .perSection(2))
    let (a, b) = (cell.stations[0][0], cell.stations[0][1])
    var before = 0.0
    for k in 1..<100 {
      let probe = cell.probe(
        at: Location(
          section: 0, position: Length(coherent: b.position * Double(k) / 100)))
      #expect(probe.first == a.vertex && probe.second == b.vertex)
      #expect(probe.share > before && probe.share < 1)
      before = probe.share
    }
  }
}
