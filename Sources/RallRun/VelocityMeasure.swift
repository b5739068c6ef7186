internal import RallAnalysis
internal import RallCable
internal import RallModel
internal import RallMorphology
internal import RallSimulation
internal import RallUnits

/// The speed of the first spike along the path from one place to another.
struct VelocityMeasure {
  private let name: String
  private let path: TreePath
  private let columns: [Column]
  /// What a plan must watch: every point of the path.
  let watch: Plan.Watch

  /// More points than this on a path tell no more of the speed along it.
  private static let mostPoints = 256

  /// Nil where no way leads from one place to the other.
  init?(_ name: String, from: Location, to: Location, above level: Voltage, in cell: LoweredCell) {
    path = TreePath(from: from, to: to, in: cell).thinned(to: Self.mostPoints)
    guard path.length > 0 else { return nil }
    self.name = name
    columns = path.probes.map { cell.columns[$0.nearest] }
    watch = Plan.Watch(path.probes, above: level)
  }

  /// The answer, from the spikes at the points of the path.
  func result(_ spikes: [RallModel.Spike]) -> MeasureResult {
    var passages = [[Time]](repeating: [], count: path.probes.count)
    for spike in spikes { passages[spike.point].append(spike.time) }
    let found = Conduction(
      positions: path.distances.map { Length(coherent: $0) },
      passages: passages.map { $0.sorted() })
    return MeasureResult(
      name: name, .conductionVelocity,
      values: found.velocity.map {
        [
          .init(
            value: abs($0.value(in: .metresPerSecond)), unit: "m/s",
            standardError: found.standardError?.value(in: .metresPerSecond))
        ]
      } ?? [],
      series: [
        .init(quantity: "position", unit: "um", values: path.distances),
        .init(
          quantity: "arrival", unit: "ms",
          values: found.arrivals.map { $0?.value(in: .ms) ?? .nan }),
      ], remark: remark(found.outcome))
  }

  /// What became of the spike, with the place, where it did not travel the whole path.
  private func remark(_ outcome: Conduction.Outcome) -> String? {
    switch outcome {
    case .travelled: return nil
    case .stopped(let point), .outOfOrder(let point):
      let column = columns[point]
      return "\(outcome), \(decimal(path.distances[point].rounded())) um along it "
        + "(section \(column.section), path distance \(decimal(column.pathDistance.rounded())) um)"
    case .absent, .tooShort: return outcome.description
    }
  }
}
