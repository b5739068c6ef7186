internal import RallNumerics

/// One published rate at a pack of potentials, 1/ms, and the slope of its logarithm, 1/mV.
///
/// The steady state and what a gate gives to a small signal need only the logarithms:
/// x∞ = 1/(1 + β/α), so x∞′ = x∞(1 − x∞)·((ln α)′ − (ln β)′). What steps a gate does not read the
/// slopes, and the compiler leaves them out.
struct Rate {
  var value: Lanes
  let logSlope: Lanes

  /// `a·e^((v − v₀)/s)`.
  @inline(always)
  static func exponential(_ a: Double, _ v: Lanes, from v0: Double, per s: Double) -> Rate {
    Rate(value: a * Lanes.exp((v - v0) * (1 / s)), logSlope: Lanes(repeating: 1 / s))
  }

  /// `a/(1 + e^(−(v − v₀)/s))`: rises with v where s is positive.
  @inline(always)
  static func sigmoid(_ a: Double, _ v: Lanes, from v0: Double, per s: Double) -> Rate {
    let closed = Lanes.exp((v - v0) * (-1 / s))
    let share = 1 / (1 + closed)
    return Rate(value: a * share, logSlope: (1 - share) * (1 / s))
  }

  /// `a·(v − v₀)/(1 − e^(−(v − v₀)/s))`, and a·s at v₀: grows as a line where (v − v₀)/s is large.
  @inline(always)
  static func linear(_ a: Double, _ v: Lanes, from v0: Double, per s: Double) -> Rate {
    let u = (v - v0) * (-1 / s)
    let share = Lanes.exprelr(u)
    return Rate(value: a * s * share, logSlope: exprelrLogSlope(u, share) * (-1 / s))
  }

  /// (ln exprelr)′ at u: (1 − u − exprelr(u))/u, which is −½ at 0.
  @inline(always)
  static func exprelrLogSlope(_ u: Lanes, _ exprelr: Lanes) -> Lanes {
    let u2 = u * u
    // Near 0 the difference cancels; there the series is exact to u⁷/1209600.
    let curve: Lanes = 1 / 720.0 - u2 * (1 / 30240.0)
    let series: Lanes = -0.5 - u * (1 / 12.0 - u2 * curve)
    return ((1 - u - exprelr) / u).replacing(with: series, where: u2 .< 0.01)
  }
}

/// The opening and closing rates of a gate: dx/dt = α(1 − x) − βx.
struct GateRates {
  let opening: Rate
  let closing: Rate

  /// Both rates `factor` times as fast.
  @inline(always)
  init(_ opening: Rate, _ closing: Rate, times factor: Double = 1) {
    self.opening = Rate(value: opening.value * factor, logSlope: opening.logSlope)
    self.closing = Rate(value: closing.value * factor, logSlope: closing.logSlope)
  }

  /// α/(α + β).
  @inline(always)
  var steady: Lanes { opening.value / (opening.value + closing.value) }

  /// dx∞/dv, 1/mV.
  @inline(always)
  var steadySlope: Lanes {
    let sum = opening.value + closing.value
    return opening.value * closing.value / (sum * sum) * (opening.logSlope - closing.logSlope)
  }

  /// 1/(α + β), ms.
  @inline(always)
  var timeConstant: Lanes { 1 / (opening.value + closing.value) }

  /// A gate after `step` ms with its rates held.
  @inline(always)
  func relaxed(_ gate: Lanes, _ step: Double) -> Lanes {
    let steady = steady
    return steady + (gate - steady) * Lanes.exp((opening.value + closing.value) * -step)
  }
}
