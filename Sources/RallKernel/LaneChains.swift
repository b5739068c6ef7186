/// A tree cut into chains, and the joints that are left between them.
///
/// A chain runs from a vertex near the tips to its top, one edge after the other. Where no way from the
/// tips is longer than `longest`, there are no joints and every chain but the root's hangs on a vertex of
/// another. Else a joint stands wherever the way has grown that long, wherever two ways with joints
/// below meet, and at the root; every stretch between two joints is one chain, a span.
struct LaneChains {
  /// The vertices of all chains, each from its lowest up to its top.
  private(set) var chains: [[Int32]] = []
  /// The chain of each vertex; −1 at a joint.
  private(set) var chainOf: [Int32]
  /// The rows that what hangs below the top of each chain needs, itself included.
  private(set) var heights: [Int32] = []
  /// The joint below each chain, as a vertex, and the vertex of the chain that hangs on it; nil where
  /// the chain is no span.
  private(set) var lower: [(joint: Int32, foot: Int32)?] = []
  /// Joints, children before parents.
  private(set) var joints: [Int32] = []

  init(_ tree: LaneTree, longest: Int?) {
    let count = tree.parent.count
    var height = [Int32](repeating: 0, count: count)
    var heavy = [Int32](repeating: -1, count: count)
    // The joint that the way up from a vertex has below it, and the child that leads there.
    var open = [Int32](repeating: -1, count: count)
    var through = open
    var openCount = [UInt8](repeating: 0, count: count)
    var isJoint = [Bool](repeating: false, count: count)
    for vertex in tree.order.reversed() {
      let i = Int(vertex)
      let above = tree.parent[i]
      height[i] += 1
      let isRoot = above < 0
      if openCount[i] > 1 || (longest.map { Int(height[i]) >= $0 } ?? false)
        || (isRoot && openCount[i] > 0)
      {
        isJoint[i] = true
        joints.append(vertex)
      }
      guard !isRoot else { continue }
      let p = Int(above)
      if isJoint[i] || open[i] >= 0 {
        openCount[p] = min(openCount[p] + 1, 2)
        open[p] = isJoint[i] ? vertex : open[i]
        through[p] = vertex
      }
      guard !isJoint[i] else { continue }
      if heavy[p] < 0 || height[i] > height[Int(heavy[p])] { heavy[p] = vertex }
      height[p] = max(height[p], height[i])
    }
    // A span goes on through the child that has the joint below it.
    for i in 0..<count where through[i] >= 0 && !isJoint[Int(through[i])] { heavy[i] = through[i] }
    chainOf = [Int32](repeating: -1, count: count)
    for vertex in tree.order where !isJoint[Int(vertex)] && chainOf[Int(vertex)] < 0 {
      var chain: [Int32] = []
      var at = vertex
      var span: (joint: Int32, foot: Int32)?
      while at >= 0 {
        chain.append(at)
        chainOf[Int(at)] = Int32(chains.count)
        let below = through[Int(at)]
        if below >= 0, isJoint[Int(below)] { span = (below, at) }
        at = heavy[Int(at)]
      }
      heights.append(height[Int(vertex)])
      lower.append(span)
      chains.append(chain.reversed())
    }
  }
}
