package import RallNumerics

/// What a bank answers to a small signal about `bank.v` with its gates at their steady state there.
///
/// To a change of the potential of `e^(jωt)` mV each instance answers with a current of
///
///     y(ω) = g + Σ k/(1 + jωτ)
///
/// where g (µS) is the slope with the gates held, and a gate x with current i(v, x) and time constant
/// τ = 1/(α + β) (ms) brings the gain k = ∂i/∂x · dx∞/dv (µS). At ω = 0 that is the slope of the steady
/// current; far above 1/τ the gates no longer follow.
///
/// Mauro, Conti, Dodge and Schor 1970, doi:10.1085/jgp.55.4.497; Koch 1984, doi:10.1007/BF00317936.
package struct LinearisedMembrane: Sendable {
  /// The steady current outwards, nA.
  package var current: [Lanes]
  /// g, µS.
  package var conductance: [Lanes]
  /// k of each gate, µS; that of gate q and pack p stands at q·packs + p, as in the bank.
  package var gains: [Lanes]
  /// τ of each gate, ms, in the same places.
  package var timeConstants: [Lanes]

  /// Nothing yet, in the size of a bank.
  init(for bank: Bank) {
    let zero = Lanes(repeating: 0)
    current = Array(repeating: zero, count: bank.packs)
    conductance = current
    gains = Array(repeating: zero, count: bank.gates.count)
    timeConstants = gains
  }

  /// What gate number `gate` brings in a pack: its effect on the current, nA for the whole of the gate,
  /// times the slope of its steady state, at its own pace.
  @inline(always)
  mutating func set(_ gate: Int, _ pack: Int, effect: Lanes, _ rates: GateRates) {
    let place = gate * current.count + pack
    gains[place] = effect * rates.steadySlope
    timeConstants[place] = rates.timeConstant
  }

  /// The slope of the steady current, g + Σk, µS.
  package var steadySlope: [Lanes] {
    var slope = conductance
    for (place, gain) in gains.enumerated() { slope[place % slope.count] += gain }
    return slope
  }
}

extension MechanismKernel {
  package static var lineBendsWithPotential: Bool { false }

  /// The steady current (nA) and its slope against v (µS) with all gates free to follow: what is left
  /// of the line at zero frequency. Written to `bank.drive` and `bank.conductance`.
  package static func steadyLine(_ bank: inout Bank) {
    let linearised = linearised(&bank)
    bank.drive = linearised.current
    bank.conductance = linearised.steadySlope
  }
}
