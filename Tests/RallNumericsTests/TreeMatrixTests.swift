import RallNumerics
import Testing

@Suite("A matrix whose pattern is a tree")
struct TreeMatrixTests {
  /// A random tree, or forest, with conductances over five decades; parents come before children.
  static func random(
    rows: Int, roots: Int = 1, seed: UInt64
  ) -> (matrix: TreeMatrix, diagonal: [Double], right: [Double]) {
    var state = seed
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    let parent = (0..<rows).map { row in
      row < roots ? -1 : Int32(next() < 0.5 ? row - 1 : Int(next() * Double(row)))
    }
    let coupling = parent.map { above in
      let tens = Int(next() * 5)
      return above < 0 ? 0 : next() * [1e-2, 0.1, 1, 10, 100][tens]
    }
    var diagonal = (0..<rows).map { _ in 0.01 + next() }
    for (row, above) in parent.enumerated() where above >= 0 {
      diagonal[row] += coupling[row]
      diagonal[Int(above)] += coupling[row]
    }
    let right = (0..<rows).map { _ in 2 * next() - 1 }
    return (TreeMatrix(parent: parent, coupling: coupling), diagonal, right)
  }

  /// Gauss' elimination with the whole matrix written out and the largest pivot taken.
  static func dense(_ matrix: TreeMatrix, _ diagonal: [Double], _ right: [Double]) -> [Double] {
    let n = matrix.count
    var a = (0..<n).map { row in (0..<n).map { $0 == row ? diagonal[row] : 0.0 } }
    for (row, parent) in matrix.parent.enumerated() where parent >= 0 {
      a[row][Int(parent)] = -matrix.coupling[row]
      a[Int(parent)][row] = -matrix.coupling[row]
    }
    var x = right
    for column in 0..<n {
      let best = (column..<n).max { abs(a[$0][column]) < abs(a[$1][column]) }!
      a.swapAt(column, best)
      x.swapAt(column, best)
      for row in column + 1..<n where a[row][column] != 0 {
        let factor = a[row][column] / a[column][column]
        for k in column..<n { a[row][k] -= factor * a[column][k] }
        x[row] -= factor * x[column]
      }
    }
    for row in (0..<n).reversed() {
      for k in row + 1..<n { x[row] -= a[row][k] * x[k] }
      x[row] /= a[row][row]
    }
    return x
  }

  static func product(_ matrix: TreeMatrix, _ diagonal: [Double], _ x: [Double]) -> [Double] {
    var y = x
    matrix.multiply(diagonal: diagonal, x: x, into: &y)
    return y
  }

  @Test("two sweeps give what a dense solver gives", arguments: 1...6)
  func dense(seed: Int) {
    let (matrix, diagonal, right) = Self.random(rows: 200, roots: seed % 3 + 1, seed: UInt64(seed))
    let ours = matrix.solved(diagonal: diagonal, right)
    let reference = Self.dense(matrix, diagonal, right)
    let size = reference.reduce(0) { max($0, abs($1)) }
    let off = zip(ours, reference).reduce(0) { max($0, abs($1.0 - $1.1)) } / size
    // The condition number is some 1e4; a correct solver was seen to differ by 5e-14.
    #expect(off < 1e-12)
  }

