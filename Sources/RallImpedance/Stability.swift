internal import RallCable
internal import RallNumerics

/// Whether a cell at rest comes back to it, with its gates at work.
///
/// A small disturbance of rest is a sum of modes e^(st), whose s are the zeros of the determinant of all
/// admittances, taken at s in place of jω. Those that grow have a positive real part, and no pole is there,
/// since a gate alone always comes back. So the angle of the determinant turns by (π/2)(n − 2·growing) when
/// the frequency goes from 0 to infinity along the imaginary axis (Cauchy's argument principle; Nyquist
/// 1932), n being the number of capacitances. The determinant is the product of the pivots of the tree, so
/// its turn is the sum of theirs, and each is followed in steps of the frequency that are cut until none
/// turns by more than a sixth of a turn.
package enum Stability: Sendable, Hashable {
  case stable
  /// So many modes grow; those that grow as a sine come in two.
  case unstable(growing: Int)
  /// A pivot comes too near to zero, as where a mode neither grows nor decays; or nobody waited.
  case unknown

  /// - Parameter proceed: asked at every frequency; false leaves it unknown.
  package init(of model: QuasiActiveCell, proceed: () -> Bool = { true }) {
    if model.isPassive {
      self = .stable
      return
    }
    guard let growing = model.growingModes(proceed) else {
      self = .unknown
      return
    }
    self = growing == 0 ? .stable : .unstable(growing: growing)
  }
}

extension QuasiActiveCell {
  /// How many frequencies are looked at before it is given up.
  private static let mostSteps = 3000

  fileprivate func growingModes(_ proceed: () -> Bool) -> Int? {
    let sheaths = cell.periaxonal?.capacitance.count { $0 > 0 } ?? 0
    let capacitances = cell.capacitance.count { $0 > 0 } + sheaths
    let (fastest, sum) = rates
    // Beyond it what is left of the turn is the sum of the rates over the angular frequency: 0.02.
    let end = 10 * max(fastest, sum)
    var turn = 0.0
    var (frequency, pivots) = (0.0, pivots(at: 0))
    var (next, ratio) = (1e-9 * fastest, Self.widest)
    for _ in 0..<Self.mostSteps {
      guard proceed() else { return nil }
      let there = self.pivots(at: next)
      if let turned = Self.turn(from: pivots, to: there) {
        turn += turned
        (frequency, pivots) = (next, there)
        guard frequency < end else { break }
        ratio = min(ratio * ratio, frequency > 100 * fastest ? 10 : Self.widest)
        next = frequency * ratio
      } else if frequency == 0 {
        next /= 8
      } else {
        ratio = ratio.squareRoot()
        next = frequency * ratio
      }
    }
    let growing = (Double(capacitances) - turn / (.pi / 2)) / 2
    guard frequency >= end, abs(growing - growing.rounded()) < 0.1, growing > -0.5 else {
      return nil
    }
    return Int(growing.rounded())
  }

  /// The widest step of the frequency where something may happen in between, as a ratio: gates and cables
  /// bend over a decade.
  private static let widest = 1.5

  /// The pivots of an elimination from the tips inwards at a frequency in 1/ms; two unknowns of a vertex have
  /// their determinant in common.
  private func pivots(at frequency: Double) -> [ComplexNumber] {
    var behind = vertices(membrane: membrane(at: frequency), sheath: sheath(at: frequency))
    var pivots = [ComplexNumber](repeating: .zero, count: behind.count)
    for row in cell.axial.parent.indices.reversed() {
      let parent = Int(cell.axial.parent[row])
      let cable = parent >= 0 ? cables[row] : FibreCable(axial: 0, space: 0)
      pivots[row] = behind[row].pivot(with: cable)
      if parent >= 0 { behind[parent] = behind[parent] + behind[row].seen(through: cable) }
    }
    return pivots
  }

  /// By how much all pivots turn together; nil where one turns by more than a sixth of a turn.
  private static func turn(from here: [ComplexNumber], to there: [ComplexNumber]) -> Double? {
    var sum = 0.0
    for (a, b) in zip(here, there) {
      let along = a.real * b.real + a.imaginary * b.imaginary
      let across = a.real * b.imaginary - a.imaginary * b.real
      guard along > 0, abs(across) <= 1.732 * along else { return nil }
      sum += ComplexNumber(along, across).phase
    }
    return sum
  }

  /// No rate of a mode is larger than about the first, 1/ms; the second is about the sum of all.
  private var rates: (fastest: Double, sum: Double) {
    var along = cell.axialDiagonal
    if let outer = cell.periaxonal {
      for (row, parent) in cell.axial.parent.enumerated() where parent >= 0 {
        along[row] += outer.coupling[row]
        along[Int(parent)] += outer.coupling[row]
      }
    }
    var (fastest, sum) = (gateRate, 0.0)
    for vertex in 0..<cell.count {
      let inner = abs(heldConductance[vertex]) + along[vertex]
      let outer = cell.periaxonal.map { ($0.conductance[vertex], $0.capacitance[vertex]) }
      for (conductance, capacitance) in [
        (inner, cell.capacitance[vertex]), (inner + (outer?.0 ?? 0), outer?.1 ?? 0),
      ] where capacitance > 0 {
        fastest = max(fastest, conductance / capacitance)
        sum += conductance / capacitance
      }
    }
    return (fastest, sum)
  }
}
