internal import RallCable

/// A potential that can be recorded: what it is made of.
package enum RecordedPotential: String, Sendable, CaseIterable {
  /// Across the axolemma.
  case axolemma = "v"
  case inside = "v_inside"
  case periaxonal = "v_periaxonal"
  /// Across the sheath.
  case sheath = "v_sheath"

  /// True of one that is nowhere but under a sheath.
  var needsSheath: Bool { self == .periaxonal || self == .sheath }

  /// True where the axolemma's is a part of it.
  var hasAxolemma: Bool { self == .axolemma || self == .inside }

  /// True where the sheath's is a part of it.
  var hasSheath: Bool { self != .axolemma }

  /// Those that a cell has.
  static func known(_ cell: LoweredCell) -> [RecordedPotential] {
    allCases.filter { cell.periaxonal != nil || !$0.needsSheath }
  }

  /// Where it is read; nil where there is no such. Between a sheathed vertex and one that is not it
  /// goes to the outside's at the latter, where the periaxonal space ends.
  func places(_ probes: [LoweredCell.Probe], _ cell: LoweredCell) -> [LoweredCell.Probe?] {
    guard needsSheath, let outer = cell.periaxonal else { return probes }
    return probes.map { outer.isSheathed[$0.first] || outer.isSheathed[$0.second] ? $0 : nil }
  }

  /// Its value in a sample, mV.
  func read(_ probe: LoweredCell.Probe, in sample: borrowing Sample) -> Double {
    var sum = 0.0
    if hasAxolemma { sum += probe.read(sample.v) }
    if hasSheath, !sample.sheath.isEmpty { sum += probe.read(sample.sheath) }
    return sum
  }

  /// What a plot would print beside the axis.
  func longName(isDouble: Bool) -> String {
    switch self {
    case .axolemma:
      isDouble ? "membrane potential, across the axolemma" : "membrane potential"
    case .inside: "potential inside, against the outside"
    case .periaxonal: "potential under the sheath, against the outside"
    case .sheath: "potential across the sheath"
    }
  }
}
