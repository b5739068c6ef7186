internal import RallNumerics
internal import RallUnits

/// Hodgkin and Huxley's squid membrane: fast sodium, delayed potassium, leak.
///
///     i = gna·m³h·(v − ena) + gk·n⁴·(v − ek) + gl·(v − el)
///
/// with the rates of the paper in the modern sign, v = −65 − V₁₉₅₂, in 1/ms at 6.3 °C:
///
///     αm = 0.1 (v+40)/(1 − e^−(v+40)/10)     βm = 4 e^−(v+65)/18
///     αh = 0.07 e^−(v+65)/20                  βh = 1/(1 + e^−(v+35)/10)
///     αn = 0.01 (v+55)/(1 − e^−(v+55)/10)    βn = 0.125 e^−(v+65)/80
///
/// All rates grow 3-fold in 10 °C; conductances do not change. The standard leak reversal is
/// −54.3 mV, so that the membrane rests at −64.974 mV; the paper's own V_L = −10.613 is −54.387.
/// Hodgkin and Huxley 1952, doi:10.1113/jphysiol.1952.sp004764.
enum HodgkinHuxley: MechanismKernel {
  static let description = MechanismDescription(
    name: "hh", summary: "squid sodium, potassium and leak; Hodgkin and Huxley 1952",
    parameters: [
      .conductance("gna", 120.mS / .cm2), .conductance("gk", 36.mS / .cm2),
      .conductance("gl", 0.3.mS / .cm2), .reversal("ena", 50.mV), .reversal("ek", -77.mV),
      .reversal("el", -54.3.mV),
    ],
    gates: ["m", "h", "n"], currents: ["ina", "ik", "il"])

  /// Opening and closing rates of one gate, 1/ms.
  private typealias Rates = (opening: Lanes, closing: Lanes)

  /// The rates of m, h and n at `v`, times `factor`.
  @inline(always)
  private static func rates(_ v: Lanes, times factor: Double) -> (m: Rates, h: Rates, n: Rates) {
    let m: Rates = (Lanes.exprelr((v + 40) * -0.1), 4 * Lanes.exp((v + 65) * (-1 / 18.0)))
    let h: Rates = (
      0.07 * Lanes.exp((v + 65) * -0.05), 1 / (1 + Lanes.exp((v + 35) * -0.1))
    )
    let n: Rates = (
      0.1 * Lanes.exprelr((v + 55) * -0.1), 0.125 * Lanes.exp((v + 65) * (-1 / 80.0))
    )
    return (
      (m.opening * factor, m.closing * factor), (h.opening * factor, h.closing * factor),
      (n.opening * factor, n.closing * factor)
    )
  }

  /// How much faster than at 6.3 °C the gates are.
  private static func factor(_ bank: Bank) -> Double {
    Temperature(celsius: bank.celsius).factor(q10: 3, from: 6.3.degC)
  }

  static func settle(_ bank: inout Bank) {
    for pack in bank.v.indices {
      let (m, h, n) = rates(bank.v[pack], times: 1)
      bank.gates[pack] = m.opening / (m.opening + m.closing)
      bank.gates[bank.packs + pack] = h.opening / (h.opening + h.closing)
      bank.gates[2 * bank.packs + pack] = n.opening / (n.opening + n.closing)
    }
  }

  static func advance(_ bank: inout Bank, by step: Double) {
    let factor = factor(bank)
    let packs = bank.packs
    bank.v.withUnsafeBufferPointer { v in
      bank.gates.withUnsafeMutableBufferPointer { gates in
        for pack in 0..<packs {
          let (m, h, n) = rates(v[pack], times: factor)
          let (hPack, nPack) = (pack + packs, pack + 2 * packs)
          gates[pack] = relaxed(gates[pack], m, step)
          gates[hPack] = relaxed(gates[hPack], h, step)
          gates[nPack] = relaxed(gates[nPack], n, step)
        }
      }
    }
  }

  /// A gate after `step` ms with its rates held.
  @inline(always)
  private static func relaxed(_ gate: Lanes, _ rates: Rates, _ step: Double) -> Lanes {
    let sum = rates.opening + rates.closing
    let steady = rates.opening / sum
    return steady + (gate - steady) * Lanes.exp(sum * -step)
  }

