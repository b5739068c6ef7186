import RallCable
import RallKernel
import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import TestNeurons
import TestRandom
import Testing

@Suite("One step of a passive tree")
struct IntegratorTests {
  enum Scheme: CaseIterable { case crankNicolson, implicitEuler, sdirk2 }

  static func lowered(seed: Int, e: Voltage = .zero) throws -> LoweredCell {
    try LoweredCell(
      Cell(axoplasm: 150.ohm * .cm, start: .voltage(-60.mV)) {
        Coat(.all, .passive(g: 0.05.mS / .cm2, e: e))
        Coat(.basal, .passive(g: 0.5.mS / .cm2, e: e))
        Coat(.axon, .capacitance(Expression(2.uF / .cm2)))
      }, .random(seed: seed, sections: 20, sphere: seed % 2 == 0), division: .longest(4.um))
  }

  /// Potentials that no state of rest has.
  static func noise(_ count: Int, seed: Int) -> [Double] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Double.random(in: -100...100, using: &random) }
  }

  static func step(_ integrator: inout Integrator, _ scheme: Scheme, _ step: Double) {
    switch scheme {
    case .crankNicolson: integrator.crankNicolson(step, from: 0)
    case .implicitEuler: integrator.implicitEuler(step, from: 0)
    case .sdirk2: integrator.sdirk2(step, from: 0)
    }
  }

  @Test(
    "P8: charge is kept: what enters in a step is stored or has left by the membrane",
    arguments: 1...4)
  func charge(seed: Int) throws {
    let cell = try Self.lowered(seed: seed)
    let network = SteadyNetwork(cell)
    for step in [1e-4, 0.025, 1, 100] {
      for scheme in [Scheme.crankNicolson, .implicitEuler] {
        var integrator = Integrator(cell, kernel: TestKernel.fastest)
        let before = Self.noise(cell.count, seed: seed)
        integrator.start(from: CellPotentials(axolemma: before))
        integrator.electrodes.steady.append((3, 0.7))
        integrator.electrodes.steady.append((cell.count - 1, -0.2))
        Self.step(&integrator, scheme, step)
        // The membrane acts at the middle of the step, or at its end.
        let share = scheme == .crankNicolson ? 0.5 : 1
        var (stored, left, size) = (0.0, 0.0, 0.0)
        for i in before.indices {
          stored += cell.capacitance[i] * (integrator.v[i] - before[i])
          left += step * network.leak[i] * (before[i] + share * (integrator.v[i] - before[i]))
          size += cell.capacitance[i] * abs(before[i])
        }
        // Neighbours exchange up to 1e5 times what leaks, and it cancels to rounding.
        #expect(abs(stored + left - step * 0.5) < 1e-11 * (size + step), "\(step) \(scheme)")
      }
    }
  }

  @Test("P9: the energy of a passive tree never grows, by any scheme and step", arguments: 1...4)
  func energy(seed: Int) throws {
    let cell = try Self.lowered(seed: seed)
    func energy(_ v: [Double]) -> Double {
      zip(cell.capacitance, v).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
    }
    for step in [1e-3, 0.025, 1, 100] {
      for scheme in Scheme.allCases {
        var integrator = Integrator(cell, kernel: TestKernel.fastest)
        integrator.start(from: CellPotentials(axolemma: Self.noise(cell.count, seed: seed)))
        var before = energy(integrator.v)
        for _ in 0..<50 {
          Self.step(&integrator, scheme, step)
          let now = energy(integrator.v)
          #expect(now <= before * (1 + 1e-12))
          before = now
        }
      }
    }
  }

  @Test("P9: implicit Euler never leaves the bounds that it starts within", arguments: 1...4)
  func maximum(seed: Int) throws {
    let cell = try Self.lowered(seed: seed)
    for step in [1e-3, 0.025, 1, 100] {
      var integrator = Integrator(cell, kernel: TestKernel.fastest)
      integrator.start(from: CellPotentials(axolemma: Self.noise(cell.count, seed: seed)))
      var bound = 100.0
      for _ in 0..<20 {
        integrator.implicitEuler(step, from: 0)
        let most = integrator.v.reduce(0) { max($0, abs($1)) }
        #expect(most <= bound * (1 + 1e-12))
        bound = most
      }
    }
    // And Crank-Nicolson where a step is under 2C/G of every vertex.
    let diagonal = SteadyNetwork(cell).diagonal
    let step = 1.99 * zip(cell.capacitance, diagonal).map { $0 / $1 }.min()!
    var integrator = Integrator(cell, kernel: TestKernel.fastest)
    integrator.start(from: CellPotentials(axolemma: Self.noise(cell.count, seed: seed)))
    for _ in 0..<200 {
      integrator.crankNicolson(step, from: 0)
      #expect(integrator.v.allSatisfy { abs($0) <= 100 })
    }
  }

  @Test("P11: a Crank-Nicolson step back undoes one forth", arguments: 1...4)
  func reversible(seed: Int) throws {
    let cell = try Self.lowered(seed: seed)
    // Short enough for the elimination backwards: the least C/G is some 1e-4 ms.
    let least = zip(cell.capacitance, SteadyNetwork(cell).diagonal).map { $0 / $1 }.min()!
    var integrator = Integrator(cell, kernel: TestKernel.fastest)
    let before = Self.noise(cell.count, seed: seed)
    integrator.start(from: CellPotentials(axolemma: before))
    integrator.electrodes.steady.append((5, 1))
    integrator.crankNicolson(least, from: 0)
    integrator.crankNicolson(-least, from: 0)
    for (a, b) in zip(integrator.v, before) { #expect(abs(a - b) < 1e-12 * 100) }
  }

  @Test("P12: an isopotential tree stays one, and decays as one compartment", arguments: 1...4)
  func isopotential(seed: Int) throws {
    let cell = try LoweredCell(
      Cell { Coat(.all, .passive(g: 0.1.mS / .cm2, e: -65.mV)) },
      .random(seed: seed, sections: 20, sphere: true), division: .longest(3.um))
    for scheme in Scheme.allCases {
      var integrator = Integrator(cell, kernel: TestKernel.fastest)
      integrator.start(from: CellPotentials(axolemma: Array(repeating: -20, count: cell.count)))
      var expected = 45.0
      let z = 0.025 / 10  // step over τ
      for _ in 0..<400 {
        Self.step(&integrator, scheme, 0.025)
        switch scheme {
        case .crankNicolson: expected *= (1 - z / 2) / (1 + z / 2)
        case .implicitEuler: expected /= 1 + z
        case .sdirk2:
          let gamma = 1 - 0.5.squareRoot()
          expected *= (1 - (1 - 2 * gamma) * z) / ((1 + gamma * z) * (1 + gamma * z))
        }
      }
      for v in integrator.v { #expect(abs(v + 65 - expected) < 1e-9, "\(scheme)") }
    }
  }

  @Test("P4: membrane currents sum to what is injected, at any moment of a spike")
  func kirchhoff() throws {
    let cell = try LoweredCell(
      Cell { Coat(.all, .hh()) }, .random(seed: 8, sections: 20, sphere: true),
      division: .longest(3.um))
    var integrator = Integrator(cell, kernel: TestKernel.fastest)
    integrator.electrodes.steady.append((0, 2))
    integrator.electrodes.steady.append((17, -0.3))
    var axial = [Double](repeating: 0, count: cell.count)
    var highest = -100.0
    for _ in 0..<400 {
      integrator.advanceGates(by: 0.025)
      integrator.crankNicolson(0.025, from: 0)
      highest = max(highest, integrator.v[0])
      integrator.axialCurrents(at: 0, into: &axial)
      let size = axial.reduce(2.3) { $0 + abs($1) }
      let sum = integrator.electrodes.steady.reduce(axial.reduce(0, +)) { $0 + $1.current }
      // Products of up to 1e5 pS·mV are rounded where two neighbours hardly differ.
      let rounding = zip(cell.axialDiagonal, integrator.v).reduce(0) { $0 + abs($1.0 * $1.1) }
      #expect(abs(sum - 1.7) < 1e-12 * size + 1e-16 * rounding)
    }
    #expect(highest > 0, "it fires")
  }

  @Test("a step of SDIRK2 damps what is fast, and Crank-Nicolson does not")
  func damping() throws {
    let cell = try Self.lowered(seed: 2)
    func largest(_ scheme: Scheme) -> Double {
      var integrator = Integrator(cell, kernel: TestKernel.fastest)
      integrator.start(from: CellPotentials(axolemma: Self.noise(cell.count, seed: 2)))
      for _ in 0..<6 { Self.step(&integrator, scheme, 50) }
      return integrator.v.reduce(0) { max($0, abs($1)) }
    }
    #expect(largest(.sdirk2) < 1)
    #expect(largest(.crankNicolson) > 10)
  }
}
