import Foundation
import RallUnits

/// How far a number may be from its reference.
enum Tolerance: Sendable, Hashable {
  /// As a share of the reference.
  case relative(Double)
  /// In the unit of the number.
  case absolute(Double)

  /// The distance, in the terms of this tolerance.
  func error(of ours: Double, from reference: Double) -> Double {
    switch self {
    case .relative: abs(ours / reference - 1)
    case .absolute: abs(ours - reference)
    }
  }

  /// The bound itself, a share or a distance.
  var bound: Double {
    switch self {
    case .relative(let bound), .absolute(let bound): bound
    }
  }

  /// True where the bound is a share, and has no unit.
  var isRelative: Bool {
    switch self {
    case .relative: true
    case .absolute: false
    }
  }

  /// A number with two digits more than the tolerance can tell apart, fourteen at most.
  func print(_ value: Double, beside reference: Double) -> String {
    let least = isRelative ? bound * abs(reference) : bound
    let largest = max(abs(reference), abs(value), least)
    guard least > 0, largest.isFinite else { return decimal(value) }
    if largest < 100 * least, largest < 1e-3 { return Self.short(value) }
    let size = Int(log10(largest).rounded(.down))
    let decimals = min(2 - Int(log10(least).rounded(.down)), 13 - size)
    return String(format: "%.\(max(0, decimals))f", value)
  }

  /// Two digits, as in `2.1e-5`, which is all that is known of an error; a power of ten alone.
  static func short(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return value == 0 ? "0" : "\(value)" }
    let parts = String(format: "%.1e", value).split(separator: "e")
    let exponent = Int(parts[1]) ?? 0
    if (-2...2).contains(exponent) { return String(format: "%.2g", value) }
    let digits = parts[0].hasSuffix(".0") ? parts[0].dropLast(2) : parts[0]
    return "\(digits)e\(exponent)"
  }
}
