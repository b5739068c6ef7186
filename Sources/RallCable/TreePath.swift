internal import RallModel
package import RallMorphology
internal import RallUnits

/// The way along the tree from one place to another: probes in order, with their path lengths.
package struct TreePath: Sendable {
  /// The two places, and every vertex between them.
  package let probes: [LoweredCell.Probe]
  /// Path length from the first place, µm.
  package let distances: [Double]

  /// Empty where no way leads from one to the other (two roots).
  package init(from: Location, to: Location, in cell: LoweredCell) {
    let (start, end) = (cell.probe(at: from), cell.probe(at: to))
    // From the vertices at or just beyond the two places, seen from the root.
    var vertices = cell.path(from: start.second, to: end.second)
    guard !vertices.isEmpty else {
      (probes, distances) = ([], [])
      return
    }
    if start.isInPiece(of: end) {
      vertices = []
    } else {
      // A place that is a vertex stands for it; one from which the way climbs lies beyond its first.
      let first = start.isVertex || vertices.dropFirst().first == start.first ? 1 : 0
      let last = end.isVertex || vertices.dropLast().last == end.first ? 1 : 0
      vertices = first + last < vertices.count ? Array(vertices[first..<vertices.count - last]) : []
    }
    probes =
      [start] + vertices.map { LoweredCell.Probe(first: $0, second: $0, share: 0) } + [end]
    // Two neighbours lie on one piece, so that their depths differ by the way between them.
    let depths = [cell.depth(of: from)] + vertices.map { cell.depth[$0] } + [cell.depth(of: to)]
    var distances = [0.0]
    for (here, next) in zip(depths, depths.dropFirst()) {
      distances.append(distances[distances.count - 1] + abs(next - here))
    }
    self.distances = distances
  }

  /// Length of the whole way, µm.
  package var length: Double { distances.last ?? 0 }
}

extension TreePath {
  private init(probes: [LoweredCell.Probe], distances: [Double]) {
    self.probes = probes
    self.distances = distances
  }

  /// The same way with at most `count` points, its ends among them.
  package func thinned(to count: Int) -> TreePath {
    guard probes.count > count else { return self }
    let chosen = (0..<count).map { $0 * (probes.count - 1) / (count - 1) }
    return TreePath(probes: chosen.map { probes[$0] }, distances: chosen.map { distances[$0] })
  }
}

extension LoweredCell {
  /// The vertices that stand in a region, ends included, in order.
  package func vertices(in places: Intervals) -> [Int] {
    let found = Set(
      stations.enumerated().flatMap { section, stations in
        let nearness = Self.nearness(stations[stations.count - 1].position)
        return stations.filter { station in
          places[section].contains {
            $0.from <= station.position + nearness && station.position <= $0.to + nearness
          }
        }.map(\.vertex)
      })
    return found.sorted()
  }

  /// The vertices that are reported in a region: of those on its boundary, only its own.
  package func ownVertices(in places: Intervals) -> [Int] {
    vertices(in: places).filter { vertex in
      let column = columns[vertex]
      let length = morphology.sections[column.section].length
      let nearness = Self.nearness(length.coherent)
      return places[column.section].contains {
        let position = column.sectionPosition * length.coherent
        return $0.from - nearness <= position && position <= $0.to + nearness
      }
    }
  }

  /// The tip of each type of neurite that is farthest from a place, by the name of the type.
  package func farthestTips(from start: Location) -> [(label: String, place: Location)] {
    let inner = Set(morphology.sections.compactMap(\.parent))
    var farthest: [Int: (distance: Double, place: Location)] = [:]
    for (index, section) in morphology.sections.enumerated()
    where !inner.contains(index) && !section.isSphere && section.type != 1 {
      let tip = Location(section: index, position: section.length)
      let distance = TreePath(from: start, to: tip, in: self).length
      if distance > farthest[section.type]?.distance ?? 0 {
        farthest[section.type] = (distance, tip)
      }
    }
    return farthest.sorted { $0.key < $1.key }.map {
      (Section.name(ofType: $0.key), $0.value.place)
    }
  }
}

extension LoweredCell.Probe {
  /// True of two places inside the same piece.
  fileprivate func isInPiece(of other: Self) -> Bool {
    !isVertex && first == other.first && second == other.second
  }
}
