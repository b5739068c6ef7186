import RallMembrane
import RallNumerics
import Testing

/// V15: where the space-clamped axon loses its rest, from the engine's own currents and rates.
@Suite("The loss of rest under a steady current")
struct HopfTests {
  static let kernel = Mechanisms.kernels.first { $0.description.name == "hh" }!

  /// 1 cm² of membrane (in units of 1e8 µm², 1 µF) at a potential, with given gates.
  struct Membrane {
    /// Outward current, µA, for gates in the order m, h, n.
    static func current(_ v: Double, _ gates: [Double]) -> Double {
      var bank = bank(v, celsius: 6.3)
      for (k, gate) in gates.enumerated() { bank.gates[k][0] = gate }
      HopfTests.kernel.line(&bank)
      return (bank.conductance[0][0] * v - bank.drive[0][0]) * 1e-3
    }

    static func steadyGates(_ v: Double) -> [Double] {
      var bank = bank(v, celsius: 6.3)
      HopfTests.kernel.settle(&bank)
      return (0..<3).map { bank.gate($0, instance: 0) }
    }

    /// Steady gates and 1/τ, by letting each gate relax from 1 and from 0 for about a τ.
    static func rates(_ v: Double, celsius: Double) -> [(steady: Double, rate: Double)] {
      zip(steadyGates(v), [0.3, 5, 5]).enumerated().map { gate, numbers in
        func relaxed(from start: Double) -> Double {
          var bank = bank(v, celsius: celsius)
          for pack in bank.gates.indices { bank.gates[pack][0] = start }
          HopfTests.kernel.advance(&bank, by: numbers.1)
          return bank.gate(gate, instance: 0)
        }
        return (numbers.0, -logarithm(relaxed(from: 1) - relaxed(from: 0)) / numbers.1)
      }
    }

    private static func bank(_ v: Double, celsius: Double) -> Bank {
      var bank = Bank(
        HopfTests.kernel, vertex: [0], area: [1e8],
        parameters: HopfTests.kernel.description.parameters.map { [$0.standard] }, celsius: celsius)
      bank.gather([v])
      return bank
    }
  }

  /// The coefficients of the characteristic polynomial of the linearisation at a steady potential.
  ///
  /// With d = (1/τ) of the gates the matrix is an arrow, so its determinant is
  /// (s + a)Π(s + d) + Σ b Π'(s + d), with a = ∂i/∂v and b = ∂i/∂x · x∞′ · d.
  static func polynomial(_ v: Double, celsius: Double) -> [Double] {
    let h = 1e-3
    let gates = Membrane.steadyGates(v)
    /// Five points, order 4.
    func slope(_ f: (Double) -> Double) -> Double {
      (f(-2 * h) - 8 * f(-h) + 8 * f(h) - f(2 * h)) / (12 * h)
    }
    let a = slope { Membrane.current(v + $0, gates) }
    let rates = Membrane.rates(v, celsius: celsius)
    let b = (0..<3).map { k in
      let byGate = slope { x in
        var moved = gates
        moved[k] += x
        return Membrane.current(v, moved)
      }
      return byGate * slope { Membrane.steadyGates(v + $0)[k] } * rates[k].rate
    }
    let d = rates.map(\.rate)
    let (s1, s2, s3) = (
      d[0] + d[1] + d[2], d[0] * d[1] + d[0] * d[2] + d[1] * d[2], d[0] * d[1] * d[2]
    )
    let pair = [d[1] + d[2], d[0] + d[2], d[0] + d[1]]
    let product = [d[1] * d[2], d[0] * d[2], d[0] * d[1]]
    return [
      a + s1, a * s1 + s2 + b[0] + b[1] + b[2],
      a * s2 + s3 + b[0] * pair[0] + b[1] * pair[1] + b[2] * pair[2],
      a * s3 + b[0] * product[0] + b[1] * product[1] + b[2] * product[2],
    ]
  }

  /// Routh and Hurwitz: positive while all four roots decay.
  static func hurwitz(_ v: Double, celsius: Double) -> Double {
    let c = polynomial(v, celsius: celsius)
    return c[0] * c[1] * c[2] - c[2] * c[2] - c[0] * c[0] * c[3]
  }

  @Test(
    "V15: rest is lost and found again at the Hopf currents",
    arguments: [
      (6.3, -62.0, -55.0, 9.749_338_0), (6.3, -48, -35, 154.496_333_7),
      (18.5, -62, -55, 18.533_725_7), (18.5, -55, -35, 151.552_591_7),
    ])
  func currents(celsius: Double, from: Double, to: Double, expected: Double) {
    var (low, high) = (from, to)
    let atLow = Self.hurwitz(low, celsius: celsius)
    #expect(atLow * Self.hurwitz(high, celsius: celsius) < 0)
    while high - low > 1e-11 {
      let middle = (low + high) / 2
      if Self.hurwitz(middle, celsius: celsius) * atLow > 0 { low = middle } else { high = middle }
    }
    let found = Membrane.current(low, Membrane.steadyGates(low))
    // Differences of order 4 at 1 µV: 1e-8 and rounding of 1e-10 magnify to some 1e-6 of current.
    #expect(abs(found / expected - 1) < 1e-6, "\(found) at \(low)")
    if celsius == 6.3, from == -62 {
      #expect(abs(low + 59.654_144) < 1e-6)
      // The pair of roots that crosses turns with ω² = c₃/c₁.
      let c = Self.polynomial(low, celsius: celsius)
      #expect(abs((c[2] / c[0]).squareRoot() / (2e-3 * .pi) - 93.302) < 1e-3)
    }
  }
}
