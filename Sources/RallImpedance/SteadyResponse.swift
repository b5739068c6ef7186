package import RallCable
internal import RallNumerics

/// How the resting cell answers a steady current: the network of axial and steady slope
/// conductances, solved once for each place of injection.
///
/// Linear, so it is the slope at rest, gates free to follow. Between two vertices a place is a point
/// of the axial resistance there: what is injected divides over both, and the piece's own resistance
/// adds share·(1 − share)·R at the point itself. Second order in the length of the pieces.
package struct SteadyResponse: Sendable {
  private let rest: RestingState
  /// Where the current enters.
  private let source: LoweredCell.Probe
  /// mV for each nA, which is MΩ, at each vertex.
  package let potentials: [Double]

  package init(_ rest: RestingState, from source: LoweredCell.Probe) {
    self.rest = rest
    self.source = source
    var current = [Double](repeating: 0, count: rest.cell.count)
    current[source.first] += 1 - source.share
    current[source.second] += source.share
    let diagonal = zip(rest.cell.axialDiagonal, rest.slopes).map { $0 + $1 }
    potentials = rest.cell.axial.solved(diagonal: diagonal, current)
  }

  /// The input resistance at the place of injection, MΩ.
  package var inputResistance: Double {
    let own: Double
    if source.isVertex {
      own = 0
    } else {
      let child = max(source.first, source.second)
      own = source.share * (1 - source.share) / rest.cell.axial.coupling[child]
    }
    return source.read(potentials) + own
  }

  /// The transfer resistance to another place, MΩ.
  package func transferResistance(to place: LoweredCell.Probe) -> Double {
    place == source ? inputResistance : place.read(potentials)
  }
}
