internal import RallCable
internal import RallMembrane
package import RallModel

/// The state between two steps, in the order of the vertices whatever the kernel's own may be: the
/// potentials across the axolemma, those across the sheath where a cable is double, and of every bank
/// each gate at each instance. All else is computed anew in every step.
extension Integrator {
  package func save(to state: inout RunState) {
    state.put(v)
    state.put(sheathPotentials)
    for bank in banks(after: 0) {
      for gate in bank.kernel.description.gates.indices {
        for instance in 0..<bank.count { state.put(bank.gate(gate, instance: instance)) }
      }
    }
  }

  package mutating func restore(from kept: inout KeptRunState) throws(StateMismatch) {
    columns.take(potentials: try kept.doubles(cell.count))
    let outer = try kept.doubles(sheathPotentials.count)
    sheath?.start(from: outer)
    for (number, bank) in banks {
      var source = cell.banks[number]
      let (count, packs) = (source.count, source.packs)
      for gate in source.kernel.description.gates.indices {
        for (instance, value) in try kept.doubles(count).enumerated() {
          source.gates[gate * packs + instance / 8][instance % 8] = value
        }
      }
      bank.take(from: source)
    }
  }

  /// Goes on under what was taken up before the state was kept: an ideal clamp has brought its vertex to
  /// its command already.
  package mutating func goOn(under electrodes: ActiveElectrodes, _ fields: ActiveFields) {
    self.electrodes = electrodes
    self.fields = fields
  }
}