  static func laneForm(_ bank: Bank) -> LaneForm {
    LaneForm(
      mechanism: .hh, columns: [bank.whole(0), bank.whole(1), bank.local(3), bank.local(4)],
      speed: [factor(bank)], stillConductance: bank.whole(2), stillDrive: bank.leakDrive(2, 5))
  }

  static func line(_ bank: inout Bank) {
    for pack in bank.area.indices {
      let g = conductances(bank, pack)
      bank.conductance[pack] = g.na + g.k + g.l
      bank.drive[pack] =
        g.na * bank.parameters[3][pack] + g.k * bank.parameters[4][pack]
        + g.l * bank.parameters[5][pack]
    }
  }

  /// The gates of a pack.
  @inline(always)
  private static func gates(_ bank: Bank, _ pack: Int) -> (m: Lanes, h: Lanes, n: Lanes) {
    let packs = bank.packs
    return (bank.gates[pack], bank.gates[pack + packs], bank.gates[pack + 2 * packs])
  }

  /// The three open conductances of a pack, µS.
  @inline(always)
  private static func conductances(_ bank: Bank, _ pack: Int) -> (na: Lanes, k: Lanes, l: Lanes) {
    let (m, h, n) = gates(bank, pack)
    let area = bank.area[pack]
    let n2 = n * n
    return (
      area * bank.parameters[0][pack] * (m * m * m * h),
      area * bank.parameters[1][pack] * (n2 * n2),
      area * bank.parameters[2][pack]
    )
  }

  static func current(_ index: Int, of bank: Bank, instance: Int) -> Double {
    let (pack, lane) = (instance / 8, instance % 8)
    let g = conductances(bank, pack)
    let chosen = [g.na, g.k, g.l][index][lane]
    return chosen * (bank.v[pack][lane] - bank.parameters[3 + index][pack][lane])
  }

  static func linearised(_ bank: inout Bank) -> LinearisedMembrane {
    settle(&bank)
    var result = LinearisedMembrane(for: bank)
    let factor = factor(bank)
    for pack in bank.v.indices {
      let v = bank.v[pack]
      let g = conductances(bank, pack)
      let (m, h, n) = gates(bank, pack)
      let area = bank.area[pack]
      let (sodium, potassium) = (v - bank.parameters[3][pack], v - bank.parameters[4][pack])
      let slope = steadySlopes(v, m: m, h: h, n: n)
      let rates = rates(v, times: factor)
      let (ina, ik) = (
        area * bank.parameters[0][pack] * sodium, area * bank.parameters[1][pack] * potassium
      )
      result.conductance[pack] = g.na + g.k + g.l
      result.current[pack] = g.na * sodium + g.k * potassium + g.l * (v - bank.parameters[5][pack])
      let gains = [
        ina * (3 * m * m * h) * slope.m, ina * (m * m * m) * slope.h,
        ik * (4 * n * n * n) * slope.n,
      ]
      for (index, gate) in [rates.m, rates.h, rates.n].enumerated() {
        let place = index * bank.packs + pack
        result.gains[place] = gains[index]
        result.timeConstants[place] = 1 / (gate.opening + gate.closing)
      }
    }
    return result
  }

  /// dm∞/dv, dh∞/dv and dn∞/dv, 1/mV: x∞′ = x∞(1 − x∞)·(ln α/β)′ since x∞ = 1/(1 + β/α).
  private static func steadySlopes(
    _ v: Lanes, m: Lanes, h: Lanes, n: Lanes
  ) -> (m: Lanes, h: Lanes, n: Lanes) {
    let openingM = Rate.linear(0.1, v, from: -40, per: 10).logSlope
    let openingN = Rate.linear(0.01, v, from: -55, per: 10).logSlope
    let closingH = Rate.sigmoid(1, v, from: -35, per: 10).logSlope
    return (
      m * (1 - m) * (openingM + 1 / 18.0), h * (1 - h) * (-0.05 - closingH),
      n * (1 - n) * (openingN + 1 / 80.0)
    )
  }
}
