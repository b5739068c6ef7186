internal import RallAnalysis
internal import RallCable
internal import RallModel
internal import RallMorphology
internal import RallNumerics

/// The nodes of Ranvier of a cell as a tree.
struct NodeTree {
  /// Where each node is read, by its number.
  let probes: [LoweredCell.Probe]
  /// Path length from the root to each node, µm.
  let depths: [Double]
  /// The next node towards the root; nil of the first one of a myelinated stretch.
  let parents: [Int?]
  /// Whether a whole internode lies between that and the node.
  private let isWhole: [Bool]

  /// Nil where there are none.
  init?(of cell: LoweredCell) {
    guard let places = try? Site.nodes.locations(on: cell.morphology), !places.isEmpty else {
      return nil
    }
    probes = places.map { cell.probe(at: $0) }
    depths = places.map { cell.depth(of: $0) }
    // Whoever climbs from beyond a node comes upon its vertex away from the root.
    var nodes: [Int: Int] = [:]
    for (node, probe) in probes.enumerated() { nodes[probe.second] = node }
    parents = probes.map { probe in
      var vertex = probe.isVertex ? cell.axial.parent[probe.first] : Int32(probe.first)
      while vertex >= 0 {
        if let node = nodes[Int(vertex)] { return node }
        vertex = cell.axial.parent[Int(vertex)]
      }
      return nil
    }
    var isWhole = probes.map { _ in false }
    for internode in cell.morphology.myelin?.internodes ?? [] where !internode.isShort {
      isWhole[internode.to] = true
    }
    self.isWhole = isWhole
  }

  /// How many points of a branch, from its first on, have nothing but whole internodes between them.
  func wholePart(of branch: [Int]) -> Int { 1 + branch.dropFirst().prefix { isWhole[$0] }.count }

  /// Unbranched runs of nodes.
  var branches: [Branches.Branch] { Branches(parents: parents).all }

  /// The nodes on the way from one to another, both included; empty where none leads there.
  func path(from: Int, to: Int) -> [Int] {
    let (up, down) = (ancestors(of: from), ancestors(of: to))
    let above = Set(down)
    guard let meeting = up.first(where: above.contains) else { return [] }
    return Array(up.prefix { $0 != meeting }) + [meeting]
      + down.prefix { $0 != meeting }.reversed()
  }

  /// The node itself and all that lie towards the root.
  private func ancestors(of node: Int) -> [Int] {
    Array(sequence(first: node) { parents[$0] })
  }

  /// Path length from the first node of a way to each, µm.
  func distances(along way: [Int]) -> [Double] {
    zip(way, way.dropFirst()).reduce(into: [0]) { distances, pair in
      distances.append(distances.last! + abs(depths[pair.1] - depths[pair.0]))
    }
  }
}
