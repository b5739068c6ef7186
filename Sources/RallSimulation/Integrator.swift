internal import CLanes
package import RallCable
package import RallKernel
internal import RallMembrane
internal import RallModel

/// A lowered cell in motion: its potentials, its gates, and the ways to take them one step on.
///
/// All schemes solve `C dV/dt = b − A V` with the gates frozen, where `A` holds axial, open membrane
/// and clamp conductances and `b` reversal and electrode currents; a current that changes within a
/// step enters as its mean over it. None allocates. Under a sheath there are two unknowns a vertex,
/// and both take the same steps.
///
/// Inside, everything stands in the slots of a `LaneSchedule`, so that kernels take eight vertices at
/// once; what is asked for and handed out is in the order of the compartments (`Integrator+Potentials`,
/// `Integrator+Currents`). Where no gate moves, the matrix is eliminated once for all steps of one
/// length.
package struct Integrator: ~Copyable {
  /// What the electrodes do.
  package var electrodes = ActiveElectrodes() { didSet { baseIsStale = true } }
  /// What the fields outside do.
  var fields = ActiveFields() { didSet { baseIsStale = true } }

  let cell: LoweredCell
  let axialDiagonal: [Double]
  let kernel: lanes_kernels
  private var memory = LaneMemory()
  let columns: LaneColumns
  /// Nil where a cable is double.
  private var solver: LaneSolver?
  /// Nil where no cable is double.
  private var doubleSolver: DoubleLaneSolver?
  /// Those of the cell's banks in which something moves, by their number there.
  var banks: [(number: Int, bank: LaneBank)] = []
  /// What is outside the axolemma of a double cable; nil where no cable is double.
  var sheath: Sheath?

  private var baseIsStale = true
  /// The rate that the matrix was eliminated for, 1/ms; nil where none is.
  private var factored: Double?
  /// One number a compartment, for what is added up there.
  private var scratch: [Double]
  /// What fields drive into the periaxonal space, nA, that does not change and in all; empty where no
  /// cable is double.
  private var periaxonalBase: [Double]
  private var periaxonalDrive: [Double]

  /// At the start: every potential at the cell's own, every gate at its steady state.
  package init(_ cell: LoweredCell, kernel: Kernel) {
    self.cell = cell
    self.kernel = kernel.functions
    axialDiagonal = cell.axialDiagonal
    let schedule = LaneSchedule(cell.axial, cutsLongWays: !cell.isJoined)
    let (place, slots) = (schedule.place, schedule.slots)
    columns = LaneColumns(cell, place: place, slots: slots, &memory)
    sheath = Sheath(cell, place: place, slots: slots, &memory)
    scratch = [Double](repeating: 0, count: cell.count)
    if let outer = cell.periaxonal {
      periaxonalBase = scratch
      solver = nil
      doubleSolver = DoubleLaneSolver(
        schedule, kernel, secondCoupling: outer.coupling, isDouble: outer.isSheathed)
    } else {
      periaxonalBase = []
      solver = LaneSolver(
        schedule, kernel, excess: columns.system.conductance, x: columns.system.drive)
      doubleSolver = nil
    }
    periaxonalDrive = periaxonalBase
    for (number, bank) in cell.banks.enumerated() {
      let form = bank.kernel.laneForm(bank)
      for (instance, vertex) in bank.vertex.enumerated() {
        let slot = columns.slot(Int(vertex))
        columns.still.conductance[slot] += form.stillConductance[instance]
        columns.still.drive[slot] += form.stillDrive[instance]
      }
      if let moving = LaneBank(bank, form, place: columns.place, rows: columns.slots / 8, &memory) {
        banks.append((number, moving))
      }
    }
    if sheath != nil { columns.membrane.set(to: columns.still, columns.slots) }
    settleGates()
  }

  /// Takes up what electrodes and fields do from here on; an ideal clamp brings its vertex to its
  /// command.
  package mutating func take(up electrodes: ActiveElectrodes, _ fields: ActiveFields) {
    self.electrodes = electrodes
    self.fields = fields
    for clamp in electrodes.clamps where clamp.isIdeal {
      let change = clamp.command - insidePotential(at: clamp.vertex)
      sheath?.share(change, at: clamp.vertex, axolemma: cell.capacitance[clamp.vertex])
    }
    hold()
  }

  // MARK: Steps

  /// Advances the gates with the potentials frozen.
  package mutating func advanceGates(by step: Double) {
    for index in banks.indices { banks[index].bank.advance(kernel, columns.v, by: step) }
  }

  /// One step of Crank-Nicolson from a time on: order 2, A-stable (Hines 1984,
  /// doi:10.1016/0020-7101(84)90008-4).
  ///
  /// - Parameter gateStep: by how much the gates are advanced before it, ms.
  package mutating func crankNicolson(
    _ step: Double, from start: Double, gatesBy gateStep: Double = 0
  ) {
    advanceOnce(rate: 2 / step, reach: 2, step, from: start, gatesBy: gateStep)
  }

  /// One step of implicit Euler from a time on: order 1, L-stable.
  package mutating func implicitEuler(_ step: Double, from start: Double) {
    advanceOnce(rate: 1 / step, reach: 1, step, from: start)
  }

  /// One step, from a time on, of a two-stage singly diagonally implicit Runge-Kutta method: order 2,
  /// L-stable, with γ = 1 − 1/√2 (Alexander 1977, doi:10.1137/0714068), or, where no mode may change its
  /// sign, with γ = 1 + 1/√2.
  ///
  /// The former multiplies what decays much faster than a step by down to −0.2, and a capacitor that is
  /// charged through a resistor overshoots by as much; the latter by (1 + (2γ − 1)u)/(1 + γu)², positive
  /// for every u = step/τ, at some thirty times the error of what is slow.
  ///
  /// A current that changes is taken at the stages, γ and 1, from the line through its means over the
  /// two halves of the step: the charge is that of the step to rounding, since
  /// (1 − γ)·γ + γ·1 = ½.
  package mutating func sdirk2(
    _ step: Double, from start: Double, keepsSigns: Bool = false
  ) {
    let gamma = keepsSigns ? 1 + 0.5.squareRoot() : 1 - 0.5.squareRoot()
    let rate = 1 / (gamma * step)
    settleBase()
    let line = columns.held
    line.set(to: columns.base, columns.slots)
    addMembrane(to: line)
    addMoving(to: line.drive, step, from: start)
    lean(line.drive, by: (gamma - 0.5) * step, step, from: start)
    // The second stage starts from v + (1 − γ)/γ · (first stage − v).
    solve(line, rate: rate, reach: (1 - gamma) / gamma)
    lean(line.drive, by: (1 - gamma) * step, step, from: start)
    solve(line, rate: rate, reach: 1)
    hold()
  }

  /// Solves `(C·rate + A) x = C·rate · v + b` and takes `v` to `reach` times the way to `x`, after the gates
  /// were taken on.
  private mutating func advanceOnce(
    rate: Double, reach: Double, _ step: Double, from start: Double, gatesBy gateStep: Double = 0
  ) {
    settleBase()
    let isMoving = !electrodes.moving.isEmpty || fields.isMoving
    let isOnePass =
      sheath == nil && banks.count == 1 && banks[0].bank.isSquidOnAllRows && !isMoving
    if isOnePass {
      banks[0].bank.solve(&solver!, columns, gatesBy: gateStep, rate: rate, reach: reach)
      hold()
      return
    }
    if gateStep != 0 { advanceGates(by: gateStep) }
    if sheath != nil {
      addMembrane(to: columns.membrane)
      if isMoving {
        columns.held.set(to: columns.base, columns.slots)
        addMoving(to: columns.held.drive, step, from: start)
      }
      solve(isMoving ? columns.held : columns.base, rate: rate, reach: reach)
    } else if banks.isEmpty, isMoving {
      columns.held.drive.update(from: columns.base.drive, count: columns.slots)
      addMoving(to: columns.held.drive, step, from: start)
      solveFactored(columns.held.drive, rate: rate, reach: reach)
    } else if banks.isEmpty {
      solveFactored(columns.base.drive, rate: rate, reach: reach)
    } else {
      let system = columns.system
      combine(columns.base, rate: rate)
      if isMoving { addMoving(to: system.drive, step, from: start) }
      addMembrane(to: system)
      solver!.solve(reach: reach, v: columns.v)
    }
    hold()
  }

  private mutating func solve(_ line: LaneColumns.Line, rate: Double, reach: Double) {
    if let sheath {
      doubleSolver!.solve(sheath.fibre(columns, line, rate: rate), reach: reach)
    } else if banks.isEmpty {
      solveFactored(line.drive, rate: rate, reach: reach)
    } else {
      combine(line, rate: rate)
      solver!.solve(reach: reach, v: columns.v)
    }
  }

  private func combine(_ line: LaneColumns.Line, rate: Double) {
    kernel.combine(
      Int64(columns.slots / 8), rate, columns.capacitance, columns.v, line.conductance, line.drive,
      columns.system.conductance, columns.system.drive)
  }

  /// Where no gate moves.
  private mutating func solveFactored(
    _ drive: UnsafePointer<Double>, rate: Double, reach: Double
  ) {
    if factored != rate {
      combine(columns.base, rate: rate)
      solver!.factor()
      factored = rate
    }
    solver!.solveFactored(
      rate: rate, capacitance: columns.capacitance, drive: drive, reach: reach, v: columns.v)
  }

  // MARK: What is assembled

  /// Adds up what stays until the next edge.
  private mutating func settleBase() {
    guard baseIsStale else { return }
    baseIsStale = false
    factored = nil
    let base = columns.base
    base.conductance.update(repeating: 1, count: columns.slots)
    base.drive.update(repeating: 0, count: columns.slots)
    for i in scratch.indices { scratch[i] = 0 }
    for i in periaxonalBase.indices { periaxonalBase[i] = 0 }
    fields.addSteadyCurrents(inside: &scratch, periaxonal: &periaxonalBase)
    for vertex in scratch.indices {
      let slot = columns.slot(vertex)
      base.drive[slot] = scratch[vertex]
      base.conductance[slot] = 0
      if sheath == nil {
        base.conductance[slot] = columns.still.conductance[slot]
        base.drive[slot] += columns.still.drive[slot]
      }
    }
    for (vertex, current) in electrodes.steady { base.drive[columns.slot(vertex)] += current }
    for clamp in electrodes.clamps {
      let slot = columns.slot(clamp.vertex)
      base.conductance[slot] += clamp.conductance
      base.drive[slot] += clamp.conductance * clamp.command
    }
    periaxonalDrive = periaxonalBase
    sheath?.take(injected: periaxonalDrive)
  }

  /// Adds the membrane's lines as the gates stand to a line; on a double cable, where they lie between the two
  /// unknowns, they are added up apart.
  private mutating func addMembrane(to line: LaneColumns.Line) {
    let target = sheath == nil ? line : columns.membrane
    if sheath != nil {
      // Elsewhere it is what never moves.
      for (_, bank) in banks { bank.set(target, to: columns.still) }
    }
    for index in banks.indices {
      banks[index].bank.addLine(
        kernel, columns.v, conductance: target.conductance, drive: target.drive)
    }
  }

  /// Adds the means, over a step, of currents that change.
  private mutating func addMoving(
    to drive: UnsafeMutablePointer<Double>, _ step: Double, from start: Double
  ) {
    for moving in electrodes.moving {
      drive[columns.slot(moving.vertex)] += moving.drive.mean(from: start, to: start + step)
    }
    guard fields.isMoving else { return }
    for i in scratch.indices { scratch[i] = 0 }
    periaxonalDrive = periaxonalBase
    fields.addMovingCurrents(
      FieldMoment(from: start, to: start + step), inside: &scratch, periaxonal: &periaxonalDrive)
    addFields(to: drive)
  }

  /// Takes the currents that change as much later on their lines.
  private mutating func lean(
    _ drive: UnsafeMutablePointer<Double>, by time: Double, _ step: Double, from start: Double
  ) {
    for moving in electrodes.moving {
      let middle = start + step / 2
      let rise =
        moving.drive.mean(from: middle, to: start + step)
        - moving.drive.mean(from: start, to: middle)
      drive[columns.slot(moving.vertex)] += time * rise / (step / 2)
    }
    guard fields.isMoving else { return }
    for i in scratch.indices { scratch[i] = 0 }
    fields.addRise(
      in: time, step, from: start, inside: &scratch, periaxonal: &periaxonalDrive)
    addFields(to: drive)
  }

  /// What fields drive inside is added, what they drive under sheaths taken up.
  private func addFields(to drive: UnsafeMutablePointer<Double>) {
    for (vertex, value) in scratch.enumerated() { drive[columns.slot(vertex)] += value }
    sheath?.take(injected: periaxonalDrive)
  }

  /// Clears what rounding left of the way to an ideal clamp's command.
  private func hold() {
    for clamp in electrodes.clamps where clamp.isIdeal {
      columns.v[columns.slot(clamp.vertex)] =
        clamp.command - (sheath?.potential[columns.slot(clamp.vertex)] ?? 0)
    }
  }
}
