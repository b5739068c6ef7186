internal import RallNumerics
internal import RallUnits

/// The node of Ranvier of a mammalian motor fibre: fast and persistent sodium, slow potassium, leak.
///
///     i = gnaf·m³h·(v − ena) + gnap·p³·(v − ena) + gks·s·(v − ek) + gl·(v − el)
///
/// with rates in 1/ms at 20 °C, those of s at 36 °C:
///
///     αm = 1.86 (v+21.4)/(1 − e^−(v+21.4)/10.3)    βm = 0.086 (v+25.7)/(e^(v+25.7)/9.16 − 1)
///     αh = 0.062 (v+114)/(e^(v+114)/11 − 1)        βh = 2.3/(1 + e^−(v+31.8)/13.4)
///     αp = 0.01 (v+27)/(1 − e^−(v+27)/10.2)        βp = 0.00025 (v+34)/(e^(v+34)/10 − 1)
///     αs = 0.3/(1 + e^−(v+53)/5)                   βs = 0.03/(1 + e^−(v+90))
///
/// In 10 °C the rates of m and p grow 2.2-fold, those of h 2.9-fold and those of s 3-fold;
/// conductances do not change. McIntyre, Richardson and Grill 2002, doi:10.1152/jn.00353.2001.
enum MRGNode: MechanismKernel {
  static let description = MechanismDescription(
    name: "mrg",
    summary: "node of a motor fibre: fast and persistent sodium, slow potassium and leak; "
      + "McIntyre, Richardson and Grill 2002",
    parameters: [
      .conductance("gnaf", 3000.mS / .cm2), .conductance("gnap", 10.mS / .cm2),
      .conductance("gks", 80.mS / .cm2), .conductance("gl", 7.mS / .cm2),
      .reversal("ena", 50.mV), .reversal("ek", -90.mV), .reversal("el", -90.mV),
    ],
    gates: ["m", "h", "p", "s"], currents: ["inaf", "inap", "iks", "il"])

  /// How much faster than where they were measured the gates are.
  private struct Speed {
    let m, h, s: Double

    init(_ bank: Bank) {
      let temperature = Temperature(celsius: bank.celsius)
      m = temperature.factor(q10: 2.2, from: 20.degC)
      h = temperature.factor(q10: 2.9, from: 20.degC)
      s = temperature.factor(q10: 3, from: 36.degC)
    }
  }

  @inline(always)
  private static func rates(
    _ v: Lanes, _ speed: Speed
  ) -> (m: GateRates, h: GateRates, p: GateRates, s: GateRates) {
    (
      GateRates(
        .linear(1.86, v, from: -21.4, per: 10.3), .linear(-0.086, v, from: -25.7, per: -9.16),
        times: speed.m),
      GateRates(
        .linear(-0.062, v, from: -114, per: -11), .sigmoid(2.3, v, from: -31.8, per: 13.4),
        times: speed.h),
      GateRates(
        .linear(0.01, v, from: -27, per: 10.2), .linear(-0.00025, v, from: -34, per: -10),
        times: speed.m),
      GateRates(
        .sigmoid(0.3, v, from: -53, per: 5), .sigmoid(0.03, v, from: -90, per: 1), times: speed.s)
    )
  }

  static func settle(_ bank: inout Bank) {
    let speed = Speed(bank)
    let packs = bank.packs
    for pack in bank.v.indices {
      let (m, h, p, s) = rates(bank.v[pack], speed)
      bank.gates[pack] = m.steady
      bank.gates[pack + packs] = h.steady
      bank.gates[pack + 2 * packs] = p.steady
      bank.gates[pack + 3 * packs] = s.steady
    }
  }

  static func advance(_ bank: inout Bank, by step: Double) {
    let speed = Speed(bank)
    let packs = bank.packs
    bank.v.withUnsafeBufferPointer { v in
      bank.gates.withUnsafeMutableBufferPointer { gates in
        for pack in 0..<packs {
          let (m, h, p, s) = rates(v[pack], speed)
          let (hPack, pPack, sPack) = (pack + packs, pack + 2 * packs, pack + 3 * packs)
          gates[pack] = m.relaxed(gates[pack], step)
          gates[hPack] = h.relaxed(gates[hPack], step)
          gates[pPack] = p.relaxed(gates[pPack], step)
          gates[sPack] = s.relaxed(gates[sPack], step)
        }
      }
    }
  }

  /// The four open conductances of a pack, µS.
  @inline(always)
  private static func conductances(
    _ bank: Bank, _ pack: Int
  ) -> (naf: Lanes, nap: Lanes, ks: Lanes, l: Lanes) {
    let packs = bank.packs
    let (m, h) = (bank.gates[pack], bank.gates[pack + packs])
    let (p, s) = (bank.gates[pack + 2 * packs], bank.gates[pack + 3 * packs])
    let area = bank.area[pack]
    return (
      area * bank.parameters[0][pack] * (m * m * m * h),
      area * bank.parameters[1][pack] * (p * p * p),
      area * bank.parameters[2][pack] * s,
      area * bank.parameters[3][pack]
    )
  }

  static func laneForm(_ bank: Bank) -> LaneForm {
    let speed = Speed(bank)
    return LaneForm(
      mechanism: .mrg,
      columns: [bank.whole(0), bank.whole(1), bank.whole(2), bank.local(4), bank.local(5)],
      speed: [speed.m, speed.h, speed.s], stillConductance: bank.whole(3),
      stillDrive: bank.leakDrive(3, 6))
  }

  static func line(_ bank: inout Bank) {
    for pack in bank.area.indices {
      let g = conductances(bank, pack)
      bank.conductance[pack] = g.naf + g.nap + g.ks + g.l
      bank.drive[pack] =
        (g.naf + g.nap) * bank.parameters[4][pack] + g.ks * bank.parameters[5][pack]
        + g.l * bank.parameters[6][pack]
    }
  }

  static func current(_ index: Int, of bank: Bank, instance: Int) -> Double {
    let (pack, lane) = (instance / 8, instance % 8)
    let g = conductances(bank, pack)
    let chosen = [g.naf, g.nap, g.ks, g.l][index][lane]
    let reversal = bank.parameters[[4, 4, 5, 6][index]][pack][lane]
    return chosen * (bank.v[pack][lane] - reversal)
  }

  static func linearised(_ bank: inout Bank) -> LinearisedMembrane {
    settle(&bank)
    var result = LinearisedMembrane(for: bank)
    let speed = Speed(bank)
    let packs = bank.packs
    for pack in bank.v.indices {
      let v = bank.v[pack]
      let rates = rates(v, speed)
      let g = conductances(bank, pack)
      let (m, h) = (bank.gates[pack], bank.gates[pack + packs])
      let (p, area) = (bank.gates[pack + 2 * packs], bank.area[pack])
      let (sodium, potassium) = (v - bank.parameters[4][pack], v - bank.parameters[5][pack])
      let fast = area * bank.parameters[0][pack] * sodium
      let persistent = area * bank.parameters[1][pack] * sodium
      let slow = area * bank.parameters[2][pack] * potassium
      result.conductance[pack] = g.naf + g.nap + g.ks + g.l
      result.current[pack] =
        (g.naf + g.nap) * sodium + g.ks * potassium + g.l * (v - bank.parameters[6][pack])
      result.set(0, pack, effect: fast * (3 * m * m * h), rates.m)
      result.set(1, pack, effect: fast * (m * m * m), rates.h)
      result.set(2, pack, effect: persistent * (3 * p * p), rates.p)
      result.set(3, pack, effect: slow, rates.s)
    }
    return result
  }
}
