internal import RallMembrane
internal import RallNumerics

/// The membranes of many places as lines about a potential of each.
///
/// To a small potential of e^(jωt) the channels of a place answer with the admittance
///
///     g + Σ k/(1 + jωτ)
///
/// with a term for each gate (`LinearisedMembrane`).
struct LinearMembranes: Sendable {
  /// The slope of the membrane current of each place with the gates held, µS.
  let heldConductance: [Double]
  /// What the gates bring, place by place where they bring anything.
  private let gates: [Gate]

  /// A gate of one instance of a mechanism.
  private struct Gate: Sendable {
    let place: Int
    /// µS at 0 Hz.
    let gain: Double
    /// ms
    let timeConstant: Double
  }

  /// - Parameter potentials: mV, one for each place that the instances of the banks are numbered by.
  init(_ banks: [Bank], at potentials: [Double]) {
    var held = [Double](repeating: 0, count: potentials.count)
    var gates: [Gate] = []
    for var bank in banks {
      bank.gather(potentials)
      let line = bank.kernel.linearised(&bank)
      let gateCount = line.gains.count / max(bank.packs, 1)
      for (instance, place) in bank.vertex.enumerated() {
        let (pack, lane) = (instance / 8, instance % 8)
        held[Int(place)] += line.conductance[pack][lane]
        for gate in 0..<gateCount {
          let column = gate * bank.packs + pack
          let gain = line.gains[column][lane]
          guard gain != 0 else { continue }
          gates.append(
            Gate(place: Int(place), gain: gain, timeConstant: line.timeConstants[column][lane]))
        }
      }
    }
    heldConductance = held
    self.gates = gates
  }

  /// The sum of the slopes of the steady currents of some places, gates free, µS.
  func steadyConductance(of isCounted: (Int) -> Bool) -> Double {
    let held = heldConductance.indices.reduce(0.0) {
      isCounted($1) ? $0 + heldConductance[$1] : $0
    }
    return gates.reduce(held) { isCounted($1.place) ? $0 + $1.gain : $0 }
  }

  /// The slope of each place with all the gates that feed a disturbance, and none that oppose it, µS.
  var leastConductance: [Double] {
    var least = heldConductance
    for gate in gates { least[gate.place] += min(gate.gain, 0) }
    return least
  }

  /// The rate of the fastest gate, 1/ms.
  var gateRate: Double {
    gates.reduce(0) { $1.timeConstant > 0 ? max($0, 1 / $1.timeConstant) : $0 }
  }

  /// The admittance of each place at a frequency in 1/ms with capacitances in nF, µS.
  func admittances(_ capacitances: [Double], at frequency: Double) -> [ComplexNumber] {
    let omega = 2 * Double.pi * frequency
    var admittances = zip(heldConductance, capacitances).map { ComplexNumber($0, omega * $1) }
    for gate in gates {
      admittances[gate.place] +=
        gate.gain * (.one / ComplexNumber(1, omega * gate.timeConstant))
    }
    return admittances
  }
}
