internal import RallCable
internal import RallMembrane
internal import RallNumerics

/// The steady currents of a cell, and the step that Newton's method makes towards their balance.
struct SteadyBalance {
  private let cell: LoweredCell
  private let axialDiagonal: [Double]
  private let sheath: SteadySheath?
  private var banks: [Bank]
  /// The slope of the steady membrane current of each vertex where it was last asked for, µS.
  private(set) var slopes: [Double]

  init(_ cell: LoweredCell) {
    self.cell = cell
    axialDiagonal = cell.axialDiagonal
    sheath = SteadySheath(cell)
    banks = cell.banks
    slopes = []
  }

  /// The change of all potentials in an implicit step of `tau` ms, gates at their steady state.
  mutating func change(from state: CellPotentials, tau: Double) -> CellPotentials {
    let v = state.axolemma
    var outward = [Double](repeating: 0, count: v.count)
    slopes = outward
    for index in banks.indices {
      banks[index].gather(v)
      banks[index].kernel.steadyLine(&banks[index])
      banks[index].scatter(conductance: &slopes, drive: &outward)
    }
    let inside = state.sheath.isEmpty ? v : zip(v, state.sheath).map { $0 + $1 }
    var leaving = outward
    cell.axial.multiply(diagonal: axialDiagonal, x: inside, into: &leaving)
    let inward = v.indices.map { -outward[$0] - leaving[$0] }
    let matrix = v.indices.map { cell.capacitance[$0] / tau + axialDiagonal[$0] + slopes[$0] }
    guard let sheath else {
      return CellPotentials(axolemma: cell.axial.solved(diagonal: matrix, inward))
    }
    let membrane = v.indices.map { cell.capacitance[$0] / tau + slopes[$0] }
    return sheath.change(
      diagonal: matrix, membrane: membrane, inward: inward, outward: outward, state.sheath,
      tau: tau)
  }
}

/// The sheaths' part of it.
private struct SteadySheath {
  private let outer: LoweredCell.Periaxonal
  private let space: TreeMatrix
  private let spaceDiagonal: [Double]
  private let matrix: BlockTreeMatrix

  init?(_ cell: LoweredCell) {
    guard let outer = cell.periaxonal else { return nil }
    self.outer = outer
    space = TreeMatrix(parent: cell.axial.parent, coupling: outer.coupling)
    spaceDiagonal = space.couplingSums
    matrix = BlockTreeMatrix(
      cell.axial, secondCoupling: outer.coupling, isDouble: outer.isSheathed)
  }

  /// The change of both unknowns.
  ///
  /// - Parameters:
  ///   - diagonal: of the inner rows.
  ///   - membrane: what couples the two unknowns of a vertex.
  ///   - inward: the current that is left over inside each vertex, nA.
  ///   - outward: the current through its axolemma, nA.
  ///   - w: the potentials across the sheaths, mV.
  func change(
    diagonal: [Double], membrane: [Double], inward: [Double], outward: [Double], _ w: [Double],
    tau: Double
  ) -> CellPotentials {
    var leaving = w
    space.multiply(diagonal: spaceDiagonal, x: w, into: &leaving)
    let second = w.indices.map {
      membrane[$0] + outer.capacitance[$0] / tau + outer.conductance[$0] + spaceDiagonal[$0]
    }
    let left = w.indices.map {
      outward[$0] + outer.drive[$0] - outer.conductance[$0] * w[$0] - leaving[$0]
    }
    let (inside, sheath) = matrix.solved(
      .init(first: diagonal, cross: membrane, second: second), inward, left)
    return CellPotentials(axolemma: zip(inside, sheath).map { $0 - $1 }, sheath: sheath)
  }
}
