internal import CLanes
package import RallCable
package import RallMembrane

/// What stands where, in the order of the compartments.
extension Integrator {
  /// The potentials across the axolemma, mV.
  package var v: [Double] { columns.potentials }

  /// The potentials across the axolemma where they are kept; to be read before the next step.
  var slotted: SlottedPotentials { SlottedPotentials(columns.v, columns.place) }

  /// True where no potential across a membrane is further from 0, in mV, and all are numbers.
  func isWithinBounds(_ furthest: Double) -> Bool {
    func isWithin(_ column: UnsafeMutablePointer<Double>) -> Bool {
      kernel.within(Int64(columns.slots / 8), furthest, column) != 0
    }
    return isWithin(columns.v) && (sheath.map { isWithin($0.potential) } ?? true)
  }

  /// The potentials across the sheath, mV; 0 where there is none, and empty where no cable is double.
  package var sheathPotentials: [Double] { sheath?.potentials ?? [] }

  /// The same where they are kept; to be read before the next step, and nil where no cable is double.
  var slottedSheath: SlottedPotentials? {
    sheath.map { SlottedPotentials($0.potential, columns.place) }
  }

  /// The potential inside a vertex, against the outside there, mV.
  package func insidePotential(at vertex: Int) -> Double {
    let slot = columns.slot(vertex)
    return columns.v[slot] + (sheath?.potential[slot] ?? 0)
  }

  /// The potentials as they are.
  package var potentials: CellPotentials {
    CellPotentials(axolemma: v, sheath: sheathPotentials)
  }

  /// Sets every potential, and the gates to match.
  package mutating func start(from potentials: CellPotentials) {
    jump(to: potentials)
    settleGates()
  }

  /// Replaces the potentials and leaves the gates alone.
  package mutating func jump(to potentials: CellPotentials) {
    columns.take(potentials: potentials.axolemma)
    sheath?.start(from: potentials.sheath)
  }

  /// Brings the gates to their steady state at the potentials as they are.
  package mutating func settleGates() {
    let v = v
    for (number, bank) in banks {
      var settled = cell.banks[number]
      settled.gather(v)
      settled.kernel.settle(&settled)
      bank.take(from: settled)
    }
  }

  /// The cell's banks with potentials and gates as they are, the gates `lag` further on.
  package func banks(after lag: Double) -> [Bank] {
    let v = v
    var ahead = cell.banks
    for (number, bank) in banks { bank.hand(to: &ahead[number]) }
    for index in ahead.indices {
      ahead[index].gather(v)
      if lag > 0, !ahead[index].gates.isEmpty {
        ahead[index].kernel.advance(&ahead[index], by: lag)
      }
    }
    return ahead
  }
}
