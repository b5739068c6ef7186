/// An action potential of a space-clamped squid membrane.
public struct SquidSpike: Sendable, Equatable {
  /// The highest voltage, in mV, and when, in ms after the jump.
  public let peak: (voltage: Double, time: Double)
  /// The lowest voltage after the peak, in mV, and when, in ms after the jump.
  public let trough: (voltage: Double, time: Double)

  /// The same extrema.
  public static func == (a: Self, b: Self) -> Bool { a.peak == b.peak && a.trough == b.trough }
}

extension SquidMembrane {
  /// What follows a jump of the voltage by `jump` mV from rest at time 0: the first maximum and the
  /// first minimum after it. None where the voltage falls at once.
  public func response(toJump jump: Double) -> SquidSpike? {
    var state = steadyState(at: restingVoltage)
    state[0] += jump
    let solver = Extrapolation(rate: { self.patchRates($0, current: 0) })
    func rising(_ state: State) -> Bool { ionicCurrent(state) < 0 }
    var rose = rising(state)
    var peak: (Double, Double)?
    var trough: (Double, Double)?
    solver.run(from: state, for: 100) { step in
      let rises = rising(step.end)
      defer { rose = rises }
      guard rises != rose else { return true }
      let turn = solver.moment(in: step) { rising($0) == rises }
      if !rises {
        peak = (turn.state[0], turn.time)
      } else if peak != nil {
        trough = (turn.state[0], turn.time)
      }
      return trough == nil
    }
    guard let peak, let trough else { return nil }
    return SquidSpike(peak: peak, trough: trough)
  }

  /// The smallest jump of the voltage from rest, in mV, after which it passes −20 mV.
  ///
  /// The membrane has no threshold in the strict sense; responses of every size exist, but between
  /// jumps that differ by far less than 1e-9 mV.
  public var thresholdJump: Double {
    boundary(from: 2, to: 30) { jump in (response(toJump: jump)?.peak.voltage ?? -100) > -20 }
  }
}
