public import RallCable
public import RallUnits

/// The state in which no current flows that would change it: axial and steady membrane currents
/// cancel at every vertex, under a sheath on both its sides, gates at their steady state.
///
/// Found by Newton's method from the cell's start, led by implicit steps in time that grow with
/// every success (pseudo-transient continuation: Kelley and Keyes 1998,
/// doi:10.1137/S0036142996304796), so that it ends at a state that is stable with the gates following.
public struct RestingState: Sendable {
  /// The cell that rests.
  package let cell: LoweredCell
  /// The potentials of each vertex.
  package let state: CellPotentials
  /// Across the axolemma of each vertex, mV.
  package var potentials: [Double] { state.axolemma }
  /// The slope of the steady membrane current of each vertex, µS: what a slow signal leaks through.
  package let slopes: [Double]
  /// The largest change that the last step of Newton's method made: what the potentials may be off.
  public let residual: Voltage

  /// - Throws: where no resting state is found, for instance of a cell that fires by itself.
  public init(of cell: LoweredCell) throws(RestingStateError) {
    var balance = SteadyBalance(cell)
    var state = CellPotentials(
      axolemma: Array(repeating: cell.startPotential, count: cell.count),
      sheath: cell.periaxonal == nil ? [] : Array(repeating: 0, count: cell.count))
    var tau = 1.0  // ms
    var before = Double.infinity
    for _ in 0..<400 {
      let change = balance.change(from: state, tau: tau)
      let largest = (change.axolemma + change.sheath).reduce(0) { max($0, abs($1)) }
      guard largest.isFinite else { break }
      // Converged, or as near as rounding lets a fine mesh come.
      if tau >= 1e9, largest < 1e-9 || (largest < 1e-5 && largest > before / 2) {
        self.cell = cell
        self.state = state
        slopes = balance.slopes
        residual = Voltage(coherent: largest)
        return
      }
      before = largest
      // A change of more than 10 mV is beyond what the slope at the start of it can tell.
      let share = min(1, 10 / largest)
      for i in state.axolemma.indices { state.axolemma[i] += share * change.axolemma[i] }
      for i in state.sheath.indices { state.sheath[i] += share * change.sheath[i] }
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
