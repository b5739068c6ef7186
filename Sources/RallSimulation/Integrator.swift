package import RallCable
package import RallMembrane
internal import RallNumerics

/// A lowered cell in motion: its potentials, its gates, and the ways to take them one step on.
///
/// All schemes solve `C dV/dt = b − A V` with the gates frozen, where `A` holds axial and open
/// membrane conductances and `b` reversal and electrode currents. None allocates.
package struct Integrator: ~Copyable {
  /// The potentials, mV.
  package private(set) var v: [Double]
  package private(set) var banks: [Bank]
  /// Electrode current into each vertex, nA.
  package var injected: [Double]

  private let axial: TreeMatrix
  private let axialDiagonal: [Double]
  private let capacitance: [Double]
  private var conductance: [Double]
  private var drive: [Double]
  private var pivots: [Double]
  private var unknown: [Double]

  /// At the start: every potential at the cell's own, every gate at its steady state.
  package init(_ cell: LoweredCell) {
    let zeros = [Double](repeating: 0, count: cell.count)
    v = [Double](repeating: cell.startPotential, count: cell.count)
    banks = cell.banks
    injected = zeros
    axial = cell.axial
    axialDiagonal = cell.axialDiagonal
    capacitance = cell.capacitance
    conductance = zeros
    drive = zeros
    pivots = zeros
    unknown = zeros
    settleGates()
  }

  /// Brings the gates to their steady state at the potentials as they are.
  package mutating func settleGates() {
    for index in banks.indices {
      banks[index].gather(v)
      banks[index].kernel.settle(&banks[index])
    }
  }

  /// Sets every potential, and the gates to match.
  package mutating func start(from potentials: [Double]) {
    precondition(potentials.count == v.count)
    v = potentials
    settleGates()
  }

  /// Replaces the potentials and leaves the gates alone.
  package mutating func jump(to potentials: [Double]) {
    precondition(potentials.count == v.count)
    v = potentials
  }

  /// Advances the gates with the potentials frozen.
  package mutating func advanceGates(by step: Double) {
    for index in banks.indices where !banks[index].gates.isEmpty {
      banks[index].gather(v)
      banks[index].kernel.advance(&banks[index], by: step)
    }
  }

  /// Copies of the banks with their gates `lag` further on than they stand.
  package func banks(after lag: Double) -> [Bank] {
    var ahead = banks
    for index in ahead.indices {
      ahead[index].gather(v)
      if lag > 0, !ahead[index].gates.isEmpty {
        ahead[index].kernel.advance(&ahead[index], by: lag)
      }
    }
    return ahead
  }

  /// Axial current that flows into each vertex from its neighbours, nA.
  package func axialCurrents(into result: inout [Double]) {
    axial.multiply(diagonal: axialDiagonal, x: v, into: &result)
    for i in result.indices { result[i] = -result[i] }
  }

  /// Takes the membrane's lines as the gates stand.
  private mutating func assemble() {
    for i in conductance.indices {
      conductance[i] = axialDiagonal[i]
      drive[i] = injected[i]
    }
    for index in banks.indices {
      banks[index].kernel.line(&banks[index])
      banks[index].scatter(conductance: &conductance, drive: &drive)
    }
  }

  /// Solves `(C/tau + A) x = C/tau · v + b` into `unknown`.
  private mutating func solve(tau: Double) {
    let rate = 1 / tau
    for i in v.indices {
      let c = capacitance[i] * rate
      pivots[i] = c + conductance[i]
      unknown[i] = c * v[i] + drive[i]
    }
    axial.solve(diagonal: &pivots, x: &unknown)
  }

  /// One step of Crank-Nicolson: order 2, A-stable (Hines 1984,
  /// doi:10.1016/0020-7101(84)90008-4).
  package mutating func crankNicolson(_ step: Double) {
    assemble()
    solve(tau: step / 2)
    for i in v.indices { v[i] = 2 * unknown[i] - v[i] }
  }

  /// One step of implicit Euler: order 1, L-stable.
  package mutating func implicitEuler(_ step: Double) {
    assemble()
    solve(tau: step)
    swap(&v, &unknown)
  }

  /// One step of the two-stage singly diagonally implicit Runge-Kutta method with γ = 1 − 1/√2:
  /// order 2, L-stable (Alexander 1977, doi:10.1137/0714068).
  package mutating func sdirk2(_ step: Double) {
    let gamma = 1 - 0.5.squareRoot()
    assemble()
    solve(tau: gamma * step)
    // The second stage starts from v + (1 − γ)/γ · (first stage − v).
    let reach = (1 - gamma) / gamma
    for i in v.indices { v[i] += reach * (unknown[i] - v[i]) }
    solve(tau: gamma * step)
    swap(&v, &unknown)
  }
}
