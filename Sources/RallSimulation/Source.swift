package import RallCable
internal import RallMembrane
internal import RallModel

/// Where the values of a track come from, one entry a column.
package enum Source: Sendable {
  /// The potential across the axolemma, mV.
  case potential([LoweredCell.Probe])
  /// Another potential, mV; nil where there is no such.
  case layered(RecordedPotential, [LoweredCell.Probe?])
  /// All current out through the membrane of a compartment, capacitive and ionic, nA; under a sheath
  /// that out of the whole fibre.
  case membraneCurrent([Int])
  /// The current of all electrodes into a compartment, nA.
  case electrodeCurrent([Int])
  /// The current of one of the plan's voltage clamps, nA.
  case clamp(Int)
  /// A gate, weighted by area over the instances that have it.
  case gate(bank: Int, gate: Int, [[(instance: Int, weight: Double)]])
  /// The currents of one name, summed over mechanisms, nA.
  case current([[(bank: Int, index: Int, instance: Int)]])

  init(
    _ variable: String, _ readings: [Reading], recording: Int, _ cell: LoweredCell, hasFields: Bool
  ) throws(PlanError) {
    let potentials = RecordedPotential.known(cell, hasFields: hasFields)
    if let layer = potentials.first(where: { $0.rawValue == variable }) {
      let probes = readings.map(\.probe)
      self = layer == .axolemma ? .potential(probes) : .layered(layer, layer.places(probes, cell))
      return
    }
    if variable == "i_membrane" {
      self = .membraneCurrent(try Self.vertices(readings, variable, recording))
      return
    }
    if variable == Self.electrodeCurrent {
      self = .electrodeCurrent(try Self.vertices(readings, variable, recording))
      return
    }
    if let (bank, gate) = Self.gate(variable, cell) {
      let instances = Self.instances(of: bank, cell)
      self = .gate(
        bank: bank, gate: gate,
        readings.map { reading in
          let probe = reading.probe
          let first = instances[probe.first].map { ($0.instance, $0.weight * (1 - probe.share)) }
          if probe.isVertex { return first }
          let second = instances[probe.second].map { ($0.instance, $0.weight * probe.share) }
          return first.isEmpty || second.isEmpty ? [] : first + second
        })
      return
    }
    let carriers = cell.banks.indices.flatMap { bank in
      cell.banks[bank].kernel.description.currents.enumerated()
        .filter { $0.element == variable }.map { (bank: bank, index: $0.offset) }
    }
    guard !carriers.isEmpty else {
      throw .variable(
        recording: recording, variable, known: potentials.map(\.rawValue) + Self.known(cell))
    }
    var entries = [[(bank: Int, index: Int, instance: Int)]](repeating: [], count: cell.count)
    for (bank, index) in carriers {
      for (instance, vertex) in cell.banks[bank].vertex.enumerated() {
        entries[Int(vertex)].append((bank, index, instance))
      }
    }
    self = .current(try Self.vertices(readings, variable, recording).map { entries[$0] })
  }

  /// The variable of electrodes' currents.
  static let electrodeCurrent = "i_electrode"

  /// The bank and number of a gate that is written `hh.m`.
  private static func gate(_ variable: String, _ cell: LoweredCell) -> (Int, Int)? {
    for (bank, contents) in cell.banks.enumerated() {
      let description = contents.kernel.description
      if let gate = description.gates.firstIndex(where: {
        "\(description.name).\($0)" == variable
      }) {
        return (bank, gate)
      }
    }
    return nil
  }

  /// The instances at each vertex, with their share of the mechanism's area there.
  private static func instances(
    of bank: Int, _ cell: LoweredCell
  ) -> [[(instance: Int, weight: Double)]] {
    let contents = cell.banks[bank]
    var found = [[(instance: Int, weight: Double)]](repeating: [], count: cell.count)
    for (instance, vertex) in contents.vertex.enumerated() {
      found[Int(vertex)].append((instance, contents.area[instance / 8][instance % 8]))
    }
    return found.map { entries in
      let whole = entries.reduce(0) { $0 + $1.weight }
      return entries.map { ($0.instance, $0.weight / whole) }
    }
  }

  private static func vertices(
    _ readings: [Reading], _ variable: String, _ recording: Int
  ) throws(PlanError) -> [Int] {
    for reading in readings where !reading.probe.isVertex {
      throw .currentAtProbe(recording: recording, variable, site: reading.label)
    }
    return readings.map(\.probe.first)
  }

  /// Every variable that this cell has, beside potentials.
  private static func known(_ cell: LoweredCell) -> [String] {
    let descriptions = cell.banks.map { $0.kernel.description }
    let gates = descriptions.flatMap { description in
      description.gates.map { "\(description.name).\($0)" }
    }
    var currents: [String] = []
    for name in descriptions.flatMap(\.currents) where !currents.contains(name) {
      currents.append(name)
    }
    return ["i_membrane", electrodeCurrent] + gates + currents
  }

  var unit: String {
    switch self {
    case .potential, .layered: "mV"
    case .membraneCurrent, .electrodeCurrent, .clamp, .current: "nA"
    case .gate: "1"
    }
  }

  /// What a plot would print beside the axis; `isDouble` where the cell has sheaths with a space under
  /// them.
  func longName(_ variable: String, isDouble: Bool) -> String {
    switch self {
    case .potential: RecordedPotential.axolemma.longName(isDouble: isDouble)
    case .layered(let layer, _): layer.longName(isDouble: isDouble)
    case .membraneCurrent:
      isDouble
        ? "current out of the fibre, axolemma and sheath together, capacitive and ionic"
        : "transmembrane current, capacitive and ionic, outward"
    case .electrodeCurrent: "current of all electrodes, into the cell"
    case .clamp: "current of the voltage clamp, into the cell"
    case .gate: "gate \(variable)"
    case .current: "current \(variable), outward"
    }
  }

  var columns: Int {
    switch self {
    case .potential(let probes): probes.count
    case .layered(_, let probes): probes.count
    case .membraneCurrent(let vertices), .electrodeCurrent(let vertices): vertices.count
    case .clamp: 1
    case .gate(_, _, let entries): entries.count
    case .current(let entries): entries.count
    }
  }

  /// True where the gates must be brought to the time of the sample.
  var needsGates: Bool {
    switch self {
    case .potential, .layered, .membraneCurrent, .electrodeCurrent, .clamp: false
    case .gate, .current: true
    }
  }

  /// True where the axial currents must be known.
  var needsAxialCurrents: Bool {
    if case .membraneCurrent = self { true } else { false }
  }

  /// True where the potentials outside must be known.
  var needsOutside: Bool {
    if case .layered(let layer, _) = self { layer.hasOutside } else { false }
  }

  /// True where the currents of the electrodes must be known.
  var needsElectrodes: Bool {
    switch self {
    case .membraneCurrent, .electrodeCurrent, .clamp: true
    case .potential, .layered, .gate, .current: false
    }
  }

  /// Adds every column's value in a sample.
  func append(_ sample: borrowing Sample, to values: inout [Double]) {
    guard case .potential(let probes) = self else {
      for column in 0..<columns { values.append(value(column, in: sample)) }
      return
    }
    let start = values.count
    values.append(contentsOf: repeatElement(0, count: probes.count))
    let v = sample.v
    values.withUnsafeMutableBufferPointer { values in
      probes.withUnsafeBufferPointer { probes in
        for column in probes.indices { values[start + column] = v.read(probes[column]) }
      }
    }
  }

  /// One column's value in a sample.
  @inline(__always)
  func value(_ column: Int, in sample: borrowing Sample) -> Double {
    switch self {
    case .potential(let probes): return sample.v.read(probes[column])
    case .layered(let layer, let probes):
      return probes[column].map { layer.read($0, in: sample) } ?? .nan
    case .membraneCurrent(let vertices):
      return sample.axialCurrents[vertices[column]]
        + sample.electrodes.injected[vertices[column]]
    case .electrodeCurrent(let vertices): return sample.electrodes.injected[vertices[column]]
    case .clamp(let number): return sample.electrodes.clamps[number]
    case .gate(let bank, let gate, let entries):
      if entries[column].isEmpty { return .nan }
      return entries[column].reduce(0) {
        $0 + $1.weight * sample.banks[bank].gate(gate, instance: $1.instance)
      }
    case .current(let entries):
      return entries[column].reduce(0) {
        let bank = sample.banks[$1.bank]
        return $0 + bank.kernel.current($1.index, of: bank, instance: $1.instance)
      }
    }
  }
}
