internal import RallNumerics
internal import RallUnits

/// The leak of a passive membrane, `i = g·(v − e)`.
///
/// Linear in `v`, so the solver takes it in whole and no step of it is explicit.
/// Rall 1959, doi:10.1016/0014-4886(59)90046-9.
enum Passive: MechanismKernel {
  static let description = MechanismDescription(
    name: "passive", summary: "leak g (v - e); Rall 1959",
    parameters: [.conductance("g", 0.05.mS / .cm2), .reversal("e", -65.mV)],
    gates: [], currents: ["il"])

  static func settle(_ bank: inout Bank) {}

  static func advance(_ bank: inout Bank, by step: Double) {}

  static func laneForm(_ bank: Bank) -> LaneForm {
    LaneForm(
      mechanism: nil, columns: [], speed: [], stillConductance: bank.whole(0),
      stillDrive: bank.leakDrive(0, 1))
  }

  static func line(_ bank: inout Bank) {
    for pack in bank.area.indices {
      let g = bank.area[pack] * bank.parameters[0][pack]
      bank.conductance[pack] = g
      bank.drive[pack] = g * bank.parameters[1][pack]
    }
  }

  static func current(_ index: Int, of bank: Bank, instance: Int) -> Double {
    let (pack, lane) = (instance / 8, instance % 8)
    return bank.area[pack][lane] * bank.parameters[0][pack][lane]
      * (bank.v[pack][lane] - bank.parameters[1][pack][lane])
  }

  static func linearised(_ bank: inout Bank) -> LinearisedMembrane {
    var result = LinearisedMembrane(for: bank)
    for pack in bank.area.indices {
      let g = bank.area[pack] * bank.parameters[0][pack]
      result.conductance[pack] = g
      result.current[pack] = g * (bank.v[pack] - bank.parameters[1][pack])
    }
    return result
  }
}

extension Bank {
  /// A leak on each vertex of a cell in turn, of so many µS, that reverses at one potential in mV.
  package init(leaks: [Double], reversal: Double) {
    self.init(
      Passive.self, vertex: leaks.indices.map { Int32($0) },
      area: leaks.map { _ in 1 },
      parameters: [leaks, leaks.map { _ in reversal }], celsius: 0)
  }
}