  @Test("what is solved multiplies back to the right-hand side", arguments: 1...4)
  func residual(seed: Int) {
    let (matrix, diagonal, right) = Self.random(rows: 5000, roots: seed, seed: UInt64(seed))
    let x = matrix.solved(diagonal: diagonal, right)
    let back = Self.product(matrix, diagonal, x)
    let size = x.reduce(0) { max($0, abs($1)) } * diagonal.reduce(0) { max($0, $1) }
    for (a, b) in zip(back, right) { #expect(abs(a - b) < 1e-14 * size) }
  }

  @Test("a chain of a million rows decays as its closed form, without recursion")
  func chain() {
    // g (x[i−1] − 2 x[i] + x[i+1]) = m x[i] has the solutions q^±i, q + 1/q = 2 + m/g.
    let n = 1_000_000
    let (g, m) = (1.0, 1e-4)
    let parent = (0..<n).map { Int32($0 - 1) }
    let matrix = TreeMatrix(
      parent: parent, coupling: parent.map { $0 < 0 ? 0 : g })
    var diagonal = [Double](repeating: 2 * g + m, count: n)
    let half = 1 + m / 2
    let q = half - (half * half - 1).squareRoot()
    // The near end feels a semi-infinite cable on its other side.
    diagonal[0] = g + m + g * (1 - q)
    diagonal[n - 1] = g + m
    var right = [Double](repeating: 0, count: n)
    right[0] = 1
    let x = matrix.solved(diagonal: diagonal, right)
    for i in [1, 10, 100, 1000, 10_000] {
      var expected = x[0]
      for _ in 0..<i { expected *= q }
      #expect(abs(x[i] / expected - 1) < 1e-10, "row \(i)")
    }
  }

  @Test("trees that share nothing but the matrix do not feel each other")
  func forest() {
    let (matrix, diagonal, right) = Self.random(rows: 300, roots: 3, seed: 5)
    var root = [Int](repeating: 0, count: 300)
    for (row, parent) in matrix.parent.enumerated() {
      root[row] = parent < 0 ? row : root[Int(parent)]
    }
    let alone = right.enumerated().map { root[$0] == 1 ? $1 : 0 }
    let (x, y) = (
      matrix.solved(diagonal: diagonal, right), matrix.solved(diagonal: diagonal, alone)
    )
    for row in 0..<300 { #expect(y[row] == (root[row] == 1 ? x[row] : 0)) }
  }

  @Test("one row is a division, and none is nothing")
  func smallest() {
    #expect(TreeMatrix(parent: [-1], coupling: [0]).solved(diagonal: [4], [2]) == [0.5])
    #expect(TreeMatrix(parent: [], coupling: []).solved(diagonal: [], []) == [])
  }

  /// The number of steps to the root.
  static func depths(_ parent: [Int32]) -> [Int] {
    var depths = [Int](repeating: -1, count: parent.count)
    for start in parent.indices {
      var path: [Int] = []
      var row = start
      while depths[row] < 0, parent[row] >= 0 {
        path.append(row)
        row = Int(parent[row])
      }
      if depths[row] < 0 { depths[row] = 0 }
      for below in path.reversed() {
        depths[below] = depths[Int(parent[below])] + 1
      }
    }
    return depths
  }

  @Test("breadth-first order is a permutation in which depth never falls", arguments: 1...5)
  func breadthFirst(seed: Int) {
    // Rows are shuffled first, so that a parent may have any number.
    let rows = 1000
    let (matrix, _, _) = Self.random(rows: rows, roots: seed, seed: UInt64(seed))
    let label = (0..<rows).map { ($0 * 7 + 13) % rows }  // 7 and 1000 share no factor
    var parent = [Int32](repeating: -1, count: rows)
    for row in 0..<rows {
      parent[label[row]] = matrix.parent[row] < 0 ? -1 : Int32(label[Int(matrix.parent[row])])
    }
    let place = TreeMatrix.breadthFirst(parent: parent)
    #expect(place.sorted() == (0..<Int32(rows)).map { $0 })
    let depths = Self.depths(parent)
    var inOrder = [Int](repeating: 0, count: rows)
    for row in 0..<rows {
      inOrder[Int(place[row])] = depths[row]
      if parent[row] >= 0 { #expect(place[Int(parent[row])] < place[row]) }
    }
    #expect(inOrder == inOrder.sorted())
  }

  @Test("children of one parent, and roots, keep their order")
  func stable() {
    let parent: [Int32] = [3, 3, -1, 2, 2, -1, 3]
    // 2, 5 | 3, 4 | 0, 1, 6
    #expect(TreeMatrix.breadthFirst(parent: parent) == [4, 5, 0, 2, 3, 1, 6])
  }

  @Test("an order that is already breadth-first does not change")
  func idempotent() {
    let (matrix, _, _) = Self.random(rows: 500, seed: 3)
    let place = TreeMatrix.breadthFirst(parent: matrix.parent)
    var moved = [Int32](repeating: -1, count: 500)
    for row in 0..<500 where matrix.parent[row] >= 0 {
      moved[Int(place[row])] = place[Int(matrix.parent[row])]
    }
    #expect(TreeMatrix.breadthFirst(parent: moved) == (0..<500).map { Int32($0) })
  }
}
