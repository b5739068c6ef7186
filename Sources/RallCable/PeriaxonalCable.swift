extension LoweredCell {
  /// The outer cable of a double cable: the space between axolemma and sheath, along the same tree.
  ///
  /// Potentials in it are against the outside. Where a vertex has no sheath, as a node has none, the
  /// outer potential is that of the outside.
  package struct Periaxonal: Sendable {
    /// Axial conductance of the space towards the parent, µS, in the order of `axial`; 0 where there
    /// is no such space, or none at either end.
    package let coupling: [Double]
    /// True where the vertex has a sheath, so that the potential under it is unknown.
    package let isSheathed: [Bool]
    /// Sheath capacitance, nF; 0 where there is no sheath.
    package let capacitance: [Double]
    /// Sheath conductance, µS.
    package let conductance: [Double]
    /// Sheath conductance times its reversal potential, nA.
    package let drive: [Double]

    package init(
      coupling: [Double], isSheathed: [Bool], capacitance: [Double], conductance: [Double],
      drive: [Double]
    ) {
      self.coupling = coupling
      self.isSheathed = isSheathed
      self.capacitance = capacitance
      self.conductance = conductance
      self.drive = drive
    }
  }
}

extension LoweredCell.Periaxonal {
  /// Of vertices in their final order.
  ///
  /// A vertex of which one half-edge has no sheath is open to the outside, and what sheath the others
  /// have is short-circuited.
  init(_ vertices: [Lowering.Vertex]) {
    coupling = vertices.map(\.periaxonalCoupling)
    isSheathed = vertices.map(\.isSheathed)
    capacitance = vertices.map { $0.isSheathed ? $0.sheathCapacitance : 0 }
    conductance = vertices.map { $0.isSheathed ? $0.sheathConductance : 0 }
    drive = vertices.map { $0.isSheathed ? $0.sheathDrive : 0 }
  }
}
