internal import RallNumerics
internal import RallUnits

/// The node of Ranvier of Xenopus laevis: sodium, potassium and an unspecific current through
/// permeabilities, and a leak.
///
///     i = pna·m²h·Na(v) + pp·p²·Na(v) + pk·n²·K(v) + gl·(v − el)
///
/// where Na and K are constant-field currents (`ConstantField`). With V = v + 70, the depolarisation
/// from rest, the rates in 1/ms at 20 °C are
///
///     αm = 0.36 (V−22)/(1 − e^(22−V)/3)      βm = 0.4 (13−V)/(1 − e^(V−13)/20)
///     αh = 0.1 (−10−V)/(1 − e^(V+10)/6)      βh = 4.5/(1 + e^(45−V)/10)
///     αn = 0.02 (V−35)/(1 − e^(35−V)/10)     βn = 0.05 (10−V)/(1 − e^(V−10)/10)
///     αp = 0.006 (V−40)/(1 − e^(40−V)/10)    βp = 0.09 (−25−V)/(1 − e^(V+25)/20)
///
/// The leak reverses 0.026 mV above rest, so that the fibre rests at −70 mV; files that write −69.74
/// for it have slipped by a place. The paper has one temperature; here all rates grow 3-fold in
/// 10 °C, as is usual, and permeabilities do not change.
/// Frankenhaeuser and Huxley 1964, doi:10.1113/jphysiol.1964.sp007378.
enum FrankenhaeuserHuxley: MechanismKernel {
  static let description = MechanismDescription(
    name: "fh",
    summary: "node of a frog's fibre: sodium, potassium and an unspecific current by the constant "
      + "field, and leak; Frankenhaeuser and Huxley 1964",
    parameters: [
      .permeability("pna", 8e-3.cm / .s), .permeability("pp", 0.54e-3.cm / .s),
      .permeability("pk", 1.2e-3.cm / .s), .conductance("gl", 30.3.mS / .cm2),
      .concentration("nai", 13.74.mM), .concentration("nao", 114.5.mM),
      .concentration("ki", 120.mM), .concentration("ko", 2.5.mM), .reversal("el", -69.974.mV),
    ],
    gates: ["m", "h", "n", "p"], currents: ["ina", "ip", "ik", "il"])

  static let lineBendsWithPotential = true

  /// How much faster than at 20 °C the gates are.
  private static func factor(_ bank: Bank) -> Double {
    Temperature(celsius: bank.celsius).factor(q10: 3, from: 20.degC)
  }

  @inline(always)
  private static func rates(
    _ v: Lanes, times factor: Double
  ) -> (m: GateRates, h: GateRates, n: GateRates, p: GateRates) {
    (
      GateRates(
        .linear(0.36, v, from: -48, per: 3), .linear(-0.4, v, from: -57, per: -20),
        times: factor),
      GateRates(
        .linear(-0.1, v, from: -80, per: -6), .sigmoid(4.5, v, from: -25, per: 10),
        times: factor),
      GateRates(
        .linear(0.02, v, from: -35, per: 10), .linear(-0.05, v, from: -60, per: -10),
        times: factor),
      GateRates(
        .linear(0.006, v, from: -30, per: 10), .linear(-0.09, v, from: -95, per: -20),
        times: factor)
    )
  }

  static func settle(_ bank: inout Bank) {
    let packs = bank.packs
    for pack in bank.v.indices {
      let (m, h, n, p) = rates(bank.v[pack], times: 1)
      bank.gates[pack] = m.steady
      bank.gates[pack + packs] = h.steady
      bank.gates[pack + 2 * packs] = n.steady
      bank.gates[pack + 3 * packs] = p.steady
    }
  }

  static func advance(_ bank: inout Bank, by step: Double) {
    let factor = factor(bank)
    let packs = bank.packs
    bank.v.withUnsafeBufferPointer { v in
      bank.gates.withUnsafeMutableBufferPointer { gates in
        for pack in 0..<packs {
          let (m, h, n, p) = rates(v[pack], times: factor)
          let (hPack, nPack, pPack) = (pack + packs, pack + 2 * packs, pack + 3 * packs)
          gates[pack] = m.relaxed(gates[pack], step)
          gates[hPack] = h.relaxed(gates[hPack], step)
          gates[nPack] = n.relaxed(gates[nPack], step)
          gates[pPack] = p.relaxed(gates[pPack], step)
        }
      }
    }
  }

