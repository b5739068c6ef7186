#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Rall's equivalent cylinder: a tree behaves as one cylinder, for current into its trunk, where
/// every fork keeps the sum of d^(3/2) and every tip lies equally many length constants away.
///
/// Rall 1959, doi:10.1016/0014-4886(59)90046-9.
public enum RallTree {
  /// The trunk that daughters of these diameters match, (Σ d^(3/2))^(2/3).
  public static func parentDiameter(ofDaughters diameters: [Double]) -> Double {
    pow(diameters.reduce(0) { $0 + $1 * $1.squareRoot() }, 2.0 / 3)
  }

  /// The diameter of each of `count` equal daughters that match a trunk, d count^(−2/3).
  public static func daughterDiameter(ofParent diameter: Double, count: Int = 2) -> Double {
    diameter * pow(Double(count), -2.0 / 3)
  }

  /// A trunk of `diameter` µm that forks in two at every level, each level as many λ long as given.
  public static func tree(
    trunk diameter: Double, levels: [Double], material: CableMaterial
  ) -> PassiveTree {
    var branches: [PassiveTree.Branch] = []
    var tips: [Int?] = [nil]
    var width = diameter
    for (level, electrotonic) in levels.enumerated() {
      let long = electrotonic * UniformCable(diameter: width, material: material).lengthConstant
      let parents = level == 0 ? tips : tips + tips
      tips = parents.map { parent in
        branches.append(.init(parent: parent, length: long, diameter: width))
        return branches.count - 1
      }
      width = daughterDiameter(ofParent: width)
    }
    return PassiveTree(branches: branches, material: material)
  }
}
