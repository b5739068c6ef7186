package import CLanes

/// Solves the systems of one tree with two unknowns a vertex in the layout of its schedule, on one kernel,
/// and takes both a step.
///
/// The rows are those of a double cable: `lanes_fibre` says of what they are assembled. Where there is no
/// sheath, and in padding, nothing is covered, the sheath has no capacitance and no drive and a conductance of
/// 1 µS; padding has a ground of 1 µS.
package struct DoubleLaneSolver: ~Copyable {
  private let kernel: lanes_kernels
  private var memory = LaneMemory()
  private var order: lanes_schedule
  private var second: lanes_second
  private var room: lanes_blocks

  /// - Parameters:
  ///   - coupling: what couples the second unknowns of a row and its parent in the tree that was scheduled,
  ///     µS.
  ///   - isDouble: true where a row has a second unknown. A coupling to one that has none is of no account
  ///     here: it leaves the space by the sheath's conductance.
  package init(
    _ schedule: LaneSchedule, _ kernel: Kernel, secondCoupling coupling: [Double],
    isDouble: [Bool]
  ) {
    self.kernel = kernel.functions
    let tree = schedule.tree
    let turned = tree.turned(coupling).enumerated().map { row, coupling in
      let above = Int(tree.parent[row])
      return above >= 0 && isDouble[row] && isDouble[above] ? coupling : 0
    }
    let (first, other) = (LaneLinks(schedule, tree.coupling), LaneLinks(schedule, turned))
    order = lanes_schedule(schedule, first, &memory)
    second = lanes_second(
      toParent: memory.copy(other.toParent), coupling: memory.copy(other.coupling),
      fill: memory.copy(other.fill), children: memory.copy(other.children.map(\.coupling)),
      parents: memory.copy(other.parents.map(\.coupling)),
      jointChildren: memory.copy(other.jointChildren.map(\.coupling)),
      spans: memory.copy(other.spans.map(\.coupling)), joints: memory.copy(other.jointCoupling))
    let slots = schedule.slots
    let filled = first.spans.isEmpty ? 0 : slots
    room = lanes_blocks(
      x: memory.column(slots), w: memory.column(slots), inner: memory.column(slots),
      outer: memory.column(slots), cross: memory.column(slots), inverse: memory.column(slots),
      across: memory.column(slots), below: memory.column(slots),
      fill: (
        memory.column(filled), memory.column(filled), memory.column(filled), memory.column(filled)
      ), joints: memory.column(4 * schedule.joints.count))
  }

  /// Assembles and solves for both unknowns, and takes the fibre's potentials `reach` times the way there.
  package mutating func solve(_ fibre: lanes_fibre, reach: Double) {
    withUnsafePointer(to: fibre) { kernel.solveDouble(&order, &second, $0, &room, reach) }
  }
}
