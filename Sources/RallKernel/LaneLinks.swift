internal import CLanes

/// What couples the slots of a schedule, in the arrays that kernels read.
struct LaneLinks {
  private(set) var toParent: [Double]
  private(set) var coupling: [Double]
  private(set) var fill: [Double]
  private(set) var below: [Int32]
  private(set) var children: [lanes_link] = []
  private(set) var above: [Int32]
  private(set) var parents: [lanes_link] = []
  private(set) var jointParent: [Int32]
  private(set) var jointCoupling: [Double]
  private(set) var jointChildren: [lanes_link] = []
  private(set) var spans: [lanes_span] = []

  /// - Parameter edges: what couples each vertex to its parent in the schedule's tree.
  init(_ schedule: LaneSchedule, _ edges: [Double]) {
    let (tree, chains, place) = (schedule.tree, schedule.chains, schedule.place)
    let rows = schedule.rows
    coupling = [Double](repeating: 0, count: rows * 8)
    fill = coupling
    toParent = coupling
    jointParent = [Int32](repeating: -1, count: schedule.joints.count)
    jointCoupling = [Double](repeating: 0, count: schedule.joints.count)
    func number(ofJoint vertex: Int32) -> Int32 { place[Int(vertex)] - Int32(rows * 8) }
    var byParent: [(row: Int32, link: lanes_link)] = []
    var byChild: [(row: Int32, link: lanes_link)] = []
    for (index, chain) in chains.chains.enumerated() {
      for vertex in chain {
        toParent[Int(place[Int(vertex)])] = edges[Int(vertex)]
        if vertex != chain.last { coupling[Int(place[Int(vertex)])] = edges[Int(vertex)] }
      }
      let top = chain[chain.count - 1]
      let slot = place[Int(top)]
      let parent = tree.parent[Int(top)]
      guard parent >= 0 else { continue }
      let g = edges[Int(top)]
      let hook = place[Int(parent)]
      byChild.append((slot / 8, lanes_link(slot: hook, lane: slot % 8, coupling: g)))
      if chains.chainOf[Int(parent)] >= 0 {
        byParent.append((hook / 8, lanes_link(slot: slot, lane: hook % 8, coupling: g)))
      } else if let (joint, foot) = chains.lower[index] {
        let (lower, upper) = (number(ofJoint: joint), number(ofJoint: parent))
        fill[Int(place[Int(foot)])] = edges[Int(joint)]
        jointParent[Int(lower)] = upper
        spans.append(
          lanes_span(top: slot, lane: slot % 8, lower: lower, upper: upper, coupling: g))
      } else {
        jointChildren.append(lanes_link(slot: slot, lane: number(ofJoint: parent), coupling: g))
      }
    }
    for joint in schedule.joints {
      let parent = tree.parent[Int(joint)]
      guard parent >= 0, chains.chainOf[Int(parent)] < 0 else { continue }
      jointParent[Int(number(ofJoint: joint))] = number(ofJoint: parent)
      jointCoupling[Int(number(ofJoint: joint))] = edges[Int(joint)]
    }
    (below, children) = Self.sorted(byParent, rows)
    (above, parents) = Self.sorted(byChild, rows)
  }

  /// Links by rows, and where each row's begin.
  private static func sorted(
    _ links: [(row: Int32, link: lanes_link)], _ rows: Int
  ) -> ([Int32], [lanes_link]) {
    var starts = [Int32](repeating: 0, count: rows + 1)
    for (row, _) in links { starts[Int(row) + 1] += 1 }
    for row in 0..<rows { starts[row + 1] += starts[row] }
    var cursor = starts
    var sorted = [lanes_link](repeating: lanes_link(), count: links.count)
    for (row, link) in links {
      sorted[Int(cursor[Int(row)])] = link
      cursor[Int(row)] += 1
    }
    return (starts, sorted)
  }
}
