/// The potentials of a cell at one moment, one a vertex.
public struct CellPotentials: Sendable, Hashable {
  /// Across the axolemma, mV.
  package var axolemma: [Double]
  /// Across the sheath, from the periaxonal space to the outside, mV: 0 where there is none, and empty
  /// where no cable is double, or all are 0.
  package var sheath: [Double]

  package init(axolemma: [Double], sheath: [Double] = []) {
    self.axolemma = axolemma
    self.sheath = sheath
  }
}
