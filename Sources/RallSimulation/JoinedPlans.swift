internal import RallCable
internal import RallMembrane
internal import RallModel

extension Plan {
  /// Plans of cells that stand side by side as one, all of them on the same steps.
  init(joining plans: [Plan], on cells: [LoweredCell]) {
    let first = plans[0]
    let vertices = LoweredCell.offsets(cells.map(\.count))
    let clamps = LoweredCell.offsets(plans.map(\.electrodes.clamps.count))
    let instances = first.bankOffsets(in: cells)
    var sources = plans.map(\.sources)
    for member in plans.indices {
      let shift = Source.Shift(
        vertices: vertices[member], clamps: clamps[member],
        instances: instances.map { $0[member] })
      sources[member] = sources[member].map { $0.shifted(by: shift) }
    }
    let watches = zip(plans, vertices).map { plan, offset in
      plan.watches.map { watch in
        Watch(watch.probes.map { $0.shifted(by: offset) }, above: watch.threshold)
      }
    }
    func ordered<Item>(_ lists: [[Item]], own: [Int]) -> [Item] {
      zip(lists, own).flatMap { $0.prefix($1) } + zip(lists, own).flatMap { $0.dropFirst($1) }
    }
    let ownWatches = plans.map(\.layout.detectors.count)
    accuracy = first.accuracy
    grid = first.grid
    duration = first.duration
    longestStep = first.longestStep
    electrodes = PlannedElectrodes(joining: plans.map(\.electrodes), offsets: vertices)
    fields = first.fields
    self.sources = sources.flatMap(\.self)
    follows = zip(plans, vertices).flatMap { plan, offset in
      plan.follows.map { $0.shifted(by: offset) }
    }
    self.watches = ordered(watches, own: ownWatches)
    sentinels = zip(plans, vertices).flatMap { plan, offset in
      plan.sentinels.map { $0 + offset }
    }
    layout = ResultLayout(
      tracks: plans.flatMap(\.layout.tracks), detectors: plans.flatMap(\.layout.detectors))
  }

  /// Of each bank, where the instances of each cell begin.
  private func bankOffsets(in cells: [LoweredCell]) -> [[Int]] {
    cells[0].banks.indices.map { bank in
      LoweredCell.offsets(cells.map { $0.banks[bank].count })
    }
  }
}

extension PlannedElectrodes {
  init(joining all: [PlannedElectrodes], offsets: [Int]) {
    for (electrodes, offset) in zip(all, offsets) {
      currents += electrodes.currents.map {
        Source(vertex: $0.vertex + offset, waveform: $0.waveform)
      }
      clamps += electrodes.clamps.map {
        Holder(vertex: $0.vertex + offset, clamp: $0.clamp, track: $0.track)
      }
      edges += electrodes.edges
      applied += electrodes.applied
    }
  }
}

extension Source {
  /// How much further on the numbers of a member stand in a batch.
  struct Shift {
    let vertices: Int
    let clamps: Int
    /// Of each bank.
    let instances: [Int]
  }

  func shifted(by shift: Shift) -> Source {
    switch self {
    case .potential(let probes): .potential(probes.map { $0.shifted(by: shift.vertices) })
    case .layered(let layer, let probes):
      .layered(layer, probes.map { $0?.shifted(by: shift.vertices) })
    case .membraneCurrent(let vertices): .membraneCurrent(vertices.map { $0 + shift.vertices })
    case .electrodeCurrent(let vertices): .electrodeCurrent(vertices.map { $0 + shift.vertices })
    case .clamp(let number): .clamp(number + shift.clamps)
    case .gate(let bank, let gate, let entries):
      .gate(
        bank: bank, gate: gate,
        entries.map { $0.map { ($0.instance + shift.instances[bank], $0.weight) } })
    case .current(let entries):
      .current(
        entries.map { $0.map { ($0.bank, $0.index, $0.instance + shift.instances[$0.bank]) } })
    }
  }
}
