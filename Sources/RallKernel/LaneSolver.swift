package import CLanes

/// Solves the systems of one tree in the layout of its schedule, on one kernel.
///
/// Columns have a number a slot. The excess of padding must not be 0.
package struct LaneSolver: ~Copyable {
  private let slots: Int
  private let rows: Int
  private let kernel: lanes_kernels
  private var memory = LaneMemory()
  private var order: lanes_schedule
  private var system: lanes_system

  /// - Parameters:
  ///   - excess: what the diagonal is more than the couplings of its row, before a solve; spoilt by it.
  ///   - x: the right-hand side before a solve, the solution after it.
  package init(
    _ schedule: LaneSchedule, _ kernel: Kernel, excess: UnsafeMutablePointer<Double>,
    x: UnsafeMutablePointer<Double>
  ) {
    self.kernel = kernel.functions
    (slots, rows) = (schedule.slots, schedule.rows)
    let links = LaneLinks(schedule, schedule.tree.coupling)
    order = lanes_schedule(schedule, links, &memory)
    system = lanes_system(
      excess: excess, inverse: memory.column(slots), x: x,
      fill: memory.column(links.spans.isEmpty ? 0 : slots),
      jointCoupling: memory.column(schedule.joints.count), factor: nil, childFactor: nil,
      parentFactor: nil)
  }

  /// Solves for `x`, and takes `v` `reach` times the way to it.
  package mutating func solve(reach: Double, v: UnsafeMutablePointer<Double>) {
    kernel.solve(&order, &system, reach, v)
  }

  /// Takes the gates on by `step` ms, assembles and solves in one pass, where the only bank is one of `hh`
  /// whose packs stand on all rows, one on each: the excess is `capacitance · rate + conductance` and the
  /// bank's, the right-hand side `capacitance · rate · v + drive` and the bank's.
  package mutating func solve(
    _ hh: UnsafePointer<lanes_bank>, gatesBy step: Double, rate: Double,
    capacitance: UnsafePointer<Double>, conductance: UnsafePointer<Double>,
    drive: UnsafePointer<Double>, reach: Double, v: UnsafeMutablePointer<Double>
  ) {
    kernel.solveHH(&order, &system, hh, step, rate, capacitance, conductance, drive, reach, v)
  }

  /// Eliminates once for many right-hand sides.
  package mutating func factor() {
    if system.factor == nil {
      system.factor = memory.column(slots)
      system.childFactor = memory.column(Int(order.below[rows]))
      system.parentFactor = memory.column(Int(order.above[rows]))
    }
    kernel.factor(&order, &system)
  }

  /// `solve` with the matrix that was factored and `capacitance · rate · v + drive` on the right.
  package mutating func solveFactored(
    rate: Double, capacitance: UnsafePointer<Double>, drive: UnsafePointer<Double>, reach: Double,
    v: UnsafeMutablePointer<Double>
  ) {
    kernel.solveFactored(&order, &system, rate, capacitance, drive, reach, v)
  }
}

extension lanes_schedule {
  /// The order of a schedule, coupled by its links.
  init(_ schedule: LaneSchedule, _ links: LaneLinks, _ memory: inout LaneMemory) {
    self.init(
      rows: Int64(schedule.rows), toParent: memory.copy(links.toParent),
      coupling: memory.copy(links.coupling),
      fill: links.spans.isEmpty ? nil : UnsafePointer(memory.copy(links.fill)),
      below: memory.copy(links.below), children: memory.copy(links.children),
      above: memory.copy(links.above), parents: memory.copy(links.parents),
      joints: Int64(schedule.joints.count), jointParent: memory.copy(links.jointParent),
      jointCoupling: memory.copy(links.jointCoupling),
      jointChildCount: Int64(links.jointChildren.count),
      jointChildren: memory.copy(links.jointChildren), spanCount: Int64(links.spans.count),
      spans: memory.copy(links.spans))
  }
}
