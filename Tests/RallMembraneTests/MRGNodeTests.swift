import RallMembrane
import RallNumerics
import Testing

@Suite("The node of a motor fibre")
struct MRGNodeTests {
  static let kernel = Mechanisms.kernels.first { $0.description.name == "mrg" }!

  /// A bank of one instance a potential, 100 µm² each, with its standard parameters.
  static func bank(_ potentials: [Double], celsius: Double = 37) -> Bank {
    Bench.bank(kernel, potentials, celsius: celsius)
  }

  /// From far below rest to far above, the singular points and their neighbours among them.
  static let potentials = Bench.potentials(singular: [-21.4, -25.7, -114, -27, -34])

  @Test("steady gates are α/(α + β) at each temperature, singular points included")
  func steady() {
    for celsius in [20.0, 36, 37] {
      var bank = Self.bank(Self.potentials, celsius: celsius)
      Self.kernel.settle(&bank)
      for (i, v) in Self.potentials.enumerated() {
        for (gate, rate) in MotorNodeRates.rates(v, celsius: celsius).enumerated() {
          // Arguments of exp up to 290 turn the ulp of their sum into 290 ulp of the rate.
          let expected = rate.a / (rate.a + rate.b)
          let found = bank.gate(gate, instance: i)
          #expect(abs(found - expected) <= 600 * Double.ulpOfOne * expected, "\(gate) at \(v)")
        }
      }
    }
  }

  @Test("with the potential held, gates relax exactly at the rates of the paper", arguments: 0..<4)
  func relaxation(gate: Int) {
    for celsius in [20.0, 36, 37] {
      for step in [0.001, 0.025, 1, 50] {
        var bank = Self.bank(Self.potentials, celsius: celsius)
        for pack in bank.gates.indices { bank.gates[pack] = Lanes(repeating: 0.3) }
        Self.kernel.advance(&bank, by: step)
        for (i, v) in Self.potentials.enumerated() {
          let (a, b) = MotorNodeRates.rates(v, celsius: celsius)[gate]
          let steady = a / (a + b)
          let exact = steady + (0.3 - steady) * PaperRates.exponential(-(a + b) * step)
          // (a + b)·step times what the rates are off, where the exponential has not yet died away.
          #expect(abs(bank.gate(gate, instance: i) - exact) < 1e-13, "\(v), \(step)")
        }
      }
    }
  }

  @Test("the currents are those of the paper, outward positive, and the line is their sum")
  func currents() {
    var bank = Self.bank(Self.potentials)
    Self.kernel.advance(&bank, by: 0.4)
    Self.kernel.line(&bank)
    for (i, v) in Self.potentials.enumerated() {
      let currents = (0..<4).map { Self.kernel.current($0, of: bank, instance: i) }
      let gates = (0..<4).map { bank.gate($0, instance: i) }
      let (m, h, p, s) = (gates[0], gates[1], gates[2], gates[3])
      // µS over 100 µm²: 3 S/cm² are 0.03 µS/µm².
      let sodium = v - 50
      let expected: [Double] = [
        3 * m * m * m * h * sodium, 0.01 * p * p * p * sodium, 0.08 * s * (v + 90),
        0.007 * (v + 90),
      ]
      for k in 0..<4 { #expect(abs(currents[k] - expected[k]) <= 1e-14 * abs(expected[k])) }
      let drive = bank.drive[i / 8][i % 8]
      let line = bank.conductance[i / 8][i % 8] * v - drive
      let size = currents.reduce(0) { $0 + abs($1) } + abs(drive)
      #expect(abs(currents.reduce(0, +) - line) <= 8 * Double.ulpOfOne * size)
    }
  }
}
