extension SquidMembrane {
  /// The rate in Hz at which the membrane fires for ever after a step of `current` µA/cm² from rest;
  /// none where it falls silent.
  ///
  /// The intervals between passages of −30 mV are followed until they no longer change. The protocol
  /// matters: between the fold of cycles and the lower Hopf current, rest and firing are both stable.
  public func firingRate(current: Double) -> Double? {
    let solver = Extrapolation(rate: { self.patchRates($0, current: current) })
    let start = steadyState(at: restingVoltage)
    var times: [Double] = []
    var settled: Double?
    solver.run(from: start, for: 10_000) { step in
      if step.start[0] < -30, step.end[0] >= -30 {
        times.append(solver.moment(in: step) { $0[0] >= -30 }.time)
        let intervals = zip(times.suffix(3), times.suffix(3).dropFirst()).map { $1 - $0 }
        if intervals.count == 2, abs(intervals[1] - intervals[0]) < 1e-11 * intervals[1] {
          settled = intervals[1]
        }
      }
      return settled == nil && step.time < (times.last ?? 0) + 100
    }
    return settled.map { 1000 / $0 }
  }
}
