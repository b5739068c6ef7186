/// A symmetric matrix with two unknowns in some rows of a tree, and its elimination.
///
/// A row with two unknowns has the block
///
///     ⎡ first   −cross ⎤
///     ⎣ −cross  second ⎦
///
/// on the diagonal and −diag(coupling, secondCoupling) towards its parent; a row with one has `first`
/// and −coupling. Where either end of an edge has no second unknown, that is given as 0 there, and the
/// edge's second coupling stands in diagonals alone. Like `TreeMatrix` it is solved exactly in two
/// sweeps without fill-in (Hines 1984, doi:10.1016/0020-7101(84)90008-4), now with 2×2 pivots: one
/// division a row, memory and time linear in n, and a row with one unknown costs what it costs there.
package struct BlockTreeMatrix: Sendable {
  /// The rows, and what couples the first unknowns.
  package let tree: TreeMatrix
  /// True where a row has a second unknown.
  package let isDouble: [Bool]
  /// The size of the entry that couples the second unknowns of a row and its parent; 0 where one of
  /// them has none.
  @usableFromInline let secondCoupling: [Double]

  /// Traps where the arrays differ in length. A second coupling towards a row without a second unknown
  /// is of no account here.
  package init(_ tree: TreeMatrix, secondCoupling: [Double], isDouble: [Bool]) {
    precondition(secondCoupling.count == tree.count && isDouble.count == tree.count)
    self.tree = tree
    self.isDouble = isDouble
    self.secondCoupling = tree.parent.enumerated().map { row, parent in
      parent >= 0 && isDouble[row] && isDouble[Int(parent)] ? secondCoupling[row] : 0
    }
  }

  /// How many rows there are.
  package var count: Int { tree.count }

  /// The blocks on the diagonal; in rows with one unknown only `first` is looked at.
  @frozen
  package struct Diagonal: Sendable {
    package var first: [Double]
    /// The size of the entry that couples the two unknowns of a row.
    package var cross: [Double]
    package var second: [Double]

    package init(first: [Double], cross: [Double], second: [Double]) {
      self.first = first
      self.cross = cross
      self.second = second
    }
  }

  /// Eliminates towards the root and substitutes back.
  ///
  /// - Parameters:
  ///   - first, cross, second: the blocks, n values each; on return the pivots' inverses.
  ///   - x: n right-hand sides of the first unknowns; on return their solution.
  ///   - y: of the second unknowns; left alone where a row has none, and 0 there on entry.
  @inlinable
  package func solve(
    first: UnsafeMutablePointer<Double>, cross: UnsafeMutablePointer<Double>,
    second: UnsafeMutablePointer<Double>, x: UnsafeMutablePointer<Double>,
    y: UnsafeMutablePointer<Double>
  ) {
    let n = tree.count
    tree.parent.withUnsafeBufferPointer { parent in
      tree.coupling.withUnsafeBufferPointer { coupling in
        secondCoupling.withUnsafeBufferPointer { secondCoupling in
          isDouble.withUnsafeBufferPointer { isDouble in
            var i = n - 1
            while i >= 0 {
              let p = Int(parent[i])
              let g = coupling[i]
              if isDouble[i] {
                let (a, b, c) = (first[i], cross[i], second[i])
                let scale = 1 / (a * c - b * b)
                let (inverse, across, below) = (c * scale, b * scale, a * scale)
                (first[i], cross[i], second[i]) = (inverse, across, below)
                let (r, s) = (x[i], y[i])
                x[i] = inverse * r + across * s
                y[i] = across * r + below * s
                if p >= 0 {
                  let h = secondCoupling[i]
                  first[p] -= g * inverse * g
                  cross[p] += g * across * h
                  second[p] -= h * below * h
                  x[p] += g * x[i]
                  y[p] += h * y[i]
                }
              } else {
                let inverse = 1 / first[i]
                first[i] = inverse
                x[i] *= inverse
                if p >= 0 {
                  first[p] -= g * inverse * g
                  x[p] += g * x[i]
                }
              }
              i -= 1
            }
            i = 0
            while i < n {
              let p = Int(parent[i])
              if p >= 0 {
                let u = coupling[i] * x[p]
                if isDouble[i] {
                  let w = secondCoupling[i] * y[p]
                  x[i] += first[i] * u + cross[i] * w
                  y[i] += cross[i] * u + second[i] * w
                } else {
                  x[i] += first[i] * u
                }
              }
              i += 1
            }
          }
        }
      }
    }
  }

  /// The solution of `A z = b`, for callers that are in no hurry; 0 where there is no second unknown.
  package func solved(
    _ diagonal: Diagonal, _ first: [Double], _ second: [Double]
  ) -> (first: [Double], second: [Double]) {
    var pivots = diagonal
    var x = first
    var y = zip(second, isDouble).map { $1 ? $0 : 0 }
    solve(
      first: &pivots.first, cross: &pivots.cross, second: &pivots.second, x: &x, y: &y)
    return (x, y)
  }
}
