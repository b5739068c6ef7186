internal import RallCable
internal import RallMembrane
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
  /// The axolemma's line under the sheath.
  private var membraneConductance: [Double]
  private var membraneDrive: [Double]
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
    membraneConductance = zeros
    membraneDrive = zeros
    cross = zeros
    second = zeros
    unknown = zeros
  }

  /// Takes the axolemma's lines as the gates stand.
  mutating func take(_ banks: [Bank]) {
    for i in membraneConductance.indices {
      membraneConductance[i] = 0
      membraneDrive[i] = 0
    }
    for bank in banks {
      bank.scatter(conductance: &membraneConductance, drive: &membraneDrive)
    }
  }

  /// Solves `(M·rate + A) (x, w) = M·rate · (x, w) before + b`.
  ///
  /// - Parameters:
  ///   - axolemma: capacitance of each vertex, nF.
  ///   - v: the potentials across the axolemma before, mV.
  ///   - injected: into the periaxonal space of each vertex, nA.
  ///   - pivots: the diagonal of the inner rows; spoilt on return.
  ///   - x: the right-hand sides of the inner rows; on return the potentials across the axolemma.
  mutating func solve(
    rate: Double, axolemma: [Double], v: [Double], injected: [Double], pivots: inout [Double],
    x: inout [Double]
  ) {
    for i in vertices {
      let inner = axolemma[i] * rate
      let outer = capacitance[i] * rate
      cross[i] = inner + membraneConductance[i]
      second[i] = cross[i] + outer + leak[i] + spaceDiagonal[i]
      unknown[i] =
        outer * potential[i] + drive[i] + injected[i] - inner * v[i] - membraneDrive[i]
    }
    matrix.solve(first: &pivots, cross: &cross, second: &second, x: &x, y: &unknown)
    for i in vertices { x[i] -= unknown[i] }
  }

  /// Goes from the potentials as they are through those that were solved for, and `reach` times as far.
  mutating func extrapolate(by reach: Double) {
    for i in vertices { potential[i] += reach * (unknown[i] - potential[i]) }
  }

  /// Takes the potentials that were solved for.
  mutating func accept() { swap(&potential, &unknown) }

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
