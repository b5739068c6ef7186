import RallMembrane
import RallNumerics
import Testing

/// What holds of every mechanism, whatever the paper says of its rates.
@Suite("Every mechanism")
struct MechanismLawTests {
  /// A mechanism with the temperature that it is meant for.
  struct Case: CustomTestStringConvertible, Sendable {
    let kernel: any MechanismKernel.Type
    let celsius: Double
    var testDescription: String { kernel.description.name }

    func bank(_ potentials: [Double]) -> Bank {
      Bench.bank(kernel, potentials, celsius: celsius)
    }

    /// The steady current out of each instance, nA, as the named currents tell it.
    func steadyCurrents(_ potentials: [Double]) -> [Double] {
      var bank = bank(potentials)
      kernel.settle(&bank)
      return currents(bank)
    }

    /// The sum of the named currents of each instance, nA.
    func currents(_ bank: Bank) -> [Double] {
      (0..<bank.count).map { i in
        kernel.description.currents.indices.reduce(0) {
          $0 + kernel.current($1, of: bank, instance: i)
        }
      }
    }
  }

  static let cases = Mechanisms.kernels.map { kernel in
    Case(
      kernel: kernel, celsius: ["mrg": 37, "fh": 20][kernel.description.name] ?? 6.3)
  }

  /// The singular points of all rates, and potentials far off on both sides.
  static let potentials = Bench.potentials(
    singular: [-40, -55, -21.4, -25.7, -114, -27, -34, 0, -48, -80, -57, -35, -60, -30, -95])

  @Test("two steps of one size are one of twice the size", arguments: cases)
  func semigroup(law: Case) {
    var once = law.bank(Self.potentials)
    var twice = once
    law.kernel.advance(&once, by: 0.2)
    law.kernel.advance(&twice, by: 0.1)
    law.kernel.advance(&twice, by: 0.1)
    for pack in once.gates.indices {
      for lane in 0..<8 {
        #expect(abs(once.gates[pack][lane] - twice.gates[pack][lane]) < 1e-15)
      }
    }
  }

