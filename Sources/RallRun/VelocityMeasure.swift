internal import RallAnalysis
internal import RallCable
internal import RallModel
internal import RallMorphology
internal import RallSimulation
internal import RallUnits

/// The speed of the first spike along a path, or along each branch of a myelinated axon.
struct VelocityMeasure {
  private let name: String
  private let ways: [ConductionWay]
  /// True where every branch has a row of its own.
  private let isBranched: Bool
  /// What a plan must watch.
  let watch: Plan.Watch

  /// More points than this on a path tell no more of the speed along it.
  private static let mostPoints = 256

  /// Nil where no way leads from one place to the other.
  init?(_ name: String, from: Location, to: Location, above level: Voltage, in cell: LoweredCell) {
    let path = TreePath(from: from, to: to, in: cell).thinned(to: Self.mostPoints)
    guard path.length > 0 else { return nil }
    self.init(
      name, [ConductionWay(path, in: cell)], path.probes, above: level, isBranched: false)
  }

  /// From node to node; nil where no way leads from one to the other.
  init?(
    _ name: String, fromNode from: Int, to: Int, of nodes: NodeTree, above level: Voltage,
    in cell: LoweredCell
  ) {
    let path = nodes.path(from: from, to: to)
    guard path.count > 1 else { return nil }
    let way = ConductionWay(path, of: nodes, in: cell)
    self.init(name, [way], nodes.probes, above: level, isBranched: false)
  }

  /// Along every branch that has two nodes or more; nil where none has. A branch's velocity is that over
  /// its whole internodes: the last one may be short, and before a fork or a tip a spike is not as fast
  /// as on the way.
  init?(_ name: String, of nodes: NodeTree, above level: Voltage, in cell: LoweredCell) {
    let branches = nodes.branches.filter { $0.points.count > 1 }
    guard !branches.isEmpty else { return nil }
    self.init(
      name,
      branches.map {
        ConductionWay(
          $0.points, of: nodes, in: cell, fitted: nodes.wholePart(of: $0.points), isTip: $0.isTip)
      },
      nodes.probes, above: level, isBranched: branches.count > 1)
  }

  private init(
    _ name: String, _ ways: [ConductionWay], _ probes: [LoweredCell.Probe], above level: Voltage,
    isBranched: Bool
  ) {
    self.name = name
    self.ways = ways
    self.isBranched = isBranched
    watch = Plan.Watch(probes, above: level)
  }

  /// The answer, from what the run saw at the points of the watch.
  func result(_ sight: ConductionSight) -> MeasureResult {
    let runs = ways.map { ConductionRun(along: $0, sight) }
    var values = runs.flatMap { $0.values(place: isBranched ? $0.way.name : "") }
    var remarks = runs.compactMap(\.remark)
    if isBranched {
      let tips = runs.filter(\.way.isTip)
      let reached = tips.count(where: \.hasArrived)
      values += [
        .init(quantity: "tipsReached", value: Double(reached), unit: "1"),
        .init(quantity: "tips", value: Double(tips.count), unit: "1"),
      ]
      remarks = Self.summary(of: runs)
    }
    return MeasureResult(
      name: name, .conductionVelocity, values: values, series: series(runs),
      remark: remarks.isEmpty ? nil : remarks.joined(separator: "; "))
  }

  /// More failures than this are counted, and not told one by one.
  private static let mostFailures = 5

  /// Where spikes failed; branches that none came to are counted.
  private static func summary(of runs: [ConductionRun]) -> [String] {
    let silent = runs.count { $0.outcome == .absent }
    guard silent < runs.count else { return ["no spike passed any node"] }
    let failed = runs.filter { $0.outcome != .absent }
      .compactMap { run in run.remark.map { "\(run.way.name): \($0)" } }
    var lines = Array(failed.prefix(mostFailures))
    if failed.count > mostFailures {
      lines.append(
        "spikes failed in \(counted(failed.count - mostFailures, "more branch", "more branches"))")
    }
    if silent > 0 {
      lines.append("no spike came to \(counted(silent, "branch", "branches"))")
    }
    return lines
  }

  /// Point by point: positions, arrivals, peaks, and the delay to each from the one before. One branch
  /// stands behind another, and a fork in each of its branches.
  private func series(_ runs: [ConductionRun]) -> [MeasureResult.Series] {
    func column(
      _ quantity: String, _ unit: String, _ values: (ConductionRun) -> [Double]
    ) -> MeasureResult.Series {
      .init(quantity: quantity, unit: unit, values: runs.flatMap(values))
    }
    var series = [
      column("position", "um") { $0.way.distances },
      column("arrival", "ms") { $0.arrivals },
      column("delay", "ms") { $0.delays },
      column("peak", "mV") { $0.peaks },
    ]
    if ways.contains(where: { $0.nodes != nil }) {
      series.insert(column("node", "1") { $0.way.nodes?.map(Double.init) ?? [] }, at: 0)
    }
    if isBranched {
      let numbers = runs.enumerated().flatMap { number, run in
        run.way.points.map { _ in Double(number) }
      }
      series.insert(.init(quantity: "branch", unit: "1", values: numbers), at: 0)
    }
    return series
  }
}
