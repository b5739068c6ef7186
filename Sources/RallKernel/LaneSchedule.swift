package import RallNumerics

/// Where each vertex of a tree stands so that eight chains are eliminated at once: slot = row · 8 + lane.
///
/// Chains are laid on lanes from the root's end, that with the longest way below it first (Hu 1961,
/// doi:10.1287/opre.9.6.841), and none is interrupted. Where long ways leave lanes empty, they are
/// cut at joints: what is left between joints when all chains are gone is a small tree of its own
/// (the substructures of Przemieniecki 1963, doi:10.2514/3.1483). A lane has one span at most.
/// Slots that no vertex has are padding.
package struct LaneSchedule: Sendable {
  /// Rows of chains; joints stand in the rows after them.
  package let rows: Int
  package let joints: [Int32]
  /// The slot of each vertex.
  package let place: [Int32]
  let tree: LaneTree
  let chains: LaneChains

  /// How many slots there are, a multiple of eight.
  package var slots: Int { (rows + (joints.count + 7) / 8) * 8 }

  /// How many chains hang between two joints.
  package var spans: Int { chains.lower.count { $0 != nil } }

  /// - Parameter cutsLongWays: false where no chain is to be cut, however many lanes stand empty: then trees
  ///   side by side are eliminated to the bits that each alone leads to.
  package init(_ matrix: TreeMatrix, cutsLongWays: Bool = true) {
    let tree = LaneTree(matrix)
    let count = matrix.count
    let least = (count + 7) / 8
    var best = Self(tree, longest: nil)!
    // What joints cost beside the rows that they save: a fill in every row, and a scalar solve.
    func cost(_ schedule: Self) -> Double {
      Double(schedule.rows) * (schedule.joints.isEmpty ? 1 : 1.25) + Double(schedule.joints.count)
    }
    if cutsLongWays, Double(best.rows) > 1.25 * Double(least), count >= 64 {
      for slack in [1, 1.1, 1.25, 1.5, 2] {
        let longest = Int((Double(least) * slack).rounded(.up))
        guard let other = Self(tree, longest: longest), cost(other) < cost(best) else { continue }
        best = other
      }
    }
    self = best
  }

  /// Nil where there would be more spans than lanes.
  private init?(_ tree: LaneTree, longest: Int?) {
    let chains = LaneChains(tree, longest: longest)
    guard chains.lower.count(where: { $0 != nil }) <= 8 else { return nil }
    self.tree = tree
    self.chains = chains
    joints = chains.joints
    var time = [Int32](repeating: 0, count: tree.parent.count)
    var lane = time
    var hanging = [[Int32]](repeating: [], count: chains.chains.count)
    var ready = ChainQueue(chains.heights)
    for (number, chain) in chains.chains.enumerated() {
      let above = tree.parent[Int(chain[chain.count - 1])]
      if above < 0 || chains.chainOf[Int(above)] < 0 {
        ready.push(Int32(number))
      } else {
        hanging[Int(chains.chainOf[Int(above)])].append(Int32(number))
      }
    }
    // Of each chain, what hangs on it, that nearest to its top first.
    var rank = time
    for chain in chains.chains {
      for (index, vertex) in chain.enumerated() { rank[Int(vertex)] = Int32(index) }
    }
    func foot(_ chain: Int32) -> Int32 { tree.parent[Int(chains.chains[Int(chain)].last!)] }
    for number in hanging.indices where hanging[number].count > 1 {
      hanging[number].sort { rank[Int(foot($0))] > rank[Int(foot($1))] }
    }
    var running = [(chain: Int, left: Int, next: Int)?](repeating: nil, count: 8)
    var hasSpan = [Bool](repeating: false, count: 8)
    var (left, now) = (chains.chains.count, Int32(0))
    var freed: [Int32] = []
    var aside: [Int32] = []
    while left > 0 {
      for number in 0..<8 {
        if running[number] == nil {
          while let chain = ready.pop() {
            if chains.lower[Int(chain)] != nil, hasSpan[number] {
              aside.append(chain)
              continue
            }
            if chains.lower[Int(chain)] != nil { hasSpan[number] = true }
            running[number] = (Int(chain), chains.chains[Int(chain)].count, 0)
            break
          }
          for chain in aside { ready.push(chain) }
          aside.removeAll(keepingCapacity: true)
        }
        guard var current = running[number] else { continue }
        current.left -= 1
        let vertex = chains.chains[current.chain][current.left]
        (time[Int(vertex)], lane[Int(vertex)]) = (now, Int32(number))
        while current.next < hanging[current.chain].count {
          let child = hanging[current.chain][current.next]
          guard foot(child) == vertex else { break }
          freed.append(child)
          current.next += 1
        }
        running[number] = current.left > 0 ? current : nil
        if current.left == 0 { left -= 1 }
      }
      for chain in freed { ready.push(chain) }
      freed.removeAll(keepingCapacity: true)
      now += 1
    }
    rows = Int(now)
    var place = time
    for i in place.indices { place[i] = (now - 1 - time[i]) * 8 + lane[i] }
    for (number, joint) in joints.enumerated() { place[Int(joint)] = now * 8 + Int32(number) }
    self.place = place
  }
}

/// Chains that may begin, the highest first.
private struct ChainQueue {
  private let heights: [Int32]
  private var heap: [Int32] = []

  init(_ heights: [Int32]) { self.heights = heights }

  private func comes(_ a: Int32, before b: Int32) -> Bool {
    let (x, y) = (heights[Int(a)], heights[Int(b)])
    return x > y || (x == y && a < b)
  }

  mutating func push(_ chain: Int32) {
    heap.append(chain)
    var at = heap.count - 1
    while at > 0, comes(heap[at], before: heap[(at - 1) / 2]) {
      heap.swapAt(at, (at - 1) / 2)
      at = (at - 1) / 2
    }
  }

  mutating func pop() -> Int32? {
    guard let top = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return top }
    heap[0] = last
    var at = 0
    while true {
      var child = 2 * at + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, comes(heap[child + 1], before: heap[child]) { child += 1 }
      guard comes(heap[child], before: heap[at]) else { break }
      heap.swapAt(at, child)
      at = child
    }
    return top
  }
}
