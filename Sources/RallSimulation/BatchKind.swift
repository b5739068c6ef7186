package import RallCable
internal import RallKernel
internal import RallMembrane
internal import RallModel

/// What runs must have in common to be stepped as one: every step, and the kinds of membrane.
package struct BatchKind: Sendable, Hashable {
  private let grid: TimeGrid
  private let accuracy: RunSettings.Accuracy
  /// That of a pair, which looks for spikes at all cells alike.
  private let lowestThreshold: Double?
  private let banks: [Bank.Kind]

  /// Nil where a run is best stepped alone: on a cell that fills the lanes by itself, one so long that it
  /// is cut into pieces, under a field, or on a double cable.
  package init?(_ cell: LoweredCell, _ plan: Plan) {
    guard cell.count <= Self.largest, cell.periaxonal == nil, plan.fields.isEmpty else {
      return nil
    }
    let schedule = LaneSchedule(cell.axial)
    guard schedule.joints.isEmpty, schedule.slots >= cell.count + cell.count / 16 else {
      return nil
    }
    grid = plan.grid
    accuracy = plan.accuracy
    lowestThreshold = plan.accuracy == .richardson ? plan.lowestThreshold : nil
    banks = cell.banks.map(\.kind)
  }

  /// How many compartments a batch is to have at the most: so many stay in a core's own cache.
  private static let largest = 4096

  /// How many cells of so many compartments are best taken at once.
  package static func count(compartments: Int) -> Int {
    max(1, min(64, largest / max(1, compartments)))
  }
}
