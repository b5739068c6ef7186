import RallNumerics
import Testing

@Suite("A tree matrix with two unknowns in some rows")
struct BlockTreeMatrixTests {
  /// A network of conductances over five decades: two cables on one tree, what couples them, and leaks.
  struct Network {
    var parent: [Int32]
    var coupling: [Double]
    var secondCoupling: [Double]
    var isDouble: [Bool]
    var cross: [Double]
    /// To the ground.
    var leaks: (first: [Double], second: [Double])

    init(rows: Int, roots: Int = 1, seed: UInt64, share: Double = 0.6) {
      var state = seed
      func next() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) * 0x1p-53
      }
      func conductance() -> Double { next() * [1e-2, 0.1, 1, 10, 100][Int(next() * 5)] }
      parent = (0..<rows).map { row in
        row < roots ? -1 : Int32(next() < 0.5 ? row - 1 : Int(next() * Double(row)))
      }
      let double = (0..<rows).map { _ in next() < share }
      let parents = parent
      isDouble = double
      coupling = parents.map { $0 < 0 ? 0 : conductance() }
      secondCoupling = parents.enumerated().map { row, above in
        above >= 0 && (double[row] || double[Int(above)]) ? conductance() : 0
      }
      cross = double.map { $0 ? conductance() : 0 }
      leaks = ((0..<rows).map { _ in 0.01 + next() }, (0..<rows).map { _ in 0.01 + next() })
    }

    var matrix: BlockTreeMatrix {
      BlockTreeMatrix(
        TreeMatrix(parent: parent, coupling: coupling), secondCoupling: secondCoupling,
        isDouble: isDouble)
    }

    /// Where a row has no second unknown, its end of an edge is at 0: the edge leaks at the other.
    var diagonal: BlockTreeMatrix.Diagonal {
      var result = BlockTreeMatrix.Diagonal(
        first: zip(leaks.first, cross).map { $0 + $1 }, cross: cross,
        second: zip(leaks.second, cross).map { $0 + $1 })
      for (row, above) in parent.enumerated() where above >= 0 {
        for end in [row, Int(above)] {
          result.first[end] += coupling[row]
          result.second[end] += secondCoupling[row]
        }
      }
      return result
    }

    /// The whole matrix, first unknowns before second ones.
    var dense: [[Double]] {
      let n = parent.count
      let diagonal = diagonal
      var a = [[Double]](repeating: Array(repeating: 0, count: 2 * n), count: 2 * n)
      for i in 0..<n {
        a[i][i] = diagonal.first[i]
        guard isDouble[i] else {
          a[n + i][n + i] = 1
          continue
        }
        a[n + i][n + i] = diagonal.second[i]
        a[i][n + i] = -cross[i]
        a[n + i][i] = -cross[i]
      }
      for (i, above) in parent.enumerated() where above >= 0 {
        let p = Int(above)
        (a[i][p], a[p][i]) = (-coupling[i], -coupling[i])
        guard isDouble[i], isDouble[p] else { continue }
        (a[n + i][n + p], a[n + p][n + i]) = (-secondCoupling[i], -secondCoupling[i])
      }
      return a
    }

    func solved(_ first: [Double], _ second: [Double]) -> (first: [Double], second: [Double]) {
      matrix.solved(diagonal, first, second)
    }

    /// The answer to a unit into one unknown, second ones numbered after the first.
    func response(to unknown: Int) -> [Double] {
      let n = parent.count
      var right = [Double](repeating: 0, count: 2 * n)
      right[unknown] = 1
      let (x, y) = solved(Array(right[..<n]), Array(right[n...]))
      return x + y
    }
  }

  static func noise(_ count: Int) -> [Double] {
    (0..<count).map { Double(($0 * 7919 + 13) % 1000) / 500 - 1 }
  }

  /// Gauss' elimination with the largest pivot taken.
  static func solved(dense matrix: [[Double]], _ right: [Double]) -> [Double] {
    var (a, x) = (matrix, right)
    let n = x.count
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

  @Test("two sweeps give what a dense solver gives", arguments: 1...6)
  func dense(seed: Int) {
    let network = Network(rows: 120, roots: seed % 3 + 1, seed: UInt64(seed))
    let n = network.parent.count
    var right = Self.noise(2 * n)
    for i in 0..<n where !network.isDouble[i] { right[n + i] = 0 }
    let ours = network.solved(Array(right[..<n]), Array(right[n...]))
    let reference = Self.solved(dense: network.dense, right)
    let size = reference.reduce(0) { max($0, abs($1)) }
    let off = zip(ours.first + ours.second, reference).reduce(0) { max($0, abs($1.0 - $1.1)) }
    // The condition number is some 1e4.
    #expect(off / size < 1e-12)
  }

  @Test(
    "what one unknown answers to a current into another, that one answers to it", arguments: 1...4)
  func reciprocity(seed: Int) {
    let network = Network(rows: 300, seed: UInt64(seed))
    let unknowns = network.isDouble.indices.filter { network.isDouble[$0] }
    let (a, b) = (unknowns[unknowns.count / 3], unknowns[unknowns.count - 2])
    for (from, to) in [(a, b), (a, 300 + b), (300 + a, b), (300 + a, 300 + b), (a, 300 + a)] {
      let (there, back) = (network.response(to: from)[to], network.response(to: to)[from])
      #expect(abs(there - back) <= 1e-12 * abs(there))
    }
  }

  @Test("all that enters leaves by the leaks", arguments: 1...4)
  func kirchhoff(seed: Int) {
    let network = Network(rows: 1000, roots: seed, seed: UInt64(seed))
    let (x, y) = network.solved(
      Self.noise(1000), zip(Self.noise(1000), network.isDouble).map { $1 ? -3 * $0 : 0 })
    var (left, entered, size) = (0.0, 0.0, 0.0)
    for i in 0..<1000 {
      left += network.leaks.first[i] * x[i]
      entered += Self.noise(1000)[i]
      size += abs(Self.noise(1000)[i])
      if network.isDouble[i] {
        left += network.leaks.second[i] * y[i]
        entered -= 3 * Self.noise(1000)[i]
      }
      // Where the second unknown ends, its edge brings current to the ground.
      let above = Int(network.parent[i])
      if above >= 0, network.isDouble[i] != network.isDouble[above] {
        left += network.secondCoupling[i] * (network.isDouble[i] ? y[i] : y[above])
      }
    }
    #expect(abs(left - entered) < 1e-12 * size)
  }

  @Test("where nothing couples the two unknowns, each has its own tree")
  func apart() {
    var network = Network(rows: 400, seed: 9, share: 1)
    network.cross = network.cross.map { _ in 0 }
    let right = Self.noise(400)
    let (x, y) = network.solved(right, right)
    let diagonal = network.diagonal
    let first = TreeMatrix(parent: network.parent, coupling: network.coupling)
      .solved(diagonal: diagonal.first, right)
    let second = TreeMatrix(parent: network.parent, coupling: network.secondCoupling)
      .solved(diagonal: diagonal.second, right)
    for i in 0..<400 {
      #expect(abs(x[i] - first[i]) < 1e-13 * 10 && abs(y[i] - second[i]) < 1e-13 * 10)
    }
  }

  @Test("without second unknowns it is a tree matrix", arguments: 1...3)
  func single(seed: Int) {
    let network = Network(rows: 500, roots: 2, seed: UInt64(seed), share: 0)
    let right = Self.noise(500)
    let (x, y) = network.solved(right, right)
    let plain = TreeMatrix(parent: network.parent, coupling: network.coupling)
      .solved(diagonal: network.diagonal.first, right)
    let size = plain.reduce(0) { max($0, abs($1)) }
    for i in 0..<500 { #expect(abs(x[i] - plain[i]) < 1e-13 * size && y[i] == 0) }
  }

  @Test("the answer does not depend on which row is the root", arguments: 1...4)
  func rerooted(seed: Int) {
    let rows = 200
    let network = Network(rows: rows, seed: UInt64(seed))
    // From the last row up to the old root the parents turn round.
    var (up, coupling, second) = (network.parent, network.coupling, network.secondCoupling)
    var row = rows - 1
    var (below, toBelow) = (Int32(-1), (0.0, 0.0))
    while row >= 0 {
      let above = Int(up[row])
      let toAbove = (coupling[row], second[row])
      up[row] = below
      (coupling[row], second[row]) = toBelow
      (below, toBelow) = (Int32(row), toAbove)
      row = above
    }
    let place = TreeMatrix.breadthFirst(parent: up)
    var old = [Int](repeating: 0, count: rows)
    for (before, after) in place.enumerated() { old[Int(after)] = before }
    var told = network
    told.parent = old.map { up[$0] < 0 ? -1 : place[Int(up[$0])] }
    told.coupling = old.map { coupling[$0] }
    told.secondCoupling = old.map { second[$0] }
    told.isDouble = old.map { network.isDouble[$0] }
    told.cross = old.map { network.cross[$0] }
    told.leaks = (old.map { network.leaks.first[$0] }, old.map { network.leaks.second[$0] })
    let first = Self.noise(rows)
    let here = network.solved(first, first)
    let there = told.solved(old.map { first[$0] }, old.map { first[$0] })
    let size = (here.first + here.second).reduce(0) { max($0, abs($1)) }
    for (after, before) in old.enumerated() {
      #expect(abs(there.first[after] - here.first[before]) < 1e-12 * size)
      #expect(abs(there.second[after] - here.second[before]) < 1e-12 * size)
    }
  }

  @Test("a row that is held by a conductance of 2^100 stands where it is held")
  func held() {
    let network = Network(rows: 50, seed: 3, share: 1)
    var diagonal = network.diagonal
    diagonal.first[20] += 0x1p100
    var right = [Double](repeating: 0, count: 50)
    right[20] = 0x1p100 * -70
    let (x, _) = network.matrix.solved(diagonal, right, right.map { _ in 0 })
    #expect(x[20] == -70)
  }
}
