internal import RallCable
internal import RallNumerics
package import RallUnits

/// The length constants that endless cables like those of a cell in each place would have.
///
///     λ = 1/Re √(4 Ra y/d)
///
/// with the admittance y an area of the membrane at rest, gates free: √(d/(4 Ra g)) at 0 Hz, and
/// λ√(2/(1 + √(1 + ω²τ²))) of a passive membrane. Under a sheath two potentials decay together, and λ is
/// that of the one of the two modes that reaches farther.
///
/// Ra and y are those of one half-edge, and never of two that meet: where membranes border on each other
/// each keeps its own. Along a half-edge λ goes with √d, whose mean over the frusta is exact. So all
/// is exact where the membrane is uniform, on tapers without a sheath too, and otherwise of second order.
///
/// Rall 1959, doi:10.1016/0014-4886(59)90046-9; Koch, Biophysics of Computation, 1999, chapter 2.
package struct LocalLengthConstants: Sendable {
  private let cell: LoweredCell
  private let cables: CablePieces
  private let membranes: LinearMembranes

  package init(_ model: QuasiActiveCell) {
    cell = model.cell
    cables = cell.cablePieces
    membranes = LinearMembranes(
      cables.banks, at: cables.pieces.map { model.potentials[$0.vertex] })
  }

  /// Those of a sine of a frequency; at 0 Hz of a steady potential.
  package func at(_ frequency: Frequency) -> LocalReach {
    let omega = 2 * Double.pi * frequency.coherent
    let membrane = membranes.admittances(
      cables.pieces.map(\.capacitance), at: frequency.coherent)
    let pieces = zip(cables.pieces, membrane).map { piece, membrane in
      let axoplasm = 4 * piece.resistivity
      let y = axoplasm * membrane
      let rate =
        piece.sheath.map {
          Self.slowRate(
            axolemma: y,
            sheath: axoplasm * ComplexNumber($0.conductance, omega * $0.capacitance),
            space: $0.spaceRatio)
        } ?? y.squareRoot.real
      return LocalReach.Piece(
        vertex: piece.vertex, section: piece.section, span: piece.span, rate: rate,
        isUnstable: membrane.real < 0)
    }
    return LocalReach(of: cell, pieces)
  }

  /// How fast the mode that reaches farther decays: the lesser Re √ of the eigenvalues of
  ///
  ///     ⎡ y    −y      ⎤
  ///     ⎣ −ρy  ρ(y+s)  ⎦
  ///
  /// with ρ the resistance of the space over that of the axoplasm.
  private static func slowRate(
    axolemma y: ComplexNumber, sheath s: ComplexNumber, space ratio: Double
  ) -> Double {
    let half = 0.5 * (y + ratio * (y + s))
    let product = ratio * (y * s)
    let root = (half * half - product).squareRoot
    // The larger of the two, in which nothing cancels; their product gives the other.
    let isAlong = half.real * root.real + half.imaginary * root.imaginary >= 0
    let large = isAlong ? half + root : half - root
    return min(large.squareRoot.real, (product / large).squareRoot.real)
  }
}
