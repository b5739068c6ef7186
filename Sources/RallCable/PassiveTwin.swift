internal import RallMembrane
internal import RallNumerics

extension LoweredCell {
  /// The slope of the membrane current of each vertex with the gates held where they settle at some
  /// potentials, µS.
  package func heldConductance(at potentials: [Double]) -> [Double] {
    var held = [Double](repeating: 0, count: count)
    for var bank in banks {
      bank.gather(potentials)
      let line = bank.kernel.linearised(&bank)
      for (instance, vertex) in bank.vertex.enumerated() {
        held[Int(vertex)] += line.conductance[instance / 8][instance % 8]
      }
    }
    return held
  }

  /// The same cables, capacitances and sheaths with nothing but leaks for a membrane, those that the gates
  /// would hold open at `potentials`: what a stimulus does to it, a stimulus does by itself.
  ///
  /// The leaks, and the sheaths, reverse at `rest`, mV, so that it stays there until something drives it.
  package func passiveTwin(at potentials: [Double], resting rest: Double) -> LoweredCell {
    LoweredCell(
      axial: axial, capacitance: capacitance,
      banks: [Bank(leaks: heldConductance(at: potentials), reversal: rest)], columns: columns,
      halfEdges: halfEdges, stations: stations, depth: depth, morphology: morphology,
      startPotential: rest, cableDiameter: cableDiameter, resistivity: resistivity,
      periaxonal: periaxonal?.withoutDrive, lumpedWrappings: lumpedWrappings,
      refinesLumpedModel: refinesLumpedModel)
  }
}

extension LoweredCell.Periaxonal {
  /// With sheaths that reverse at 0.
  fileprivate var withoutDrive: Self {
    Self(
      coupling: coupling, isSheathed: isSheathed, capacitance: capacitance,
      conductance: conductance, drive: drive.map { _ in 0 })
  }
}
