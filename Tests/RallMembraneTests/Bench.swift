import RallMembrane
import RallNumerics

/// Banks and potentials that every mechanism is tried with.
enum Bench {
  /// A bank of one instance a potential, 100 µm² each, with its standard parameters.
  static func bank(
    _ kernel: any MechanismKernel.Type, _ potentials: [Double], celsius: Double
  ) -> Bank {
    let n = potentials.count
    var bank = Bank(
      kernel, vertex: (0..<Int32(n)).map { $0 }, area: Array(repeating: 100, count: n),
      parameters: kernel.description.parameters.map { Array(repeating: $0.standard, count: n) },
      celsius: celsius)
    bank.gather(potentials)
    return bank
  }

  /// From far below rest to far above, with the singular points of the rates and their neighbours.
  static func potentials(singular: [Double]) -> [Double] {
    var potentials: [Double] = stride(from: -200, through: 200, by: 0.37).map { $0 }
    for point in singular {
      potentials += [point, point.nextUp, point.nextDown]
      for off in [1e-3, 1e-6, 1e-9] { potentials += [point - off, point + off] }
    }
    return potentials
  }
}
