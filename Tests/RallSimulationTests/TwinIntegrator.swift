import RallCable
import RallMembrane
import RallNumerics
import RallSimulation

/// What the integrator does, one vertex after the other in plain order: the judge of lanes and kernels.
///
/// The same schemes on single and double cables, without fields and currents that change.
struct TwinIntegrator {
  private(set) var state: CellPotentials
  private(set) var banks: [Bank]
  private let cell: LoweredCell
  private let electrodes: ActiveElectrodes
  private let sheath: TwinSheath?
  /// Of the membrane, and of what leads past it from inside to the outside.
  private var conductance: [Double]
  private var drive: [Double]
  private var ground: [Double]
  private var current: [Double]

  init(_ cell: LoweredCell, _ electrodes: ActiveElectrodes = ActiveElectrodes()) {
    precondition(electrodes.moving.isEmpty)
    self.cell = cell
    self.electrodes = electrodes
    sheath = cell.periaxonal.map { TwinSheath(cell, $0) }
    let zeros = [Double](repeating: 0, count: cell.count)
    state = CellPotentials(
      axolemma: zeros.map { _ in cell.startPotential }, sheath: sheath == nil ? [] : zeros)
    banks = cell.banks
    (conductance, drive, ground, current) = (zeros, zeros, zeros, zeros)
    settleGates()
  }

  /// The potentials across the axolemma, mV.
  var v: [Double] { state.axolemma }

  private mutating func settleGates() {
    for index in banks.indices {
      banks[index].gather(v)
      banks[index].kernel.settle(&banks[index])
    }
  }

  /// Takes the state of an integrator as it is.
  mutating func take(_ integrator: borrowing Integrator) {
    state = integrator.potentials
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
    (drive, ground, current) = (conductance, conductance, conductance)
    for (vertex, injected) in electrodes.steady { current[vertex] += injected }
    for index in banks.indices {
      banks[index].gather(v)
      banks[index].kernel.line(&banks[index])
      banks[index].scatter(conductance: &conductance, drive: &drive)
    }
    for clamp in electrodes.clamps {
      ground[clamp.vertex] += clamp.conductance
      current[clamp.vertex] += clamp.conductance * clamp.command
    }
  }

  private func solved(tau: Double) -> CellPotentials {
    let mass = cell.capacitance.map { $0 / tau }
    let through = v.indices.map { mass[$0] + conductance[$0] }
    let pushed = v.indices.map { mass[$0] * v[$0] + drive[$0] }
    if let sheath {
      return sheath.solved(
        tau: tau, through, pushed, ground: ground, current: current, state.sheath)
    }
    return CellPotentials(
      axolemma: cell.axial.solved(
        excess: v.indices.map { through[$0] + ground[$0] },
        v.indices.map { pushed[$0] + current[$0] }))
  }

  /// Goes `reach` times the way to other potentials.
  private mutating func go(to other: CellPotentials, reach: Double) {
    func beyond(_ from: [Double], _ to: [Double]) -> [Double] {
      zip(from, to).map { reach * $1 - (reach - 1) * $0 }
    }
    state.axolemma = beyond(state.axolemma, other.axolemma)
    state.sheath = beyond(state.sheath, other.sheath)
  }

  mutating func crankNicolson(_ step: Double) {
    assemble()
    go(to: solved(tau: step / 2), reach: 2)
    hold()
  }

  mutating func implicitEuler(_ step: Double) {
    assemble()
    state = solved(tau: step)
    hold()
  }

  mutating func sdirk2(_ step: Double) {
    let gamma = 1 - 0.5.squareRoot()
    assemble()
    go(to: solved(tau: gamma * step), reach: (1 - gamma) / gamma)
    state = solved(tau: gamma * step)
    hold()
  }

  private mutating func hold() {
    for clamp in electrodes.clamps where clamp.isIdeal {
      state.axolemma[clamp.vertex] =
        clamp.command - (sheath == nil ? 0 : state.sheath[clamp.vertex])
    }
  }
}

/// The same of the sheaths of a double cable: 2×2 blocks, row by row.
private struct TwinSheath {
  private let outer: LoweredCell.Periaxonal
  private let axialDiagonal: [Double]
  private let spaceDiagonal: [Double]
  private let matrix: BlockTreeMatrix

  init(_ cell: LoweredCell, _ outer: LoweredCell.Periaxonal) {
    self.outer = outer
    axialDiagonal = cell.axialDiagonal
    spaceDiagonal =
      TreeMatrix(parent: cell.axial.parent, coupling: outer.coupling).couplingSums
    matrix = BlockTreeMatrix(
      cell.axial, secondCoupling: outer.coupling, isDouble: outer.isSheathed)
  }

  /// What is solved for, with `through` and `pushed` across the axolemma and potentials across the sheath
  /// before.
  func solved(
    tau: Double, _ through: [Double], _ pushed: [Double], ground: [Double], current: [Double],
    _ before: [Double]
  ) -> CellPotentials {
    let mass = outer.capacitance.map { $0 / tau }
    let rows = through.indices
    let (x, w) = matrix.solved(
      .init(
        first: rows.map { axialDiagonal[$0] + ground[$0] + through[$0] }, cross: through,
        second: rows.map {
          through[$0] + mass[$0] + outer.conductance[$0] + spaceDiagonal[$0]
        }),
      rows.map { pushed[$0] + current[$0] },
      rows.map { mass[$0] * before[$0] + outer.drive[$0] - pushed[$0] })
    return CellPotentials(axolemma: zip(x, w).map { $0 - $1 }, sheath: w)
  }
}
