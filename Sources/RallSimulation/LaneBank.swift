internal import CLanes
internal import RallKernel
internal import RallMembrane

/// The gated instances of one mechanism in the layout of the kernels.
///
/// Where a mechanism fills most of the rows that it has a part in, its packs stand on them and read
/// and write whole rows; else its instances are packed one after the other and fetch their
/// potentials. Lanes that no instance has are without area.
struct LaneBank {
  private var bank: lanes_bank
  private let mechanism: GatedMechanism
  /// The place of each instance among the packs, pack · 8 + lane.
  private let seat: [Int32]
  private let gateCount: Int
  /// True where the packs of `hh` stand on all rows, one on each.
  let isSquidOnAllRows: Bool

  /// Nil where nothing of the bank moves.
  init?(_ source: Bank, _ form: LaneForm, place: [Int32], rows: Int, _ memory: inout LaneMemory) {
    guard let mechanism = form.mechanism else { return nil }
    self.mechanism = mechanism
    gateCount = source.kernel.description.gates.count
    let seating = Seating(slots: source.vertex.map { place[Int($0)] })
    isSquidOnAllRows =
      mechanism == .hh && !seating.isScattered && seating.rows.elementsEqual(0..<Int32(rows))
    seat = seating.seat
    let length = seating.packs * 8
    bank = lanes_bank()
    let columns = form.columns.enumerated().map { number, values in
      let first = values.first ?? 0
      // Lanes without an instance take the numbers of one that is there, and no area: those come first.
      let hasArea = number < mechanism.conductances
      // What is the same everywhere needs one pack only, and stays in the cache.
      let isUniform = !hasArea && values.allSatisfy { $0 == first }
      let column = memory.column(isUniform ? 8 : length, repeating: hasArea ? 0 : first)
      if !isUniform {
        for (instance, value) in values.enumerated() { column[Int(seat[instance])] = value }
      }
      return lanes_column(start: column, stride: isUniform ? 0 : 1)
    }
    withUnsafeMutableBytes(of: &bank.column) { place in
      columns.withUnsafeBytes { place.copyMemory(from: $0) }
    }
    bank.packs = Int64(seating.packs)
    bank.row = seating.isScattered ? nil : UnsafePointer(memory.copy(seating.rows))
    bank.slot = seating.isScattered ? UnsafePointer(memory.copy(seating.slots)) : nil
    bank.gates = memory.column(length * gateCount)
    let speed = form.speed + [0, 0, 0]
    bank.speed = (speed[0], speed[1], speed[2], 0)
    bank.perMillivolt = form.perMillivolt
  }

  /// Advances every gate by `step` ms with the potentials frozen.
  mutating func advance(_ kernel: lanes_kernels, _ v: UnsafePointer<Double>, by step: Double) {
    switch mechanism {
    case .hh: kernel.hhAdvance(&bank, v, step)
    case .mrg: kernel.mrgAdvance(&bank, v, step)
    case .fh: kernel.fhAdvance(&bank, v, step)
    }
  }

  /// Adds the line of every instance to its slot.
  mutating func addLine(
    _ kernel: lanes_kernels, _ v: UnsafePointer<Double>,
    conductance: UnsafeMutablePointer<Double>, drive: UnsafeMutablePointer<Double>
  ) {
    switch mechanism {
    case .hh: kernel.hhLine(&bank, v, conductance, drive)
    case .mrg: kernel.mrgLine(&bank, v, conductance, drive)
    case .fh: kernel.fhLine(&bank, v, conductance, drive)
    }
  }

  /// Sets a line to another wherever the bank has an instance.
  func set(_ line: LaneColumns.Line, to other: LaneColumns.Line) {
    for pack in 0..<Int(bank.packs) {
      for lane in 0..<8 {
        let slot = bank.slot.map { $0[pack * 8 + lane] } ?? bank.row[pack] * 8 + Int32(lane)
        line.conductance[Int(slot)] = other.conductance[Int(slot)]
        line.drive[Int(slot)] = other.drive[Int(slot)]
      }
    }
  }

  /// Advances the gates, assembles, solves and steps the whole cell in one pass; for squid on all rows
  /// only.
  mutating func solve(
    _ solver: inout LaneSolver, _ columns: LaneColumns, gatesBy step: Double, rate: Double,
    reach: Double
  ) {
    solver.solve(
      &bank, gatesBy: step, rate: rate, capacitance: columns.capacitance,
      conductance: columns.base.conductance, drive: columns.base.drive, reach: reach, v: columns.v)
  }

  /// Takes the gates from a bank in the order of its instances.
  func take(from source: Bank) {
    visitGates(packs: source.packs) { lane, place in
      bank.gates[lane] = source.gates[place / 8][place % 8]
    }
  }

  /// Hands the gates to a bank in the order of its instances.
  func hand(to target: inout Bank) {
    let packs = target.packs
    target.gates.withUnsafeMutableBufferPointer { gates in
      visitGates(packs: packs) { lane, place in gates[place / 8][place % 8] = bank.gates[lane] }
    }
  }

  private func visitGates(packs: Int, _ body: (_ lane: Int, _ place: Int) -> Void) {
    for gate in 0..<gateCount {
      for (instance, seat) in seat.enumerated() {
        body(gate * Int(bank.packs) * 8 + Int(seat), gate * packs * 8 + instance)
      }
    }
  }
}

extension GatedMechanism {
  /// How many of the kernel's columns carry area, the first ones.
  fileprivate var conductances: Int {
    switch self {
    case .hh: 2
    case .mrg, .fh: 3
    }
  }
}

/// Where instances sit in packs.
private struct Seating {
  /// True where packs do not stand on rows.
  let isScattered: Bool
  let seat: [Int32]
  let packs: Int
  /// The row of each pack.
  private(set) var rows: [Int32] = []
  /// The slot of each lane of each pack.
  private(set) var slots: [Int32] = []

  /// A scattered instance costs about a quarter more than one in a row that is full.
  private static let scatter = 1.25

  init(slots places: [Int32]) {
    var seat = [Int32](repeating: -1, count: places.count)
    let order = places.indices.sorted { (places[$0], $0) < (places[$1], $1) }
    // Of each lane the last pack of the row that has it taken; a vertex may have several instances.
    var rows: [Int32] = []
    var first = 0
    var used = [Int](repeating: 0, count: 8)
    for instance in order {
      let (row, lane) = (places[instance] / 8, Int(places[instance] % 8))
      if rows.last != row {
        first = rows.count
        used = [Int](repeating: 0, count: 8)
      }
      let pack = first + used[lane]
      if pack == rows.count { rows.append(row) }
      seat[instance] = Int32(pack * 8 + lane)
      used[lane] += 1
    }
    isScattered = Double(rows.count * 8) > Self.scatter * Double(places.count) + 8
    if isScattered {
      packs = (places.count + 7) / 8
      slots = [Int32](repeating: places[order[0]], count: packs * 8)
      for (number, instance) in order.enumerated() {
        seat[instance] = Int32(number)
        slots[number] = places[instance]
      }
    } else {
      packs = rows.count
      self.rows = rows
    }
    self.seat = seat
  }
}
