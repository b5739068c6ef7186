/// A dense matrix exponential, for systems small enough to be judged by it.
enum MatrixExponential {
  typealias Matrix = [[Double]]

  static func product(_ a: Matrix, _ b: Matrix) -> Matrix {
    a.map { row in
      b[0].indices.map { column in
        row.indices.reduce(0) { $0 + row[$1] * b[$1][column] }
      }
    }
  }

  /// e^(a), by the Taylor series of a/2^s with norm below 2^-6 to its 12th term, squared s times: off by
  /// some 1e-16 a squaring.
  static func exp(_ a: Matrix) -> Matrix {
    let n = a.count
    let norm = a.map { $0.reduce(0) { $0 + abs($1) } }.max() ?? 0
    var (squarings, scale) = (0, 1.0)
    while norm * scale > 0x1p-6 {
      scale /= 2
      squarings += 1
    }
    let small = a.map { $0.map { $0 * scale } }
    var term = (0..<n).map { i in (0..<n).map { $0 == i ? 1.0 : 0 } }
    var sum = term
    for k in 1...12 {
      term = product(term, small).map { $0.map { $0 / Double(k) } }
      for i in 0..<n { for j in 0..<n { sum[i][j] += term[i][j] } }
    }
    for _ in 0..<squarings { sum = product(sum, sum) }
    return sum
  }
}
