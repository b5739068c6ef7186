package import RallCable
package import RallMembrane
internal import RallModel
internal import RallNumerics

/// A lowered cell in motion: its potentials, its gates, and the ways to take them one step on.
///
/// All schemes solve `C dV/dt = b − A V` with the gates frozen, where `A` holds axial, open membrane
/// and clamp conductances and `b` reversal and electrode currents; a current that changes within a
/// step enters as its mean over it. None allocates. Under a sheath there are two unknowns a vertex,
/// and both take the same steps.
package struct Integrator: ~Copyable {
  /// The potentials across the axolemma, mV.
  package internal(set) var v: [Double]
  package internal(set) var banks: [Bank]
  /// What the electrodes do.
  package var electrodes = ActiveElectrodes()
  /// What the fields outside do.
  var fields = ActiveFields()

  /// What is outside the axolemma of a double cable; nil where no cable is double.
  var sheath: Sheath?
  private let axial: TreeMatrix
  private let axialDiagonal: [Double]
  private let capacitance: [Double]
  private var conductance: [Double]
  private var drive: [Double]
  private var pivots: [Double]
  private var unknown: [Double]
  /// What fields drive into the periaxonal space, nA; empty where no cable is double.
  private var periaxonalDrive: [Double]

  /// At the start: every potential at the cell's own, every gate at its steady state.
  package init(_ cell: LoweredCell) {
    let zeros = [Double](repeating: 0, count: cell.count)
    v = [Double](repeating: cell.startPotential, count: cell.count)
    banks = cell.banks
    axial = cell.axial
    axialDiagonal = cell.axialDiagonal
    capacitance = cell.capacitance
    sheath = Sheath(cell)
    conductance = zeros
    drive = zeros
    pivots = zeros
    unknown = zeros
    periaxonalDrive = sheath == nil ? [] : zeros
    settleGates()
  }

  /// Takes up what electrodes and fields do from here on; an ideal clamp brings its vertex to its
  /// command.
  package mutating func take(up electrodes: ActiveElectrodes, _ fields: ActiveFields) {
    self.electrodes = electrodes
    self.fields = fields
    for clamp in electrodes.clamps where clamp.isIdeal {
      let change = clamp.command - insidePotential(at: clamp.vertex)
      sheath?.share(change, at: clamp.vertex, axolemma: capacitance[clamp.vertex])
    }
    hold()
  }

  /// The potentials across the sheath, mV; 0 where there is none, and empty where no cable is double.
  package var sheathPotentials: [Double] { sheath?.potential ?? [] }

  /// The potential inside a vertex, against the outside there, mV.
  package func insidePotential(at vertex: Int) -> Double {
    v[vertex] + (sheath?.potential[vertex] ?? 0)
  }

  /// Brings the gates to their steady state at the potentials as they are.
  package mutating func settleGates() {
    for index in banks.indices {
      banks[index].gather(v)
      banks[index].kernel.settle(&banks[index])
    }
  }

  /// Sets every potential, and the gates to match.
  package mutating func start(from potentials: CellPotentials) {
    jump(to: potentials)
    settleGates()
  }

  /// Replaces the potentials and leaves the gates alone.
  package mutating func jump(to potentials: CellPotentials) {
    precondition(potentials.axolemma.count == v.count)
    v = potentials.axolemma
    sheath?.start(from: potentials.sheath)
  }

  /// The potentials as they are.
  package var potentials: CellPotentials {
    CellPotentials(axolemma: v, sheath: sheath?.potential ?? [])
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

  /// Axial current that flows inside into each vertex from its neighbours at a time, nA.
  package mutating func axialCurrents(at time: Double, into result: inout [Double]) {
    for i in v.indices { unknown[i] = insidePotential(at: i) }
    axial.multiply(diagonal: axialDiagonal, x: unknown, into: &result)
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
    var inflow = [Double](repeating: 0, count: v.count)
    addPeriaxonalCurrents(at: time, to: &inflow)
    return sheath.heldCurrent(
      at: vertex, ionic: ionic, inflow: inflow[vertex], axolemma: capacitance[vertex])
  }

  /// Current out through the ion channels of one vertex, nA, by the gates of `banks`, which lie at the
  /// potentials as they are.
  package func ionicCurrent(at vertex: Int, _ banks: inout [Bank]) -> Double {
    var sum = 0.0
    for index in banks.indices {
      banks[index].kernel.line(&banks[index])
      for (instance, place) in banks[index].vertex.enumerated() where Int(place) == vertex {
        let (pack, lane) = (instance / 8, instance % 8)
        sum +=
          banks[index].conductance[pack][lane] * v[vertex] - banks[index].drive[pack][lane]
      }
    }
    return sum
  }

  /// Takes the membrane's lines as the gates stand, and the means of the electrodes' currents over the
  /// step from `start`.
  private mutating func assemble(_ step: Double, from start: Double) {
    for i in conductance.indices {
      conductance[i] = axialDiagonal[i]
      drive[i] = 0
    }
    for (vertex, current) in electrodes.steady { drive[vertex] += current }
    for moving in electrodes.moving {
      drive[moving.vertex] += moving.drive.mean(from: start, to: start + step)
    }
    for index in banks.indices {
      if banks[index].kernel.lineBendsWithPotential { banks[index].gather(v) }
      banks[index].kernel.line(&banks[index])
      banks[index].scatter(conductance: &conductance, drive: &drive)
    }
    for clamp in electrodes.clamps {
      conductance[clamp.vertex] += clamp.conductance
      drive[clamp.vertex] += clamp.conductance * clamp.command
    }
    sheath?.take(banks)
    for i in periaxonalDrive.indices { periaxonalDrive[i] = 0 }
    fields.addCurrents(
      FieldMoment(from: start, to: start + step), inside: &drive, periaxonal: &periaxonalDrive)
  }

  /// Solves `(C/tau + A) x = C/tau · v + b` into `unknown`; with sheaths, for both unknowns.
  private mutating func solve(tau: Double) {
    let rate = 1 / tau
    for i in v.indices {
      let c = capacitance[i] * rate
      pivots[i] = c + conductance[i]
      unknown[i] = c * v[i] + drive[i]
    }
    if sheath == nil {
      axial.solve(diagonal: &pivots, x: &unknown)
    } else {
      sheath!.solve(
        rate: rate, axolemma: capacitance, v: v, injected: periaxonalDrive,
        pivots: &pivots, x: &unknown)
    }
  }

  /// One step of Crank-Nicolson from a time on: order 2, A-stable (Hines 1984,
  /// doi:10.1016/0020-7101(84)90008-4).
  package mutating func crankNicolson(_ step: Double, from start: Double) {
    assemble(step, from: start)
    solve(tau: step / 2)
    for i in v.indices { v[i] = 2 * unknown[i] - v[i] }
    sheath?.extrapolate(by: 2)
    hold()
  }

  /// One step of implicit Euler from a time on: order 1, L-stable.
  package mutating func implicitEuler(_ step: Double, from start: Double) {
    assemble(step, from: start)
    solve(tau: step)
    swap(&v, &unknown)
    sheath?.accept()
    hold()
  }

  /// One step, from a time on, of the two-stage singly diagonally implicit Runge-Kutta method with
  /// γ = 1 − 1/√2: order 2, L-stable (Alexander 1977, doi:10.1137/0714068).
  ///
  /// A current that changes is taken at the stages, γ and 1, from the line through its means over the
  /// two halves of the step: the charge is that of the step to rounding, since
  /// (1 − γ)·γ + γ·1 = ½.
  package mutating func sdirk2(_ step: Double, from start: Double) {
    let gamma = 1 - 0.5.squareRoot()
    assemble(step, from: start)
    lean(by: (gamma - 0.5) * step, step, from: start)
    solve(tau: gamma * step)
    // The second stage starts from v + (1 − γ)/γ · (first stage − v).
    let reach = (1 - gamma) / gamma
    for i in v.indices { v[i] += reach * (unknown[i] - v[i]) }
    sheath?.extrapolate(by: reach)
    lean(by: (1 - gamma) * step, step, from: start)
    solve(tau: gamma * step)
    swap(&v, &unknown)
    sheath?.accept()
    hold()
  }

  /// Takes the currents that change as much later on their lines.
  private mutating func lean(by time: Double, _ step: Double, from start: Double) {
    for moving in electrodes.moving {
      let middle = start + step / 2
      let rise =
        moving.drive.mean(from: middle, to: start + step)
        - moving.drive.mean(from: start, to: middle)
      drive[moving.vertex] += time * rise / (step / 2)
    }
    fields.addRise(
      in: time, step, from: start, inside: &drive, periaxonal: &periaxonalDrive)
  }

  /// Clears what rounding left of the way to an ideal clamp's command.
  private mutating func hold() {
    for clamp in electrodes.clamps where clamp.isIdeal {
      v[clamp.vertex] = clamp.command - (sheath?.potential[clamp.vertex] ?? 0)
    }
  }
}
