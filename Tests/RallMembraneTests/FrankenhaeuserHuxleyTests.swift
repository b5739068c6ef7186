import RallMembrane
import RallNumerics
import Testing

@Suite("Frankenhaeuser and Huxley's node")
struct FrankenhaeuserHuxleyTests {
  static let kernel = Mechanisms.kernels.first { $0.description.name == "fh" }!

  static let potentials = Bench.potentials(singular: [-48, -57, -80, -35, -60, -30, -95, 0])

  @Test("steady gates are α/(α + β), singular points included")
  func steady() {
    var bank = Bench.bank(Self.kernel, Self.potentials, celsius: 20)
    Self.kernel.settle(&bank)
    for (i, v) in Self.potentials.enumerated() {
      for (gate, rate) in FrogNodeRates.rates(v + 70).enumerated() {
        let expected = rate.a / (rate.a + rate.b)
        let found = bank.gate(gate, instance: i)
        // Arguments of exp up to 80 turn the ulp of their sum into 80 ulp of the rate.
        #expect(abs(found - expected) <= 200 * Double.ulpOfOne * expected, "\(gate) at \(v)")
      }
    }
  }

  @Test("with the potential held, gates relax exactly, three times as fast in ten degrees")
  func relaxation() {
    for (celsius, factor) in [(20.0, 1.0), (30, 3)] {
      for step in [0.001, 0.025, 1, 50] {
        var bank = Bench.bank(Self.kernel, Self.potentials, celsius: celsius)
        for pack in bank.gates.indices { bank.gates[pack] = Lanes(repeating: 0.3) }
        Self.kernel.advance(&bank, by: step)
        for (i, v) in Self.potentials.enumerated() {
          for (gate, (a, b)) in FrogNodeRates.rates(v + 70).enumerated() {
            let steady = a / (a + b)
            let left = PaperRates.exponential(-(a + b) * factor * step)
            let exact = steady + (0.3 - steady) * left
            #expect(abs(bank.gate(gate, instance: i) - exact) < 1e-13, "\(v), \(step)")
          }
        }
      }
    }
  }

  @Test("the currents are those of the paper, outward positive, at 0 mV too")
  func currents() {
    var bank = Bench.bank(Self.kernel, Self.potentials, celsius: 20)
    Self.kernel.advance(&bank, by: 0.2)
    for (i, v) in Self.potentials.enumerated() {
      let gates = (0..<4).map { bank.gate($0, instance: i) }
      let (m, h, n, p) = (gates[0], gates[1], gates[2], gates[3])
      let sodium = FrogNodeRates.flux(v, inside: 13.74, outside: 114.5, kelvin: 293.15)
      let potassium = FrogNodeRates.flux(v, inside: 120, outside: 2.5, kelvin: 293.15)
      // mA/cm² over 100 µm² are 1 nA.
      let expected: [Double] = [
        8e-3 * m * m * h * sodium, 0.54e-3 * p * p * sodium, 1.2e-3 * n * n * potassium,
        30.3e-3 * (v + 69.974),
      ]
      for k in 0..<4 {
        // Near where a flux reverses its two terms cancel.
        let scale = [8e-3 * m * m * h * 11, 0.54e-3 * p * p * 11, 1.2e-3 * n * n * 12, 2][k]
        let found = Self.kernel.current(k, of: bank, instance: i)
        #expect(abs(found - expected[k]) <= 4e-13 * (abs(expected[k]) + scale), "\(k) at \(v)")
      }
    }
  }

  @Test("the line touches the current at the potential, with its slope")
  func line() {
    var bank = Bench.bank(Self.kernel, Self.potentials, celsius: 20)
    Self.kernel.advance(&bank, by: 0.2)
    Self.kernel.line(&bank)
    let h = 1e-3
    func currents(_ by: Double) -> [Double] {
      var moved = bank
      moved.gather(Self.potentials.map { $0 + by })
      return (0..<moved.count).map { i in
        (0..<4).reduce(0) { $0 + Self.kernel.current($1, of: moved, instance: i) }
      }
    }
    let (a, b, here, c, d) = (
      currents(-2 * h), currents(-h), currents(0), currents(h), currents(2 * h)
    )
    for (i, v) in Self.potentials.enumerated() {
      let (g, drive) = (bank.conductance[i / 8][i % 8], bank.drive[i / 8][i % 8])
      #expect(abs(g * v - drive - here[i]) <= 1e-13 * (abs(g * v) + abs(drive) + 1))
      // Five points: order 4 in h, and rounding of the currents over h.
      let slope = (a[i] - 8 * b[i] + 8 * c[i] - d[i]) / (12 * h)
      #expect(abs(g - slope) <= 1e-9 * abs(slope) + 1e-14 * (abs(here[i]) + 1) / h, "\(v)")
    }
  }

  @Test("the fibre rests at -70 mV, where the paper put its leak")
  func rest() {
    // 0.026 mV is the paper's, at the temperature that it took, 295.18 K; its last digit is ±0.0005.
    var bank = Bench.bank(Self.kernel, [-70], celsius: 295.18 - 273.15)
    Self.kernel.steadyLine(&bank)
    let off = bank.drive[0][0] / bank.conductance[0][0]
    #expect(abs(off) < 5e-4, "\(off)")
  }
}
