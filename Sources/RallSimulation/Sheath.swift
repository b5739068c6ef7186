internal import RallCable
internal import RallNumerics

/// The sheaths of a double cable in motion: the potential across each, and how both unknowns of a
/// vertex take a step together.
///
/// With x the potential inside and w that in the periaxonal space, both against the outside, the
/// axolemma sees v = x − w, and
///
///     C dv/dt + I(v) = axial current inside + electrodes
///     Cₘ dw/dt + gₘ(w − e) − (C dv/dt + I(v)) = axial current in the periaxonal space
///
/// are a symmetric system in x and w. The two follow one scheme: what is extrapolated of the one is of
/// the other.
struct Sheath: Sendable {
  /// V periaxonal − V outside, mV; 0 where there is no sheath.
  private(set) var potential: [Double]
  private let isSheathed: [Bool]
  /// The vertices with a sheath, rising.
  private let vertices: [Int]
  /// Of each vertex, nF; 0 where there is no sheath.
  private let capacitance: [Double]
  /// Of the sheath, µS.
  private let leak: [Double]
  /// Conductance times reversal of the sheath, nA.
  private let drive: [Double]
  /// The periaxonal space along the whole tree, as a Laplacian.
  private let space: TreeMatrix
  private let spaceDiagonal: [Double]
  private let matrix: BlockTreeMatrix
  private var cross: [Double]
  private var second: [Double]
  private var unknown: [Double]

  /// Nil where no cable is double.
  init?(_ cell: LoweredCell) {
    guard let outer = cell.periaxonal else { return nil }
    let zeros = [Double](repeating: 0, count: cell.count)
    potential = zeros
    isSheathed = outer.isSheathed
    vertices = zeros.indices.filter { outer.isSheathed[$0] }
    capacitance = outer.capacitance
    drive = outer.drive
    space = TreeMatrix(parent: cell.axial.parent, coupling: outer.coupling)
    spaceDiagonal = space.couplingSums
    leak = outer.conductance
    matrix = BlockTreeMatrix(
      cell.axial, secondCoupling: outer.coupling, isDouble: outer.isSheathed)
    cross = zeros
    second = zeros
    unknown = zeros
  }

  /// Solves `(M·rate + A) (x, w) = M·rate · (x, w) before + b`.
  ///
  /// - Parameters:
  ///   - columns: a slot a vertex, in order: the potentials across the axolemma before, its capacitance
  ///     and its line, and the system of the inner rows, whose diagonal is spoilt on return; its
  ///     right-hand side then holds the potentials across the axolemma.
  ///   - injected: into the periaxonal space of each vertex, nA.
  mutating func solve(rate: Double, _ columns: LaneColumns, injected: [Double]) {
    let (axolemma, system) = (columns.membrane, columns.system)
    for i in vertices {
      let inner = columns.capacitance[i] * rate
      let outer = capacitance[i] * rate
      cross[i] = inner + axolemma.conductance[i]
      second[i] = cross[i] + outer + leak[i] + spaceDiagonal[i]
      unknown[i] =
        outer * potential[i] + drive[i] + injected[i] - inner * columns.v[i] - axolemma.drive[i]
    }
    matrix.solve(
      first: system.conductance, cross: &cross, second: &second, x: system.drive, y: &unknown)
    for i in vertices { system.drive[i] -= unknown[i] }
  }

  /// Goes from the potentials as they are through those that were solved for, and `reach` times as far.
  mutating func extrapolate(by reach: Double) {
    for i in vertices { potential[i] = reach * unknown[i] - (reach - 1) * potential[i] }
  }

  /// Starts from other potentials across the sheath; none are 0 everywhere.
  mutating func start(from potentials: [Double]) {
    precondition(potentials.isEmpty || potentials.count == potential.count)
    for i in vertices { potential[i] = potentials.isEmpty ? 0 : potentials[i] }
  }

  /// Takes the sheath's share of a jump of the potential inside one vertex: the charge of the periaxonal
  /// space stays, so axolemma and sheath are two capacitors in series.
  mutating func share(_ change: Double, at vertex: Int, axolemma: Double) {
    guard isSheathed[vertex] else { return }
    potential[vertex] += change * axolemma / (axolemma + capacitance[vertex])
  }

  /// Current out through the axolemma of a vertex whose potential inside stands still, nA: what the
  /// sheath's potential gains the axolemma's loses. `inflow` comes along the periaxonal space.
  func heldCurrent(at vertex: Int, ionic: Double, inflow: Double, axolemma: Double) -> Double {
    guard isSheathed[vertex] else { return ionic }
    let leak = leak[vertex] * potential[vertex] - drive[vertex]
    let rate = (inflow - leak + ionic) / (axolemma + capacitance[vertex])
    return ionic - axolemma * rate
  }

  /// Adds the current that flows into the periaxonal space of each vertex from its neighbours, nA.
  func addAxialCurrents(to result: inout [Double]) {
    for i in potential.indices { result[i] -= spaceDiagonal[i] * potential[i] }
    for (i, parent) in space.parent.enumerated() where parent >= 0 {
      let p = Int(parent)
      result[i] += space.coupling[i] * potential[p]
      result[p] += space.coupling[i] * potential[i]
    }
  }
}
