import RallCable
import RallMembrane
import RallNumerics
import RallSimulation

/// What the integrator does, one vertex after the other in plain order: the judge of lanes and kernels.
///
/// The same schemes on a cell whose cables are all single, without fields and currents that change.
struct TwinIntegrator {
  private(set) var v: [Double]
  private(set) var banks: [Bank]
  private let cell: LoweredCell
  private let electrodes: ActiveElectrodes
  private var conductance: [Double]
  private var drive: [Double]

  init(_ cell: LoweredCell, _ electrodes: ActiveElectrodes = ActiveElectrodes()) {
    precondition(cell.periaxonal == nil && electrodes.moving.isEmpty)
    self.cell = cell
    self.electrodes = electrodes
    v = [Double](repeating: cell.startPotential, count: cell.count)
    banks = cell.banks
    conductance = v
    drive = v
    settleGates()
  }

  mutating func settleGates() {
    for index in banks.indices {
      banks[index].gather(v)
      banks[index].kernel.settle(&banks[index])
    }
  }

  mutating func start(from potentials: [Double]) {
    v = potentials
    settleGates()
  }

  /// Takes the state of an integrator as it is.
  mutating func take(_ integrator: borrowing Integrator) {
    v = integrator.v
    banks = integrator.banks(after: 0)
  }

  mutating func advanceGates(by step: Double) {
    for index in banks.indices where !banks[index].gates.isEmpty {
      banks[index].gather(v)
      banks[index].kernel.advance(&banks[index], by: step)
    }
  }

  private mutating func assemble() {
    conductance = [Double](repeating: 0, count: cell.count)
    drive = [Double](repeating: 0, count: cell.count)
    for (vertex, current) in electrodes.steady { drive[vertex] += current }
    for index in banks.indices {
      banks[index].gather(v)
      banks[index].kernel.line(&banks[index])
      banks[index].scatter(conductance: &conductance, drive: &drive)
    }
    for clamp in electrodes.clamps {
      conductance[clamp.vertex] += clamp.conductance
      drive[clamp.vertex] += clamp.conductance * clamp.command
    }
  }

  private func solved(tau: Double) -> [Double] {
    let mass = cell.capacitance.map { $0 / tau }
    return cell.axial.solved(
      excess: v.indices.map { mass[$0] + conductance[$0] },
      v.indices.map { mass[$0] * v[$0] + drive[$0] })
  }

  mutating func crankNicolson(_ step: Double) {
    assemble()
    let x = solved(tau: step / 2)
    for i in v.indices { v[i] = 2 * x[i] - v[i] }
    hold()
  }

  mutating func implicitEuler(_ step: Double) {
    assemble()
    v = solved(tau: step)
    hold()
  }

  mutating func sdirk2(_ step: Double) {
    let gamma = 1 - 0.5.squareRoot()
    assemble()
    let x = solved(tau: gamma * step)
    for i in v.indices { v[i] += (1 - gamma) / gamma * (x[i] - v[i]) }
    v = solved(tau: gamma * step)
    hold()
  }

  private mutating func hold() {
    for clamp in electrodes.clamps where clamp.isIdeal { v[clamp.vertex] = clamp.command }
  }
}
