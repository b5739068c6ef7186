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
    var vertices = cell.path(from: start.nearest, to: end.nearest)
    guard !vertices.isEmpty else {
      (probes, distances) = ([], [])
      return
    }
    // The nearest vertex of a place between two may lie behind it; then the way does not touch it.
    func trim(_ probe: LoweredCell.Probe, _ nearest: Int, _ next: Int?) -> Bool {
      if probe.isVertex { return true }
      return next == (nearest == probe.first ? probe.second : probe.first)
    }
    let samePiece = !start.isVertex && start.first == end.first && start.second == end.second
    if samePiece { vertices = [] }
    if !vertices.isEmpty, trim(start, vertices[0], vertices.dropFirst().first) {
      vertices.removeFirst()
    }
    if let last = vertices.last, trim(end, last, vertices.dropLast().last) {
      vertices.removeLast()
    }
    // The way climbs to the vertex nearest the root, and descends from there.
    let (first, last) = (cell.depth(of: from), cell.depth(of: to))
    let depths = vertices.map { cell.depth[$0] }
    let top = depths.min().map { min($0, first, last) } ?? min(first, last)
    let turn = depths.firstIndex(of: top)
    var descending = first == top
    var distances = [0.0]
    for (index, depth) in depths.enumerated() {
      distances.append(descending ? (first - top) + (depth - top) : first - depth)
      if index == turn { descending = true }
    }
    distances.append(last == top && !descending ? first - last : (first - top) + (last - top))
    probes =
      [start] + vertices.map { LoweredCell.Probe(first: $0, second: $0, share: 0) } + [end]
    self.distances = distances
  }

  /// Length of the whole way, µm.
  package var length: Double { distances.last ?? 0 }
}
