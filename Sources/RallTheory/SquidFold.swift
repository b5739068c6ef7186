/// The lowest steady current at which a squid membrane can fire for ever.
public struct CycleFold: Sendable, Hashable {
  /// In µA/cm².
  public let current: Double
  /// Of the firing, in Hz.
  public let frequency: Double
}

extension SquidMembrane {
  /// Where the stable and the unstable cycle of spikes meet and end, sought from a current in
  /// µA/cm², above it, at which a step from rest makes the membrane fire for ever.
  ///
  /// A cycle is a fixed point of the gates (m, h, n) from one rise through −40 mV to the next. Along
  /// the branch of cycles the current is a smooth function of n with its minimum at the fold, where
  /// the current itself is no good parameter: Newton's method finds (m, h, current) for a given n,
  /// and a parabola through three of them the minimum.
  public func cycleFold(below current: Double) -> CycleFold? {
    guard var middle = settledCycle(current: current) else { return nil }
    var step = 4e-3
    for _ in 0..<40 {
      guard let tangent = tangent(at: middle) else { return nil }
      func cycle(_ n: Double) -> Cycle? { self.cycle(near: middle, along: tangent, at: n) }
      let n = middle.gates[2]
      guard let left = cycle(n - step), let right = cycle(n + step) else { return nil }
      let bend = left.current - 2 * middle.current + right.current
      let tilt = (right.current - left.current) / 2
      let move = bend > 0 ? -tilt / bend : tilt < 0 ? 1 : -1
      guard let next = cycle(n + step * min(1, max(-1, move))) else { return nil }
      let settled = abs(next.current - middle.current) < 1e-8
      middle = next
      if settled { return CycleFold(current: middle.current, frequency: 1000 / middle.period) }
      if abs(move) < 1 { step = max(step / 4, 2e-4) }
    }
    return nil
  }

  private struct Cycle {
    var gates: SIMD3<Double>
    var current: Double
    var period: Double
  }

  private static let section = -40.0

  /// The gates and the time at the next rise through the section.
  private func nextRise(from gates: SIMD3<Double>, current: Double)
    -> (gates: SIMD3<Double>, time: Double)?
  {
    let solver = Extrapolation(rate: { self.patchRates($0, current: current) })
    let start = State(Self.section, gates[0], gates[1], gates[2], 0, 0, 0, 0)
    var rise: (gates: SIMD3<Double>, time: Double)?
    solver.run(from: start, for: 200) { step in
      guard step.time > 0, step.start[0] < Self.section, step.end[0] >= Self.section else {
        return true
      }
      let (time, y) = solver.moment(in: step) { $0[0] >= Self.section }
      rise = (SIMD3(y[1], y[2], y[3]), time)
      return false
    }
    return rise
  }

  /// The stable cycle that a step of current from rest leads to.
  private func settledCycle(current: Double) -> Cycle? {
    let rest = steadyState(at: restingVoltage)
    var gates = SIMD3(rest[1], rest[2], rest[3])
    var period = 0.0
    for _ in 0..<30 {
      guard let next = nextRise(from: gates, current: current) else { return nil }
      (gates, period) = next
    }
    return Cycle(gates: gates, current: current, period: period)
  }

  /// The derivatives of what a cycle misses itself by, with m, h and the current.
  private func tangent(at cycle: Cycle) -> [SIMD3<Double>]? {
    guard let here = nextRise(from: cycle.gates, current: cycle.current) else { return nil }
    var columns: [SIMD3<Double>] = []
    for unknown in 0..<3 {
      var moved = cycle
      let nudge = unknown == 2 ? 1e-5 : 1e-6
      if unknown == 2 { moved.current += nudge } else { moved.gates[unknown] += nudge }
      guard let there = nextRise(from: moved.gates, current: moved.current) else { return nil }
      columns.append(((there.gates - moved.gates) - (here.gates - cycle.gates)) / nudge)
    }
    return columns
  }

  /// The cycle with a given n at the section, by Newton's method with the derivatives of one nearby,
  /// which each step improves (Broyden 1965, doi:10.1090/S0025-5718-1965-0198670-6).
  private func cycle(near guess: Cycle, along tangent: [SIMD3<Double>], at n: Double) -> Cycle? {
    var cycle = guess
    var tangent = tangent
    var step = SIMD3<Double>.zero
    cycle.gates[2] = n
    for _ in 0..<40 {
      guard let here = nextRise(from: cycle.gates, current: cycle.current) else { return nil }
      cycle.period = here.time
      let miss = here.gates - cycle.gates
      let length = (step * step).sum()
      if length > 0 {
        for unknown in 0..<3 { tangent[unknown] += step[unknown] / length * miss }
      }
      step =
        SIMD3(
          determinant(-miss, tangent[1], tangent[2]), determinant(tangent[0], -miss, tangent[2]),
          determinant(tangent[0], tangent[1], -miss))
        / determinant(tangent[0], tangent[1], tangent[2])
      cycle.gates += SIMD3(step[0], step[1], 0)
      cycle.current += step[2]
      guard cycle.gates.min() > 0, cycle.gates.max() < 1 else { return nil }
      if abs(step[2]) < 1e-9 { return cycle }
    }
    return nil
  }

  private func determinant(_ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>) -> Double {
    a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0])
      + a[2] * (b[0] * c[1] - b[1] * c[0])
  }
}
