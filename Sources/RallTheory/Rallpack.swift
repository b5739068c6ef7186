/// The exact voltages of the first two Rallpacks.
///
/// Ra 1 Ω m, Rm 4 Ω m², Cm 0.01 F/m², rest −65 mV, 0.1 nA into one end from t = 0.
/// Bhalla, Bilitch and Bower 1992, doi:10.1016/0166-2236(92)90009-W, and the Rallpack 1.1 README.
public enum Rallpack {
  /// The membrane and axoplasm of both.
  public static let material = CableMaterial(
    membraneResistance: 40_000, axialResistivity: 100, capacitance: 1)
  /// In mV.
  public static let rest = -65.0
  /// In nA.
  public static let current = 0.1

  /// Rallpack 1: a cable of 1 µm by 1 mm, which is one λ; `distance` µm from the current, in mV.
  public static func cable(at distance: Double, time: Double) -> Double {
    voltage(UniformCable(diameter: 1, material: material), 1000, distance, time)
  }

  /// Rallpack 2: ten levels of forks that obey the 3/2 law, by their equivalent cylinder of 16 by
  /// 320 µm; `distance` is that in the cylinder, 0 for the root and 320 for a tip.
  public static func tree(at distance: Double, time: Double) -> Double {
    voltage(UniformCable(diameter: 16, material: material), 320, distance, time)
  }

  /// Rallpack 2 with the dimensions printed in its README, which are rounded and so no longer obey
  /// the 3/2 law; its tips are the ends of the last branches.
  public static let roundedTree: PassiveTree = {
    let lengths = [32, 25.4, 20.16, 16, 12.7, 10.08, 8, 6.35, 5.04, 4]
    let diameters = [16, 10.08, 6.35, 4, 2.52, 1.587, 1, 0.63, 0.397, 0.25]
    var branches: [PassiveTree.Branch] = []
    var tips: [Int?] = [nil]
    for (level, (length, diameter)) in zip(lengths, diameters).enumerated() {
      tips = (level == 0 ? tips : tips + tips).map { parent in
        branches.append(.init(parent: parent, length: length, diameter: diameter))
        return branches.count - 1
      }
    }
    return PassiveTree(branches: branches, material: material)
  }()

  private static func voltage(
    _ cable: UniformCable, _ length: Double, _ distance: Double, _ time: Double
  ) -> Double {
    let unit = cable.lengthConstant
    let response = StepResponse.finite(
      at: distance / unit, time: time / cable.timeConstant, length: length / unit)
    return rest + current * cable.semiInfiniteResistance * response
  }
}