  /// What a pack lets through: three open permeabilities times area, µm³/ms, and the leak, µS.
  @inline(always)
  private static func openings(
    _ bank: Bank, _ pack: Int
  ) -> (na: Lanes, p: Lanes, k: Lanes, l: Lanes) {
    let packs = bank.packs
    let (m, h) = (bank.gates[pack], bank.gates[pack + packs])
    let (n, p) = (bank.gates[pack + 2 * packs], bank.gates[pack + 3 * packs])
    let area = bank.area[pack]
    return (
      area * bank.parameters[0][pack] * (m * m * h), area * bank.parameters[1][pack] * (p * p),
      area * bank.parameters[2][pack] * (n * n), area * bank.parameters[3][pack]
    )
  }

  /// The fluxes of sodium and potassium at the potentials of a pack.
  @inline(always)
  private static func fluxes(
    _ bank: Bank, _ pack: Int, _ field: ConstantField
  ) -> (na: (current: Lanes, slope: Lanes), k: (current: Lanes, slope: Lanes)) {
    let v = bank.v[pack]
    return (
      field.flux(v, inside: bank.parameters[4][pack], outside: bank.parameters[5][pack]),
      field.flux(v, inside: bank.parameters[6][pack], outside: bank.parameters[7][pack])
    )
  }

  static func laneForm(_ bank: Bank) -> LaneForm {
    LaneForm(
      mechanism: .fh,
      columns: [bank.whole(0), bank.whole(1), bank.whole(2)] + (4...7).map(bank.local),
      speed: [factor(bank)],
      perMillivolt: ConstantField(celsius: bank.celsius).perMillivolt,
      stillConductance: bank.whole(3), stillDrive: bank.leakDrive(3, 8))
  }

  static func line(_ bank: inout Bank) {
    let field = ConstantField(celsius: bank.celsius)
    for pack in bank.area.indices {
      let open = openings(bank, pack)
      let (na, k) = fluxes(bank, pack, field)
      let slope = (open.na + open.p) * na.slope + open.k * k.slope
      let current = (open.na + open.p) * na.current + open.k * k.current
      bank.conductance[pack] = slope + open.l
      bank.drive[pack] = slope * bank.v[pack] - current + open.l * bank.parameters[8][pack]
    }
  }

  static func current(_ index: Int, of bank: Bank, instance: Int) -> Double {
    let (pack, lane) = (instance / 8, instance % 8)
    let open = openings(bank, pack)
    let (na, k) = fluxes(bank, pack, ConstantField(celsius: bank.celsius))
    switch index {
    case 0: return (open.na * na.current)[lane]
    case 1: return (open.p * na.current)[lane]
    case 2: return (open.k * k.current)[lane]
    default: return open.l[lane] * (bank.v[pack][lane] - bank.parameters[8][pack][lane])
    }
  }

  static func linearised(_ bank: inout Bank) -> LinearisedMembrane {
    settle(&bank)
    var result = LinearisedMembrane(for: bank)
    let (factor, field) = (factor(bank), ConstantField(celsius: bank.celsius))
    let packs = bank.packs
    for pack in bank.v.indices {
      let rates = rates(bank.v[pack], times: factor)
      let open = openings(bank, pack)
      let (na, k) = fluxes(bank, pack, field)
      let (m, h) = (bank.gates[pack], bank.gates[pack + packs])
      let (n, p) = (bank.gates[pack + 2 * packs], bank.gates[pack + 3 * packs])
      let area = bank.area[pack]
      result.conductance[pack] = (open.na + open.p) * na.slope + open.k * k.slope + open.l
      result.current[pack] =
        (open.na + open.p) * na.current + open.k * k.current
        + open.l * (bank.v[pack] - bank.parameters[8][pack])
      let sodium = area * bank.parameters[0][pack] * na.current
      let unspecific = area * bank.parameters[1][pack] * na.current
      let potassium = area * bank.parameters[2][pack] * k.current
      result.set(0, pack, effect: sodium * (2 * m * h), rates.m)
      result.set(1, pack, effect: sodium * (m * m), rates.h)
      result.set(2, pack, effect: potassium * (2 * n), rates.n)
      result.set(3, pack, effect: unspecific * (2 * p), rates.p)
    }
    return result
  }
}
