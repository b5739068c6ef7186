import RallCable
import RallImpedance
import RallModel
import RallMorphology
import RallNumerics
import RallTheory
import RallUnits
import Testing

@Suite("The impedance of cables, against their exact solutions")
struct CableImpedanceTests {
  static let material = CableMaterial(membraneResistance: 20_000, axialResistivity: 150)

  static func passive(length: Double, diameter: Double, _ pieces: Int) throws -> LoweredCell {
    try LoweredCell(
      Cell(axoplasm: 150.ohm * .cm, start: .voltage(.zero)) {
        Coat(.all, .passive(g: 0.05.mS / .cm2, e: .zero))
      }, .cylinder(length: length.um, diameter: diameter.um), division: .perSection(pieces))
  }

  static func response(_ cell: LoweredCell, at frequency: Double) throws -> SineResponse {
    let network = AdmittanceNetwork(
      QuasiActiveCell(try RestingState(of: cell)), at: frequency.Hz)
    return SineResponse(network, from: .init(first: 0, second: 0, share: 0))
  }

  static func difference(_ a: ComplexNumber, _ b: Complex) -> Double {
    (Complex(a.real, a.imaginary) - b).magnitude / b.magnitude
  }

  @Test(
    "of a sealed cylinder, at both ends and on the way, is right to order 2",
    arguments: [0, 10, 100, 1000.0])
  func cylinder(frequency: Double) throws {
    let tree = PassiveTree(
      branches: [.init(length: 400, diameter: 2), .init(parent: 0, length: 400, diameter: 2)],
      material: Self.material)
    let exact = [PassiveTree.Node.root, .end(of: 0), .end(of: 1)].map {
      tree.transferImpedance(from: .root, to: $0, frequency: frequency)
    }
    let errors = try [80, 160, 320].map { pieces in
      let response = try Self.response(
        Self.passive(length: 800, diameter: 2, pieces), at: frequency)
      return zip([0, pieces / 2, pieces], exact).map { vertex, exact in
        Self.difference(response.potentials[vertex], exact)
      }
    }
    for place in 0..<3 {
      for order in orders(errors.map { $0[place] }) {
        #expect(abs(order - 2) < 0.02, "\(place): \(order)")
      }
      #expect(errors[2][place] < 1e-3)
    }
  }

  @Test(
    "the phase at the far end of a long cable has turned as often as the wave on it, to order 2",
    arguments: [100, 1000, 3000.0])
  func turns(frequency: Double) throws {
    // Far from the sealed end a wave goes by e^(−γx), γλ = √(1 + jωτ), with half of γ's angle at the start;
    // what comes back is e^(−2γL) of it.
    let length = 4000.0
    let cable = UniformCable(diameter: 2, material: Self.material)
    let root = ComplexNumber(1, 2 * .pi * frequency * 0.02).squareRoot
    let exact = -root.phase - length / cable.lengthConstant * root.imaginary
    let errors = try [1600, 3200].map { pieces in
      let response = try Self.response(
        Self.passive(length: length, diameter: 2, pieces), at: frequency)
      return response.phases[pieces] - exact
    }
    let turn = 2 * Double.pi
    #expect(abs(errors[1]) < 0.01 * abs(exact) && (frequency < 1000 || exact < -turn))
    #expect(abs(orders(errors.map(abs))[0] - 2) < 0.05)
  }

  /// An axon in a sheath all along, inside and space sealed at both ends.
  static let sheathed = DoubleCable(
    axoplasm: 4 * 1.5 / (.pi * 4), space: 20 * 4 * 1.5 / (.pi * 4),
    axolemma: .init(conductance: 2 * .pi * 5e-7, capacitance: 2 * .pi * 1e-5),
    sheath: .init(conductance: 2 * .pi * 4e-8, capacitance: 2 * .pi * 3e-7))

  static func sheathedCell(length: Double, _ pieces: Int) throws -> LoweredCell {
    var cell = try passive(length: length, diameter: 2, pieces)
    cell.periaxonal = .init(
      coupling: cell.axial.coupling.map { $0 / 20 }, isSheathed: cell.capacitance.map { _ in true },
      capacitance: cell.capacitance.map { $0 * 0.03 },
      conductance: cell.capacitance.map { $0 * 0.004 }, drive: cell.capacitance.map { _ in 0 })
    return cell
  }

  @Test(
    "of an axon in a sheath is the sum of its two modes, to order 2",
    arguments: [0, 10, 100, 1000, 5000.0])
  func doubleCable(frequency: Double) throws {
    let length = 1000.0
    let errors = try [200, 400, 800].map { pieces in
      let response = try Self.response(Self.sheathedCell(length: length, pieces), at: frequency)
      return [0, pieces / 4, pieces].map { vertex in
        Self.difference(
          response.potentials[vertex],
          Self.sheathed.sealedImpedance(
            at: length * Double(vertex) / Double(pieces), length: length, frequency: frequency))
      }
    }
    for place in 0..<3 {
      for order in orders(errors.map { $0[place] }) {
        #expect(abs(order - 2) < 0.05, "\(place): \(order) \(errors)")
      }
      #expect(errors[2][place] < 1e-3, "\(errors)")
    }
  }
}
