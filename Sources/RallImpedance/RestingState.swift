public import RallCable
internal import RallMembrane
internal import RallNumerics
public import RallUnits

/// The state in which no current flows that would change it: axial and steady membrane currents
/// cancel at every vertex, gates at their steady state.
///
/// Found by Newton's method from the cell's start, led by implicit steps in time that grow with
/// every success (pseudo-transient continuation: Kelley and Keyes 1998,
/// doi:10.1137/S0036142996304796), so that it ends at a state that is stable with the gates following.
public struct RestingState: Sendable {
  /// The cell that rests.
  package let cell: LoweredCell
  /// The potential of each vertex, mV.
  package let potentials: [Double]
  /// The slope of the steady membrane current of each vertex, µS: what a slow signal leaks through.
  package let slopes: [Double]
  /// The largest change that the last step of Newton's method made: what the potentials may be off.
  public let residual: Voltage

  /// - Throws: where no resting state is found, for instance of a cell that fires by itself.
  public init(of cell: LoweredCell) throws(RestingStateError) {
    let diagonal = cell.axialDiagonal
    var membrane = SteadyMembrane(cell)
    var v = [Double](repeating: cell.startPotential, count: cell.count)
    var tau = 1.0  // ms
    var before = Double.infinity
    for _ in 0..<400 {
      let (inward, slopes) = membrane.currents(at: v, axial: cell.axial, diagonal: diagonal)
      let matrix = v.indices.map { cell.capacitance[$0] / tau + diagonal[$0] + slopes[$0] }
      let change = cell.axial.solved(diagonal: matrix, inward)
      let largest = change.reduce(0) { max($0, abs($1)) }
      guard largest.isFinite else { break }
      // Converged, or as near as rounding lets a fine mesh come.
      if tau >= 1e9, largest < 1e-9 || (largest < 1e-5 && largest > before / 2) {
        self.cell = cell
        potentials = v
        self.slopes = slopes
        residual = Voltage(coherent: largest)
        return
      }
      before = largest
      // A change of more than 10 mV is beyond what the slope at the start of it can tell.
      let share = min(1, 10 / largest)
      for i in v.indices { v[i] += share * change[i] }
      tau = min(1e9, tau * (largest < 1 ? 8 : 1.5))
    }
    throw .notFound
  }
}

/// Why there is no resting state to start from.
public enum RestingStateError: Error, Hashable, Sendable {
  case notFound
}

extension RestingStateError: CustomStringConvertible {
  public var description: String {
    "no resting state was found; does the cell fire by itself?"
  }
}

/// The steady currents of all mechanisms of a cell.
private struct SteadyMembrane {
  private var banks: [Bank]

  init(_ cell: LoweredCell) { banks = cell.banks }

  /// What flows into each vertex (nA) at the given potentials with the gates at their steady state,
  /// and the slope of the membrane's part of it (µS).
  mutating func currents(
    at v: [Double], axial: TreeMatrix, diagonal: [Double]
  ) -> (inward: [Double], slopes: [Double]) {
    var slopes = [Double](repeating: 0, count: v.count)
    var outward = slopes
    for index in banks.indices {
      banks[index].gather(v)
      banks[index].kernel.steadyLine(&banks[index])
      banks[index].scatter(conductance: &slopes, drive: &outward)
    }
    var axialOut = outward
    axial.multiply(diagonal: diagonal, x: v, into: &axialOut)
    return (v.indices.map { -outward[$0] - axialOut[$0] }, slopes)
  }
}
