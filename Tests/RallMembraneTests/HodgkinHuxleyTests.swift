import RallMembrane
import RallNumerics
import Testing

@Suite("Hodgkin and Huxley's membrane")
struct HodgkinHuxleyTests {
  static let kernel = Mechanisms.kernels.first { $0.description.name == "hh" }!

  /// A bank of one instance a potential, 100 µm² each, with its standard parameters.
  static func bank(_ potentials: [Double], celsius: Double = 6.3, area: Double = 100) -> Bank {
    let n = potentials.count
    var bank = Bank(
      kernel, vertex: (0..<Int32(n)).map { $0 }, area: Array(repeating: area, count: n),
      parameters: kernel.description.parameters.map { Array(repeating: $0.standard, count: n) },
      celsius: celsius)
    bank.gather(potentials)
    return bank
  }

  /// From far below rest to far above, the singular points and their neighbours among them.
  static let potentials: [Double] = {
    var potentials: [Double] = stride(from: -200, through: 200, by: 0.37).map { $0 }
    for singular in [-40.0, -55.0] {
      potentials += [singular, singular.nextUp, singular.nextDown]
      for off in [1e-3, 1e-6, 1e-9] { potentials += [singular - off, singular + off] }
    }
    return potentials
  }()

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

  @Test("two steps of one size are one of twice the size")
  func semigroup() {
    var once = Self.bank(Self.potentials)
    var twice = once
    Self.kernel.advance(&once, by: 0.2)
    Self.kernel.advance(&twice, by: 0.1)
    Self.kernel.advance(&twice, by: 0.1)
    for pack in once.gates.indices {
      for lane in 0..<8 { #expect(abs(once.gates[pack][lane] - twice.gates[pack][lane]) < 1e-15) }
    }
  }

  @Test("gates stay between 0 and 1 from wherever they start, for every potential and step")
  func bounds() {
    let wild = [-1000.0, -300, -65, 0, 60, 300, 1000]
    for start in [0.0, 1] {
      for step in [1e-6, 0.025, 1000] {
        var bank = Self.bank(wild)
        for pack in bank.gates.indices { bank.gates[pack] = Lanes(repeating: start) }
        Self.kernel.advance(&bank, by: step)
        for gate in 0..<3 {
          for instance in wild.indices {
            #expect((0...1).contains(bank.gate(gate, instance: instance)))
          }
        }
      }
    }
  }

  @Test("a settled gate does not move")
  func fixedPoint() {
    var bank = Self.bank(Self.potentials)
    Self.kernel.settle(&bank)
    let settled = bank.gates
    for step in [0.025, 10, 1e6] {
      Self.kernel.advance(&bank, by: step)
      // steady + (gate − steady)·factor is steady itself, not nearly.
      #expect(bank.gates == settled)
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

  @Test("the steady line is the steady current and its slope")
  func steadyLine() {
    func current(_ potentials: [Double]) -> [Double] {
      var bank = Self.bank(potentials)
      Self.kernel.settle(&bank)
      return potentials.indices.map { i in
        (0..<3).reduce(0) { $0 + Self.kernel.current($1, of: bank, instance: i) }
      }
    }
    let h = 1e-3
    var bank = Self.bank(Self.potentials)
    Self.kernel.steadyLine(&bank)
    let here = current(Self.potentials)
    func shifted(_ by: Double) -> [Double] { current(Self.potentials.map { $0 + by }) }
    let (a, b, c, d) = (shifted(-2 * h), shifted(-h), shifted(h), shifted(2 * h))
    for (i, v) in Self.potentials.enumerated() {
      let found = bank.conductance[i / 8][i % 8]
      #expect(abs(bank.drive[i / 8][i % 8] - here[i]) <= 1e-13 * (abs(here[i]) + 1e-3))
      // Five points: order 4 in h, and rounding of the currents over h.
      let slope = (a[i] - 8 * b[i] + 8 * c[i] - d[i]) / (12 * h)
      let rounding = 1e-14 * (abs(here[i]) + 0.05) / h
      #expect(abs(found - slope) <= 1e-9 * abs(slope) + rounding, "\(v): \(found), \(slope)")
    }
  }

  @Test("the padding of a pack carries no current")
  func padding() {
    for n in [1, 3, 8, 9] {
      var bank = Self.bank(Array(repeating: -20, count: n))
      Self.kernel.settle(&bank)
      for line in [Self.kernel.line, Self.kernel.steadyLine] {
        line(&bank)
        for i in n..<bank.packs * 8 {
          #expect(bank.conductance[i / 8][i % 8] == 0 && bank.drive[i / 8][i % 8] == 0)
        }
      }
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
