internal import CLanes
internal import RallCable
internal import RallKernel
internal import RallNumerics

/// The sheaths of a double cable in motion: the potential across each, and what both unknowns of a
/// vertex take a step from.
///
/// With x the potential inside and w that in the periaxonal space, both against the outside, the
/// axolemma sees v = x − w, and
///
///     C dv/dt + I(v) = axial current inside + electrodes
///     Cₘ dw/dt + gₘ(w − e) − (C dv/dt + I(v)) = axial current in the periaxonal space
///
/// are a symmetric system in x and w. The two follow one scheme: what is extrapolated of the one is of
/// the other. All stands in the slots of the kernels; what is asked for and handed out is by vertex.
struct Sheath {
  /// V periaxonal − V outside in each slot, mV; 0 where there is no sheath.
  let potential: UnsafeMutablePointer<Double>
  private let place: [Int32]
  private let outer: LoweredCell.Periaxonal
  /// The periaxonal space along the whole tree, as a Laplacian.
  private let space: TreeMatrix
  private let spaceDiagonal: [Double]
  /// As `lanes_fibre` wants them.
  private let covered: UnsafeMutablePointer<Double>
  private let capacitance: UnsafeMutablePointer<Double>
  private let conductance: UnsafeMutablePointer<Double>
  private let drive: UnsafeMutablePointer<Double>

  /// Nil where no cable is double.
  init?(_ cell: LoweredCell, place: [Int32], slots: Int, _ memory: inout LaneMemory) {
    guard let outer = cell.periaxonal else { return nil }
    self.outer = outer
    self.place = place
    space = TreeMatrix(parent: cell.axial.parent, coupling: outer.coupling)
    spaceDiagonal = space.couplingSums
    potential = memory.column(slots)
    covered = memory.column(slots)
    capacitance = memory.column(slots)
    conductance = memory.column(slots, repeating: 1)
    drive = memory.column(slots)
    for (vertex, slot) in place.enumerated() where outer.isSheathed[vertex] {
      covered[Int(slot)] = 1
      capacitance[Int(slot)] = outer.capacitance[vertex]
      conductance[Int(slot)] = outer.conductance[vertex]
    }
    // Where the space ends it is open to the outside.
    for (vertex, parent) in cell.axial.parent.enumerated() where parent >= 0 {
      let (one, other) = (vertex, Int(parent))
      guard outer.isSheathed[one] != outer.isSheathed[other] else { continue }
      conductance[Int(place[outer.isSheathed[one] ? one : other])] += outer.coupling[vertex]
    }
    take(injected: [Double](repeating: 0, count: cell.count))
  }

  /// Takes up what flows into the periaxonal space of each vertex from outside the cable, nA.
  func take(injected: [Double]) {
    for (vertex, slot) in place.enumerated() where outer.isSheathed[vertex] {
      drive[Int(slot)] = outer.drive[vertex] + injected[vertex]
    }
  }

  /// What a step of both unknowns is assembled from: `line` is what leads from inside to the outside beside
  /// the membrane.
  func fibre(_ columns: LaneColumns, _ line: LaneColumns.Line, rate: Double) -> lanes_fibre {
    lanes_fibre(
      rate: rate, v: columns.v, w: potential, capacitance: columns.capacitance,
      conductance: columns.membrane.conductance, drive: columns.membrane.drive,
      ground: line.conductance, current: line.drive, covered: covered,
      sheathCapacitance: capacitance, sheathConductance: conductance, sheathDrive: drive)
  }

  /// The potentials across the sheath in the order of the compartments, mV.
  var potentials: [Double] { place.map { potential[Int($0)] } }

  /// Starts from other potentials across the sheath; none are 0 everywhere.
  func start(from potentials: [Double]) {
    precondition(potentials.isEmpty || potentials.count == place.count)
    for (vertex, slot) in place.enumerated() where outer.isSheathed[vertex] {
      potential[Int(slot)] = potentials.isEmpty ? 0 : potentials[vertex]
    }
  }

  /// Takes the sheath's share of a jump of the potential inside one vertex: the charge of the periaxonal
  /// space stays, so axolemma and sheath are two capacitors in series.
  func share(_ change: Double, at vertex: Int, axolemma: Double) {
    guard outer.isSheathed[vertex] else { return }
    potential[Int(place[vertex])] += change * axolemma / (axolemma + outer.capacitance[vertex])
  }

  /// Current out through the axolemma of a vertex whose potential inside stands still, nA: what the
  /// sheath's potential gains the axolemma's loses. `inflow` comes along the periaxonal space.
  func heldCurrent(at vertex: Int, ionic: Double, inflow: Double, axolemma: Double) -> Double {
    guard outer.isSheathed[vertex] else { return ionic }
    let leak =
      outer.conductance[vertex] * potential[Int(place[vertex])] - outer.drive[vertex]
    let rate = (inflow - leak + ionic) / (axolemma + outer.capacitance[vertex])
    return ionic - axolemma * rate
  }

  /// Adds the current that flows into the periaxonal space of each vertex from its neighbours, nA.
  func addAxialCurrents(to result: inout [Double]) {
    let potential = potentials
    for i in potential.indices { result[i] -= spaceDiagonal[i] * potential[i] }
    for (i, parent) in space.parent.enumerated() where parent >= 0 {
      let p = Int(parent)
      result[i] += space.coupling[i] * potential[p]
      result[p] += space.coupling[i] * potential[i]
    }
  }
}
