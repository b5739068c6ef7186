internal import RallCable

/// A potential that can be recorded, by its name in an experiment.
package enum RecordedPotential: String, Sendable, CaseIterable {
  /// V inside − V periaxonal, which is V inside − V outside where there is no sheath.
  case axolemma = "v"
  /// Against the ground, far away.
  case inside = "v_inside"
  /// Against the ground.
  case periaxonal = "v_periaxonal"
  /// V periaxonal − V outside.
  case sheath = "v_sheath"
  /// Against the ground: what fields make.
  case outside = "v_outside"

  /// True of one that is nowhere but under a sheath.
  var needsSheath: Bool { self == .periaxonal || self == .sheath }

  /// True where the axolemma's is a part of it.
  var hasAxolemma: Bool { self == .axolemma || self == .inside }

  /// True where the sheath's is a part of it.
  var hasSheath: Bool { self == .inside || needsSheath }

  /// True where the outside's is a part of it.
  var hasOutside: Bool { self != .axolemma && self != .sheath }

  /// Those that have a meaning on a cell: without a double cable and without a field there is one.
  static func known(_ cell: LoweredCell, hasFields: Bool) -> [RecordedPotential] {
    let isDouble = cell.periaxonal != nil
    return allCases.filter { potential in
      switch potential {
      case .axolemma: true
      case .inside: isDouble || hasFields
      case .periaxonal, .sheath: isDouble
      case .outside: hasFields
      }
    }
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
    if hasAxolemma { sum += sample.v.read(probe) }
    if hasSheath, let sheath = sample.sheath { sum += sheath.read(probe) }
    if hasOutside { sum += probe.read(sample.outside) }
    return sum
  }

  /// What a plot would print beside the axis.
  func longName(isDouble: Bool) -> String {
    switch self {
    case .axolemma:
      isDouble ? "membrane potential, across the axolemma" : "membrane potential"
    case .inside: "potential inside, against the ground"
    case .periaxonal: "potential under the sheath, against the ground"
    case .sheath: "potential across the sheath"
    case .outside: "potential outside, against the ground"
    }
  }
}
