import RallCable
import RallNumerics

/// The same cell as one whole matrix of all its unknowns, solved by Gauss's elimination with partial
/// pivots: it knows of no tree.
struct WholeMatrix {
  /// The place of the space under each vertex's sheath, behind those of all insides; nil without.
  private let spaces: [Int?]
  private let rows: [[ComplexNumber]]

  init(_ cell: LoweredCell, membrane: [ComplexNumber], sheath: [ComplexNumber]) {
    let isSheathed = cell.periaxonal?.isSheathed ?? cell.capacitance.map { _ in false }
    var size = cell.count
    var spaces: [Int?] = []
    for sheathed in isSheathed {
      spaces.append(sheathed ? size : nil)
      if sheathed { size += 1 }
    }
    var rows = (0..<size).map { _ in [ComplexNumber](repeating: .zero, count: size) }
    // An admittance between two unknowns, or from one to the outside.
    func tie(_ a: Int?, _ b: Int?, _ admittance: ComplexNumber) {
      if let a { rows[a][a] += admittance }
      if let b { rows[b][b] += admittance }
      guard let a, let b else { return }
      rows[a][b] = rows[a][b] - admittance
      rows[b][a] = rows[b][a] - admittance
    }
    for vertex in 0..<cell.count {
      tie(vertex, spaces[vertex], membrane[vertex])
      if let space = spaces[vertex] { tie(space, nil, sheath[vertex]) }
      let parent = Int(cell.axial.parent[vertex])
      guard parent >= 0 else { continue }
      tie(vertex, parent, ComplexNumber(cell.axial.coupling[vertex]))
      if let outer = cell.periaxonal {
        tie(spaces[vertex], spaces[parent], ComplexNumber(outer.coupling[vertex]))
      }
    }
    self.spaces = spaces
    self.rows = rows
  }

  /// The potentials of all insides for 1 nA into one.
  func potentials(from source: Int) -> [ComplexNumber] {
    var a = rows
    var b = [ComplexNumber](repeating: .zero, count: rows.count)
    b[source] = .one
    for column in rows.indices {
      let pivot = rows.indices[column...].max { a[$0][column].magnitude < a[$1][column].magnitude }!
      a.swapAt(column, pivot)
      b.swapAt(column, pivot)
      for row in rows.indices[(column + 1)...] where a[row][column] != .zero {
        let factor = a[row][column] / a[column][column]
        for k in column..<rows.count where a[column][k] != .zero {
          a[row][k] = a[row][k] - factor * a[column][k]
        }
        b[row] = b[row] - factor * b[column]
      }
    }
    for row in rows.indices.reversed() {
      for k in rows.indices[(row + 1)...] { b[row] = b[row] - a[row][k] * b[k] }
      b[row] = b[row] / a[row][row]
    }
    return Array(b[..<spaces.count])
  }
}
