internal import RallCable
internal import RallKernel
internal import RallNumerics

/// The columns of a running cell in the layout of the kernels, one number a slot.
///
/// Padding has no capacitance and a conductance of 1 µS to 0 mV, so that it stays at 0 and out of the
/// way.
struct LaneColumns {
  /// The slot of each vertex.
  let place: [Int32]
  let slots: Int
  /// Across the axolemma, mV.
  let v: UnsafeMutablePointer<Double>
  /// nF.
  let capacitance: UnsafeMutablePointer<Double>
  /// All that stays from one edge of a stimulus to the next: membrane that never moves, clamps, steady
  /// currents; on double cables without the membrane.
  let base: Line
  /// The membrane that never moves.
  let still: Line
  /// The membrane of a double cable as it is; no columns where none is.
  let membrane: Line
  /// The lines of a step that solves twice.
  let held: Line
  /// What is solved: excess and right-hand side, then the solution; no columns where a cable is double.
  let system: Line

  /// `conductance · v − drive` out of each slot, µS and nA.
  struct Line {
    let conductance: UnsafeMutablePointer<Double>
    let drive: UnsafeMutablePointer<Double>

    init(_ slots: Int, _ memory: inout LaneMemory) {
      conductance = memory.column(slots)
      drive = memory.column(slots)
    }

    func set(to other: Line, _ slots: Int) {
      conductance.update(from: other.conductance, count: slots)
      drive.update(from: other.drive, count: slots)
    }
  }

  init(_ cell: LoweredCell, place: [Int32], slots: Int, _ memory: inout LaneMemory) {
    self.place = place
    self.slots = slots
    v = memory.column(slots)
    capacitance = memory.column(slots)
    base = Line(slots, &memory)
    still = Line(slots, &memory)
    membrane = Line(cell.periaxonal == nil ? 0 : slots, &memory)
    held = Line(slots, &memory)
    system = Line(cell.periaxonal == nil ? slots : 0, &memory)
    for (vertex, slot) in place.enumerated() {
      capacitance[Int(slot)] = cell.capacitance[vertex]
      v[Int(slot)] = cell.startPotential
    }
  }

  @inline(always)
  func slot(_ vertex: Int) -> Int { Int(place[vertex]) }

  /// The potentials in the order of the compartments.
  var potentials: [Double] { place.map { v[Int($0)] } }

  func take(potentials: [Double]) {
    precondition(potentials.count == place.count)
    for (vertex, slot) in place.enumerated() { v[Int(slot)] = potentials[vertex] }
  }
}
