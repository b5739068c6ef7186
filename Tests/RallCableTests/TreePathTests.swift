import RallCable
import RallModel
import RallMorphology
import RallUnits
import TestNeurons
import Testing

@Suite("The way from one place to another")
struct TreePathTests {
  /// Pairs of places of a neuron, anywhere, at ends and in one piece.
  static func pairs(_ morphology: Morphology, seed: Int) throws -> [(Location, Location)] {
    let places = try morphology.randomPlaces(16, seed: seed).map {
      try $0.locations(on: morphology)[0]
    }
    var pairs = zip(places, places.dropFirst()).map { ($0, $1) }
    for place in places.prefix(6) {
      let length = morphology.sections[place.section].length
      pairs.append((place, Location(section: place.section, position: .zero)))
      pairs.append((Location(section: place.section, position: length), place))
      pairs.append((place, Location(section: place.section, position: 0.99 * place.position)))
      pairs.append((place, place))
    }
    return pairs
  }

  /// Path length by a cell that has a vertex at either place.
  static func length(_ morphology: Morphology, _ a: Location, _ b: Location) throws -> Double {
    func site(_ place: Location) -> Site {
      .section(place.section, place.position / morphology.sections[place.section].length)
    }
    let cell = try LoweredCell(
      Cell(), morphology, division: .longest(50.um), electrodes: [site(a), site(b)])
    let path = cell.path(from: cell.probe(at: a).first, to: cell.probe(at: b).first)
    return zip(path, path.dropFirst()).reduce(0) { $0 + abs(cell.depth[$1.0] - cell.depth[$1.1]) }
  }

  @Test("its length is the path's, whatever the mesh", arguments: 1...6)
  func lengths(seed: Int) throws {
    let morphology = Morphology.random(seed: seed, sections: 14)
    for division in [Division.perSection(1), .longest(3.um)] {
      let cell = try LoweredCell(Cell(), morphology, division: division)
      for (a, b) in try Self.pairs(morphology, seed: seed) {
        let path = TreePath(from: a, to: b, in: cell)
        #expect(abs(path.length - (try Self.length(morphology, a, b))) < 1e-7, "\(a) to \(b)")
        #expect(path.probes.count == path.distances.count)
        #expect(path.distances == path.distances.sorted() && path.distances[0] == 0)
        #expect(path.probes.first == cell.probe(at: a) && path.probes.last == cell.probe(at: b))
      }
    }
  }

  @Test("the way back is the same way", arguments: 1...6)
  func back(seed: Int) throws {
    let morphology = Morphology.random(seed: seed, sections: 14)
    let cell = try LoweredCell(Cell(), morphology, division: .longest(4.um))
    for (a, b) in try Self.pairs(morphology, seed: seed) {
      let (there, back) = (TreePath(from: a, to: b, in: cell), TreePath(from: b, to: a, in: cell))
      #expect(there.probes == back.probes.reversed())
      for (x, y) in zip(there.distances, back.distances.reversed()) {
        #expect(abs(x + y - there.length) < 1e-9)
      }
    }
  }

  @Test("between two roots there is none")
  func forest() throws {
    let morphology = Morphology.random(seed: 4, sections: 6, roots: 2)
    let cell = try LoweredCell(Cell(), morphology, division: .longest(4.um))
    let (a, b) = (
      Location(section: 0, position: 1.um), Location(section: 1, position: 1.um)
    )
    let path = TreePath(from: a, to: b, in: cell)
    #expect(path.probes.isEmpty && path.distances.isEmpty && path.length == 0)
  }
}
