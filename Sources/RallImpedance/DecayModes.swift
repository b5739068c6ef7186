internal import RallCable
internal import RallNumerics

/// How a small disturbance of the resting cell dies away, with the gates held: as a sum of
/// exponentials, of which these are the slowest.
///
/// The rates μ (1/ms) are those of G x = μ C x, the conductances G along and across the membranes
/// against their capacitances C. How many lie below a rate is how many pivots of G − μC are negative
/// (Sylvester's law of inertia), in one sweep along the tree; halving encloses each to rounding. No
/// rate is missed, and equal ones are counted as often as they occur.
///
/// Gates at work add slower or faster exponentials, and sines; they are not modelled.
/// Rall 1969, Biophys J 9:1483.
package struct DecayModes: Sendable {
  /// The time constants 1/μ, slowest first, ms; negative where a disturbance grows, and infinite where
  /// it stays.
  package let timeConstants: [Double]
  /// How many there are in all: one for each membrane that has a capacitance.
  package let total: Int

  /// The slowest modes, `count` of them, or all where there are fewer.
  ///
  /// `proceed` is asked at every count; nil where it says no.
  package init?(_ model: QuasiActiveCell, count: Int, proceed: () -> Bool = { true }) {
    let cell = model.cell
    let sheaths = cell.periaxonal?.capacitance.count { $0 > 0 } ?? 0
    total = cell.capacitance.count { $0 > 0 } + sheaths
    let wanted = min(count, total)
    let fastest = zip(model.heldConductance, cell.capacitance).map { $0 / $1 }.max() ?? 1
    var bounds = (low: 0.0, high: max(fastest, 1e-6))
    while model.decays(slowerThan: bounds.low) > 0 { bounds.low = 2 * bounds.low - bounds.high }
    while model.decays(slowerThan: bounds.high) < wanted { bounds.high *= 2 }
    var rates: [Double] = []
    guard
      model.encloseDecays(
        between: bounds, below: (0, model.decays(slowerThan: bounds.high)), upTo: wanted,
        into: &rates, proceed)
    else { return nil }
    timeConstants = rates.map { abs($0) < .leastNormalMagnitude ? .infinity : 1 / $0 }
  }
}

extension QuasiActiveCell {
  /// How many decays have rates below `rate`, 1/ms.
  fileprivate func decays(slowerThan rate: Double) -> Int {
    func less(_ conductance: [Double], _ capacitance: [Double]) -> [ComplexNumber] {
      zip(conductance, capacitance).map { ComplexNumber($0 - rate * $1) }
    }
    let sheath = cell.periaxonal.map { less($0.conductance, $0.capacitance) } ?? []
    var behind = vertices(membrane: less(heldConductance, cell.capacitance), sheath: sheath)
    var negative = 0
    for row in cell.axial.parent.indices.reversed() {
      let parent = Int(cell.axial.parent[row])
      let cable = parent >= 0 ? cables[row] : FibreCable(axial: 0, space: 0)
      // A pivot of 0 says that the rate is one of a part of the tree, and is no rate of the whole.
      guard let pivots = behind[row].negativePivots(with: cable) else {
        return decays(slowerThan: rate.nextUp)
      }
      negative += pivots
      if parent >= 0 { behind[parent] = behind[parent] + behind[row].seen(through: cable) }
    }
    return negative
  }

  /// Finds the rates within bounds, of which so many lie below each, to rounding; false where it was asked
  /// to stop.
  fileprivate func encloseDecays(
    between bounds: (low: Double, high: Double), below: (low: Int, high: Int), upTo wanted: Int,
    into rates: inout [Double], _ proceed: () -> Bool
  ) -> Bool {
    guard below.low < below.high, below.low < wanted else { return true }
    guard proceed() else { return false }
    let middle = bounds.low + (bounds.high - bounds.low) / 2
    let size = max(abs(bounds.low), abs(bounds.high))
    if bounds.high - bounds.low <= 4 * size.ulp || middle <= bounds.low || middle >= bounds.high {
      for _ in below.low..<min(below.high, wanted) { rates.append(middle) }
      return true
    }
    let count = min(max(decays(slowerThan: middle), below.low), below.high)
    return encloseDecays(
      between: (bounds.low, middle), below: (below.low, count), upTo: wanted, into: &rates, proceed)
      && encloseDecays(
        between: (middle, bounds.high), below: (count, below.high), upTo: wanted, into: &rates,
        proceed)
  }
}
