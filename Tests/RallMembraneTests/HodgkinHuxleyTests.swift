import RallMembrane
import RallNumerics
import Testing

@Suite("Hodgkin and Huxley's membrane")
struct HodgkinHuxleyTests {
  static let kernel = Mechanisms.kernels.first { $0.description.name == "hh" }!

  /// A bank of one instance a potential, 100 µm² each, with its standard parameters.
  static func bank(_ potentials: [Double], celsius: Double = 6.3) -> Bank {
    Bench.bank(kernel, potentials, celsius: celsius)
  }

  /// From far below rest to far above, the singular points and their neighbours among them.
  static let potentials = Bench.potentials(singular: [-40, -55])

  @Test("steady gates are α/(α + β), singular points included", arguments: [0, 1, 2])
  func steady(gate: Int) {
    var bank = Self.bank(Self.potentials)
    Self.kernel.settle(&bank)
    for (i, v) in Self.potentials.enumerated() {
      let (a, b) = PaperRates.rates(-(v + 65))[gate]
      let found = bank.gate(gate, instance: i)
      // Arguments of exp of some 14 turn the half ulp of v into 14 ulp; quotients add a few.
      #expect(abs(found / (a / (a + b)) - 1) < 32 * Double.ulpOfOne, "\(v)")
    }
  }

  @Test(
    "with the potential held, gates relax exactly at the rates of the paper", arguments: [0, 1, 2])
  func relaxation(gate: Int) {
    for step in [0.001, 0.025, 1, 50] {
      var bank = Self.bank(Self.potentials)
      for pack in bank.gates.indices { bank.gates[pack] = Lanes(repeating: 0.3) }
      Self.kernel.advance(&bank, by: step)
      for (i, v) in Self.potentials.enumerated() {
        let (a, b) = PaperRates.rates(-(v + 65))[gate]
        let steady = a / (a + b)
        let exact = steady + (0.3 - steady) * PaperRates.exponential(-(a + b) * step)
        #expect(abs(bank.gate(gate, instance: i) - exact) < 1e-14, "\(v), \(step)")
      }
    }
  }

  @Test("all rates grow threefold in ten degrees and steady gates not at all")
  func q10() {
    var (cold, warm) = (Self.bank(Self.potentials), Self.bank(Self.potentials, celsius: 16.3))
    Self.kernel.advance(&cold, by: 0.03)
    Self.kernel.advance(&warm, by: 0.01)
    for pack in cold.gates.indices {
      for lane in 0..<8 { #expect(abs(cold.gates[pack][lane] - warm.gates[pack][lane]) < 1e-15) }
    }
    Self.kernel.settle(&cold)
    Self.kernel.settle(&warm)
    #expect(cold.gates == warm.gates)
  }

  @Test("the line is the sum of the named currents, which are outward positive")
  func line() {
    var bank = Self.bank(Self.potentials)
    Self.kernel.advance(&bank, by: 0.4)
    Self.kernel.line(&bank)
    let (ena, ek, el) = (50.0, -77.0, -54.3)
    for (i, v) in Self.potentials.enumerated() {
      let currents = (0..<3).map { Self.kernel.current($0, of: bank, instance: i) }
      let sum = currents.reduce(0, +)
      let line = bank.conductance[i / 8][i % 8] * v - bank.drive[i / 8][i % 8]
      let size = currents.reduce(0) { $0 + abs($1) } + abs(bank.drive[i / 8][i % 8])
      #expect(abs(sum - line) <= 8 * Double.ulpOfOne * size)
      // g·m³h in µS over 100 µm²: 120 mS/cm² are 0.0012 µS/µm².
      let gates = (0..<3).map { bank.gate($0, instance: i) }
      let (m, h, n) = (gates[0], gates[1], gates[2])
      let (sodium, potassium): (Double, Double) = (0.12 * m * m * m * h, 0.036 * n * n * n * n)
      let expected: [Double] = [sodium * (v - ena), potassium * (v - ek), 0.0003 * (v - el)]
      for k in 0..<3 { #expect(abs(currents[k] - expected[k]) <= 1e-14 * abs(expected[k])) }
    }
  }

  @Test("the resting potential is where the paper's leak puts it, and -65 only with another leak")
  func rest() {
    // Roots of the steady current, by bisection; references: −64.974052452 at −54.3.
    for (el, rest) in [
      (-54.3, -64.974_052_452), (-54.4, -64.999_722_434), (-54.387, -64.996_379_331),
      (-54.401_079, -65.0),
    ] {
      var (low, high) = (-75.0, -60.0)
      while high - low > 1e-12 {
        let middle = (low + high) / 2
        var bank = Self.bank([middle])
        bank.parameters[5][0][0] = el
        Self.kernel.steadyLine(&bank)
        if bank.drive[0][0] > 0 { high = middle } else { low = middle }
      }
      // The references have 9 decimals, and the last leak only 6.
      #expect(abs(low - rest) < (rest == -65 ? 5e-7 : 1e-9), "\(low)")
    }
  }
}