  @Test("gates stay between 0 and 1 from wherever they start", arguments: cases)
  func bounds(law: Case) {
    let wild = [-1000.0, -300, -65, 0, 60, 300, 1000]
    for start in [0.0, 1] {
      for step in [1e-6, 0.025, 1000] {
        var bank = law.bank(wild)
        for pack in bank.gates.indices { bank.gates[pack] = Lanes(repeating: start) }
        law.kernel.advance(&bank, by: step)
        for gate in law.kernel.description.gates.indices {
          for i in wild.indices { #expect((0...1).contains(bank.gate(gate, instance: i))) }
        }
      }
    }
  }

  @Test("a settled gate does not move", arguments: cases)
  func fixedPoint(law: Case) {
    var bank = law.bank(Self.potentials)
    law.kernel.settle(&bank)
    let settled = bank.gates
    for step in [0.025, 10, 1e6] {
      law.kernel.advance(&bank, by: step)
      #expect(bank.gates == settled)
    }
  }

  @Test("the steady line is the steady current and its slope", arguments: cases)
  func steadyLine(law: Case) {
    var bank = law.bank(Self.potentials)
    law.kernel.steadyLine(&bank)
    let here = law.steadyCurrents(Self.potentials)
    let h = 1e-3
    func shifted(_ by: Double) -> [Double] { law.steadyCurrents(Self.potentials.map { $0 + by }) }
    let (a, b, c, d) = (shifted(-2 * h), shifted(-h), shifted(h), shifted(2 * h))
    for (i, v) in Self.potentials.enumerated() {
      #expect(abs(bank.drive[i / 8][i % 8] - here[i]) <= 1e-12 * (abs(here[i]) + 1e-3))
      // Five points: order 4 in h, and rounding of the currents over h.
      let slope = (a[i] - 8 * b[i] + 8 * c[i] - d[i]) / (12 * h)
      let found = bank.conductance[i / 8][i % 8]
      let rounding = 1e-14 * (abs(here[i]) + 1) / h
      #expect(abs(found - slope) <= 1e-8 * abs(slope) + rounding, "\(v): \(found), \(slope)")
    }
  }

  @Test("the linearised membrane is the slope with the gates held, and what each gate adds")
  func linearised() {
    for law in Self.cases {
      var bank = law.bank(Self.potentials)
      let linearised = law.kernel.linearised(&bank)
      var settled = law.bank(Self.potentials)
      law.kernel.settle(&settled)
      #expect(bank.gates == settled.gates, "\(law.kernel) is left with settled gates")
      // What moves with the gates held: five points about each potential.
      let h = 1e-3
      func held(_ by: Double) -> [Double] {
        var moved = settled
        moved.gather(Self.potentials.map { $0 + by })
        return law.currents(moved)
      }
      let (a, b, c, d) = (held(-2 * h), held(-h), held(h), held(2 * h))
      for i in Self.potentials.indices {
        let slope = (a[i] - 8 * b[i] + 8 * c[i] - d[i]) / (12 * h)
        let found = linearised.conductance[i / 8][i % 8]
        let size = abs(a[i]) + abs(d[i]) + 1
        #expect(abs(found - slope) <= 1e-8 * abs(slope) + 1e-14 * size / h)
      }
    }
  }

  @Test("a gate's gain is its effect on the current times the slope of its steady state")
  func gains() {
    for law in Self.cases {
      var bank = law.bank(Self.potentials)
      let linearised = law.kernel.linearised(&bank)
      for gate in law.kernel.description.gates.indices {
        let places = gate * bank.packs..<(gate + 1) * bank.packs
        let h = 1e-3
        /// The current with this gate alone at its steady state `by` mV away.
        func following(_ by: Double) -> [Double] {
          var away = law.bank(Self.potentials.map { $0 + by })
          law.kernel.settle(&away)
          var mixed = bank
          mixed.gates.replaceSubrange(places, with: away.gates[places])
          return law.currents(mixed)
        }
        let (a, b, c, d) = (following(-2 * h), following(-h), following(h), following(2 * h))
        for i in Self.potentials.indices {
          let slope = (a[i] - 8 * b[i] + 8 * c[i] - d[i]) / (12 * h)
          let found = linearised.gains[places.lowerBound + i / 8][i % 8]
          let size = abs(a[i]) + abs(d[i]) + 1
          #expect(
            abs(found - slope) <= 1e-8 * abs(slope) + 1e-14 * size / h,
            "\(law.testDescription) \(gate) at \(Self.potentials[i]): \(found), \(slope)")
        }
      }
    }
  }

  @Test("a gate's time constant is that at which it relaxes")
  func timeConstants() {
    for law in Self.cases {
      var bank = law.bank(Self.potentials)
      let linearised = law.kernel.linearised(&bank)
      let settled = bank.gates
      for pack in bank.gates.indices { bank.gates[pack] += 0.125 }
      let step = 1e-3
      law.kernel.advance(&bank, by: step)
      for pack in bank.gates.indices {
        for lane in 0..<8 {
          let left = (bank.gates[pack][lane] - settled[pack][lane]) / 0.125
          // Rounding of the gates over an eighth.
          let exact = PaperRates.exponential(-step / linearised.timeConstants[pack][lane])
          #expect(abs(left - exact) <= 16 * Double.ulpOfOne)
        }
      }
    }
  }

  @Test("the slope of the steady line is the sum of conductance and gains", arguments: cases)
  func sum(law: Case) {
    var bank = law.bank(Self.potentials)
    let linearised = law.kernel.linearised(&bank)
    law.kernel.steadyLine(&bank)
    for i in 0..<bank.packs * 8 {
      var slope = linearised.conductance[i / 8][i % 8]
      var size = abs(slope)
      for gate in law.kernel.description.gates.indices {
        let gain = linearised.gains[gate * bank.packs + i / 8][i % 8]
        slope += gain
        size += abs(gain)
      }
      #expect(abs(slope - bank.conductance[i / 8][i % 8]) <= 1e-12 * size)
    }
  }

  @Test("the padding of a pack carries no current", arguments: cases)
  func padding(law: Case) {
    for n in [1, 3, 8, 9] {
      var bank = law.bank(Array(repeating: -20, count: n))
      law.kernel.settle(&bank)
      for line in [law.kernel.line, law.kernel.steadyLine] {
        line(&bank)
        for i in n..<bank.packs * 8 {
          #expect(bank.conductance[i / 8][i % 8] == 0 && bank.drive[i / 8][i % 8] == 0)
        }
      }
    }
  }
}
