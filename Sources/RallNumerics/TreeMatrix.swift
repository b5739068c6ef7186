/// A symmetric matrix whose pattern is a tree, and its elimination.
///
/// Row `i` has a diagonal and one entry towards its parent, `−coupling[i]`, and a parent comes before
/// its children (`parent[i] < i`; −1 at a root, of which there may be several). Such a system is
/// solved exactly in two sweeps without fill-in (Hines 1984, doi:10.1016/0020-7101(84)90008-4):
/// n divisions, memory and time linear in n.
///
/// In breadth-first order neighbouring rows hang on different parents, so that the sweeps do not wait
/// for their own last division.
package struct TreeMatrix: Sendable {
  /// The row towards the root; −1 at a root.
  package let parent: [Int32]
  /// The size of the entry that couples a row to its parent; 0 at a root.
  package var coupling: [Double]

  /// Traps where a parent does not come before its child.
  package init(parent: [Int32], coupling: [Double]) {
    precondition(parent.count == coupling.count)
    for (row, above) in parent.enumerated() {
      precondition(above >= -1 && above < row, "a parent comes before its child")
    }
    self.parent = parent
    self.coupling = coupling
  }

  /// How many rows there are.
  package var count: Int { parent.count }

  /// The sum of the couplings of each row: the diagonal with which every row adds up to 0.
  package var couplingSums: [Double] {
    var sums = coupling
    for (row, above) in parent.enumerated() where above >= 0 { sums[Int(above)] += coupling[row] }
    return sums
  }

  /// Eliminates towards the root and substitutes back.
  ///
  /// - Parameters:
  ///   - diagonal: n values; on return the pivots.
  ///   - x: n right-hand sides; on return the solution.
  @inlinable
  package func solve(
    diagonal: UnsafeMutablePointer<Double>, x: UnsafeMutablePointer<Double>
  ) {
    let n = parent.count
    parent.withUnsafeBufferPointer { parent in
      coupling.withUnsafeBufferPointer { coupling in
        var i = n - 1
        while i >= 0 {
          let p = Int(parent[i])
          if p >= 0 {
            let g = coupling[i]
            let factor = g / diagonal[i]
            diagonal[p] -= factor * g
            x[p] += factor * x[i]
          }
          i -= 1
        }
        i = 0
        while i < n {
          let p = Int(parent[i])
          x[i] = p >= 0 ? (x[i] + coupling[i] * x[p]) / diagonal[i] : x[i] / diagonal[i]
          i += 1
        }
      }
    }
  }

  /// The solution where each row is given by its excess: what its diagonal is more than its couplings
  /// add up to.
  ///
  /// A row with excess s that hangs on a coupling g adds g·s/(s + g) to the excess of its parent, two
  /// conductances in series. Nothing is subtracted, so that nothing is lost where couplings are many times
  /// the excesses. The twin of the solvers that work on lanes.
  package func solved(excess: [Double], _ b: [Double]) -> [Double] {
    var (excess, x) = (excess, b)
    for row in parent.indices.reversed() where parent[row] >= 0 {
      let share = coupling[row] / (excess[row] + coupling[row])
      excess[Int(parent[row])] += share * excess[row]
      x[Int(parent[row])] += share * x[row]
    }
    for row in parent.indices {
      let inflow = parent[row] < 0 ? 0 : coupling[row] * x[Int(parent[row])]
      x[row] = (x[row] + inflow) / (excess[row] + coupling[row])
    }
    return x
  }

  /// `y = A x` with the diagonal given.
  @inlinable
  package func multiply(
    diagonal: UnsafePointer<Double>, x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<count { y[i] = diagonal[i] * x[i] }
    for i in 0..<count where parent[i] >= 0 {
      let p = Int(parent[i])
      y[i] -= coupling[i] * x[p]
      y[p] -= coupling[i] * x[i]
    }
  }

  /// The solution of `A x = b`, for callers that are in no hurry.
  package func solved(diagonal: [Double], _ b: [Double]) -> [Double] {
    var (pivots, x) = (diagonal, b)
    pivots.withUnsafeMutableBufferPointer { pivots in
      x.withUnsafeMutableBufferPointer { x in
        guard let d = pivots.baseAddress, let b = x.baseAddress else { return }
        solve(diagonal: d, x: b)
      }
    }
    return x
  }

  /// Breadth-first order of a tree: where each old row goes, parents before children.
  ///
  /// - Complexity: O(n), without recursion.
  package static func breadthFirst(parent: [Int32]) -> [Int32] {
    let n = parent.count
    var childCount = [Int32](repeating: 0, count: n + 1)
    for p in parent where p >= 0 { childCount[Int(p) + 1] += 1 }
    for i in 0..<n { childCount[i + 1] += childCount[i] }
    var cursor = childCount
    var children = [Int32](repeating: 0, count: n)
    for i in 0..<n where parent[i] >= 0 {
      let p = Int(parent[i])
      children[Int(cursor[p])] = Int32(i)
      cursor[p] += 1
    }
    var queue = (0..<Int32(n)).filter { parent[Int($0)] < 0 }
    queue.reserveCapacity(n)
    var next = 0
    while next < queue.count {
      let i = Int(queue[next])
      next += 1
      queue.append(contentsOf: children[Int(childCount[i])..<Int(childCount[i + 1])])
    }
    precondition(queue.count == n, "every row hangs on a root")
    var place = [Int32](repeating: 0, count: n)
    for (new, old) in queue.enumerated() { place[Int(old)] = Int32(new) }
    return place
  }
}
