internal import RallCable
internal import RallMembrane

extension Plan {
  /// Where a spike might begin or be seen, and be missed by both runs of a pair: under the
  /// electrodes, at the detectors' points, and all over the membrane that has gates.
  static func sentinels(
    _ electrodes: PlannedElectrodes, _ watches: [Watch], on cell: LoweredCell
  ) -> [Int] {
    let excitable = cell.banks.filter { !$0.gates.isEmpty }.map { Set($0.vertex.map(Int.init)) }
    let watched = watches.map { Set($0.probes.map(\.nearest)) }
    let groups = [electrodes.vertices] + watched + excitable
    return Set(groups.flatMap { thinned($0.sorted()) }).sorted()
  }

  /// At most 32, evenly chosen.
  private static func thinned(_ vertices: [Int]) -> [Int] {
    let most = 32
    guard vertices.count > most else { return vertices }
    return (0..<most).map { vertices[$0 * (vertices.count - 1) / (most - 1)] }
  }
}
