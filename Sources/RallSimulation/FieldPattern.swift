internal import RallCable
internal import RallNumerics

/// A potential outside along a cell, and what it drives along it.
///
/// With potentials counted from the outside of their own place, the currents along the cable,
/// −A (V − Vₑ) − A Vₑ, have the second part as what is injected from without; the membrane knows
/// nothing of it. So no potential across a membrane jumps where Vₑ does.
struct FieldPattern: Sendable {
  /// mV at each vertex.
  private(set) var outside: [Double]
  /// Into each vertex inside, nA.
  private(set) var inside: [Double]
  /// Into the periaxonal space of each vertex, nA; empty where no cable is double.
  private(set) var periaxonal: [Double]

  init(_ outside: [Double], on cell: LoweredCell) {
    self.outside = outside
    inside = Self.currents(outside, cell.axial.parent, cell.axial.coupling)
    periaxonal =
      cell.periaxonal.map { Self.currents(outside, cell.axial.parent, $0.coupling) } ?? []
  }

  /// The same without any strength.
  var none: FieldPattern {
    var copy = self
    copy.outside = outside.map { _ in 0 }
    copy.inside = copy.outside
    copy.periaxonal = periaxonal.map { _ in 0 }
    return copy
  }

  /// Edge by edge, so that what is the same at both ends drives nothing, not even by rounding.
  private static func currents(
    _ potential: [Double], _ parents: [Int32], _ coupling: [Double]
  ) -> [Double] {
    var currents = [Double](repeating: 0, count: potential.count)
    for (row, parent) in parents.enumerated() where parent >= 0 {
      let current = coupling[row] * (potential[Int(parent)] - potential[row])
      currents[row] += current
      currents[Int(parent)] -= current
    }
    return currents
  }

  /// Adds another one, `share` of it.
  mutating func add(_ other: FieldPattern, times share: Double) {
    Self.add(other.outside, times: share, to: &outside)
    Self.add(other.inside, times: share, to: &inside)
    Self.add(other.periaxonal, times: share, to: &periaxonal)
  }

  /// Adds where sums are wanted; an empty list wants none.
  static func add(_ values: [Double], times share: Double, to sums: inout [Double]) {
    guard !sums.isEmpty else { return }
    for i in values.indices { sums[i] += share * values[i] }
  }
}
