internal import RallNumerics

/// A tree seen from the centre of its longest path, so that no way to the root is longer than half of it.
struct LaneTree {
  /// The row towards the root in the old numbering; −1 at a root.
  private(set) var parent: [Int32]
  /// What couples a row to its parent, µS; 0 at a root.
  private(set) var coupling: [Double]
  /// All rows, parents before children.
  let order: [Int32]
  /// The row towards the old root.
  private let oldParent: [Int32]

  init(_ tree: TreeMatrix) {
    parent = tree.parent
    oldParent = tree.parent
    coupling = tree.coupling
    for (root, centre) in Self.centres(tree.parent) {
      // The way from the centre to the old root is turned about.
      var (at, below, edge) = (centre, Int32(-1), 0.0)
      while true {
        let above = parent[Int(at)]
        let next = coupling[Int(at)]
        parent[Int(at)] = below
        coupling[Int(at)] = edge
        if at == root { break }
        (below, edge, at) = (at, next, above)
      }
    }
    let place = TreeMatrix.breadthFirst(parent: parent)
    var order = [Int32](repeating: 0, count: parent.count)
    for (row, place) in place.enumerated() { order[Int(place)] = Int32(row) }
    self.order = order
  }

  /// What else is given of each edge at its lower end in the old tree, at its lower end in this one; 0 at a
  /// root.
  func turned(_ other: [Double]) -> [Double] {
    precondition(other.count == parent.count)
    return parent.enumerated().map { row, above in
      above < 0 ? 0 : oldParent[row] == above ? other[row] : other[Int(above)]
    }
  }

  /// Of each tree the root, and the row from which the farthest is nearest.
  private static func centres(_ parent: [Int32]) -> [(root: Int32, centre: Int32)] {
    // The two longest ways down from each row, by different children.
    var first = [Int32](repeating: 0, count: parent.count)
    var second = first
    for row in parent.indices.reversed() where parent[row] >= 0 {
      let (above, way) = (Int(parent[row]), first[row] + 1)
      if way > first[above] {
        (first[above], second[above]) = (way, first[above])
      } else if way > second[above] {
        second[above] = way
      }
    }
    var up = [Int32](repeating: 0, count: parent.count)
    var root = up
    var best: [Int32: (far: Int32, row: Int32)] = [:]
    for row in parent.indices {
      let above = Int(parent[row])
      if above < 0 {
        root[row] = Int32(row)
      } else {
        root[row] = root[above]
        let other = first[above] == first[row] + 1 ? second[above] : first[above]
        up[row] = 1 + max(up[above], other)
      }
      let far = max(first[row], up[row])
      if let known = best[root[row]], known.far <= far { continue }
      best[root[row]] = (far, Int32(row))
    }
    return best.map { ($0.key, $0.value.row) }.sorted { $0.0 < $1.0 }
  }
}
