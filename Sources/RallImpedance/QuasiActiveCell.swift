package import RallCable
package import RallNumerics

/// A cell that is a line about its rest: every membrane with its gates, every sheath, and the cables
/// between them.
///
/// To a small potential of e^(jωt) across the axolemma a vertex answers with the admittance
///
///     jωC + g + Σ k/(1 + jωτ)
///
/// with a term for each gate (`LinearisedMembrane`): it is as active as the membrane is, but small
/// signals do not change it. Koch 1984, doi:10.1007/BF00317936.
package struct QuasiActiveCell: Sendable {
  package let cell: LoweredCell
  /// Where the cell rests, across the axolemma of each vertex, mV.
  let potentials: [Double]
  private let membranes: LinearMembranes
  /// The axial conductances towards the parents.
  let cables: [FibreCable]
  /// Conductance from the space under each sheath to where the space is open, µS.
  let openings: [Double]

  package init(_ rest: RestingState) {
    cell = rest.cell
    potentials = rest.potentials
    membranes = LinearMembranes(rest.cell.banks, at: rest.potentials)
    (cables, openings) = Self.cables(of: rest.cell)
  }

  /// The slope of the membrane current of each vertex with the gates held, µS.
  package var heldConductance: [Double] { membranes.heldConductance }

  /// The space runs on between two sheaths; from a sheath to a bare vertex it opens to the outside.
  private static func cables(of cell: LoweredCell) -> ([FibreCable], openings: [Double]) {
    var openings = [Double](repeating: 0, count: cell.count)
    let cables = cell.axial.parent.indices.map { row in
      let (axial, parent) = (cell.axial.coupling[row], Int(cell.axial.parent[row]))
      guard let outer = cell.periaxonal, parent >= 0 else {
        return FibreCable(axial: axial, space: 0)
      }
      switch (outer.isSheathed[row], outer.isSheathed[parent]) {
      case (true, true): return FibreCable(axial: axial, space: outer.coupling[row])
      case (true, false): openings[row] += outer.coupling[row]
      case (false, true): openings[parent] += outer.coupling[row]
      case (false, false): break
      }
      return FibreCable(axial: axial, space: 0)
    }
    return (cables, openings)
  }

  /// True where a steady current finds a way out of the cell.
  package var leaks: Bool { membranes.steadyConductance { _ in true } > 0 }

  /// True where a steady current at a vertex does, from the tree on which it is.
  package func leaks(at vertex: Int) -> Bool {
    var root = Array(cell.axial.parent.indices)
    for (row, parent) in cell.axial.parent.enumerated() where parent >= 0 {
      root[row] = root[Int(parent)]
    }
    let own = root[vertex]
    return membranes.steadyConductance { root[$0] == own } > 0
  }

  /// True where no membrane can give more than it takes at any frequency, since even with all the gates that
  /// feed a disturbance, and none that oppose it, each leaks.
  var isPassive: Bool { membranes.leastConductance.allSatisfy { $0 >= 0 } }

  /// The rate of the fastest gate, 1/ms.
  var gateRate: Double { membranes.gateRate }

  /// The admittance of the axolemma of each vertex at a frequency in 1/ms, µS.
  package func membrane(at frequency: Double) -> [ComplexNumber] {
    membranes.admittances(cell.capacitance, at: frequency)
  }

  /// The admittance of the sheath of each vertex at a frequency in 1/ms, µS; 0 where there is none.
  package func sheath(at frequency: Double) -> [ComplexNumber] {
    guard let outer = cell.periaxonal else {
      return [ComplexNumber](repeating: .zero, count: cell.count)
    }
    let omega = 2 * Double.pi * frequency
    return zip(outer.conductance, outer.capacitance).map { ComplexNumber($0, omega * $1) }
  }

  /// True where a vertex has a sheath and a space under it.
  func isSheathed(_ vertex: Int) -> Bool { cell.periaxonal?.isSheathed[vertex] ?? false }

  /// The admittances of each vertex without its neighbours, from those of its membranes.
  func vertices(membrane: [ComplexNumber], sheath: [ComplexNumber]) -> [FibreAdmittance] {
    membrane.indices.map { vertex in
      guard isSheathed(vertex) else { return .bare(membrane[vertex]) }
      return FibreAdmittance(
        across: membrane[vertex], inside: .zero,
        space: sheath[vertex] + ComplexNumber(openings[vertex]))
    }
  }
}
