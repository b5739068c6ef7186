internal import RallCable
internal import RallModel
internal import RallMorphology
internal import RallUnits

/// A way that a spike may take: points of a watch in order, with what they are called.
struct ConductionWay {
  /// The numbers of the points in their watch.
  let points: [Int]
  /// Path length from the first point, µm.
  let distances: [Double]
  /// The numbers of the nodes of Ranvier that the points are; nil of other points.
  let nodes: [Int]?
  /// How many points, from the first on, tell the velocity; the others lie behind a short internode.
  let fitted: Int
  /// True where the axon ends with the last point.
  let isTip: Bool
  private let columns: [Column]

  /// The vertices of a path.
  init(_ path: TreePath, in cell: LoweredCell) {
    points = Array(path.probes.indices)
    distances = path.distances
    nodes = nil
    fitted = path.probes.count
    isTip = false
    columns = path.probes.map { cell.columns[$0.nearest] }
  }

  /// Some nodes, one behind the other; a watch of all nodes has them by their numbers. All of them tell
  /// the velocity, or the first `fitted`.
  init(
    _ way: [Int], of nodes: NodeTree, in cell: LoweredCell, fitted: Int? = nil, isTip: Bool = false
  ) {
    points = way
    self.fitted = fitted ?? way.count
    distances = nodes.distances(along: way)
    self.nodes = way
    self.isTip = isTip
    columns = way.map { cell.columns[nodes.probes[$0].nearest] }
  }

  /// `nodes(3) to nodes(17), a tip`.
  var name: String {
    guard let nodes, let first = nodes.first, let last = nodes.last else { return "" }
    return Self.name(from: first, to: last) + (isTip ? ", a tip" : "")
  }

  /// `nodes(3) to nodes(17)`.
  static func name(from first: Int, to last: Int) -> String {
    "\(Site.node(first)) to \(Site.node(last))"
  }

  /// `nodes(7)`, or `point 12 of the path`.
  func name(of point: Int) -> String {
    nodes.map { "\(Site.node($0[point]))" } ?? "point \(point) of the path"
  }

  /// `8050 um along it (section 0, path distance 8050 um)`.
  func place(of point: Int) -> String {
    let column = columns[point]
    return "\(decimal(distances[point].rounded())) um along it "
      + "(section \(column.section), path distance \(decimal(column.pathDistance.rounded())) um)"
  }
}
