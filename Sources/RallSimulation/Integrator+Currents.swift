internal import RallCable
package import RallMembrane
internal import RallNumerics

/// What flows, in the order of the compartments.
extension Integrator {
  /// Axial current that flows inside into each vertex from its neighbours at a time, nA.
  package func axialCurrents(at time: Double, into result: inout [Double]) {
    let inside = result.indices.map { insidePotential(at: $0) }
    cell.axial.multiply(diagonal: axialDiagonal, x: inside, into: &result)
    for i in result.indices { result[i] = -result[i] }
    var none: [Double] = []
    fields.addCurrents(FieldMoment(at: time), inside: &result, periaxonal: &none)
  }

  /// Adds the axial current that flows in the periaxonal space into each vertex at a time, nA.
  package func addPeriaxonalCurrents(at time: Double, to result: inout [Double]) {
    guard let sheath else { return }
    sheath.addAxialCurrents(to: &result)
    var none: [Double] = []
    fields.addCurrents(FieldMoment(at: time), inside: &none, periaxonal: &result)
  }

  /// The potential outside each vertex at a time, against the ground, mV.
  package func outsidePotentials(at time: Double, into result: inout [Double]) {
    for i in result.indices { result[i] = 0 }
    fields.addPotentials(at: time, to: &result)
  }

  /// Current out through the axolemma of one vertex whose potential inside stands still at a time, nA.
  package func heldCurrent(at vertex: Int, _ time: Double, _ banks: inout [Bank]) -> Double {
    let ionic = ionicCurrent(at: vertex, &banks)
    guard let sheath else { return ionic }
    var inflow = [Double](repeating: 0, count: cell.count)
    addPeriaxonalCurrents(at: time, to: &inflow)
    return sheath.heldCurrent(
      at: vertex, ionic: ionic, inflow: inflow[vertex], axolemma: cell.capacitance[vertex])
  }

  /// Current out through the ion channels of one vertex, nA, by the gates of `banks`, which lie at the
  /// potentials as they are.
  package func ionicCurrent(at vertex: Int, _ banks: inout [Bank]) -> Double {
    var sum = 0.0
    let v = columns.v[columns.slot(vertex)]
    for index in banks.indices {
      banks[index].kernel.line(&banks[index])
      for (instance, place) in banks[index].vertex.enumerated() where Int(place) == vertex {
        let (pack, lane) = (instance / 8, instance % 8)
        sum += banks[index].conductance[pack][lane] * v - banks[index].drive[pack][lane]
      }
    }
    return sum
  }
}
