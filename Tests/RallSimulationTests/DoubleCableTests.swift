import RallCable
import RallKernel
import RallModel
import RallMorphology
import RallNumerics
import RallSimulation
import RallUnits
import TestNeurons
import Testing

@Suite("A passive double cable")
struct DoubleCableTests {
  /// A passive tree with sheaths whose reversals are 0.
  static func tree(seed: Int, sections: Int = 20, longest: Length = 4.um) throws -> LoweredCell {
    var cell = try LoweredCell(
      Cell(axoplasm: 150.ohm * .cm, start: .voltage(-60.mV)) {
        Coat(.all, .passive(g: 0.05.mS / .cm2, e: .zero))
        Coat(.basal, .passive(g: 0.5.mS / .cm2, e: .zero))
      }, .random(seed: seed, sections: sections, sphere: seed % 2 == 0), division: .longest(longest)
    ).sheathed(seed: seed)
    let outer = cell.periaxonal!
    cell.periaxonal = .init(
      coupling: outer.coupling, isSheathed: outer.isSheathed, capacitance: outer.capacitance,
      conductance: outer.conductance, drive: outer.drive.map { _ in 0 })
    return cell
  }

  /// Potentials that no state of rest has, across axolemma and sheath.
  static func noise(_ cell: LoweredCell, seed: Int) -> CellPotentials {
    CellPotentials(
      axolemma: IntegratorTests.noise(cell.count, seed: seed),
      sheath: zip(IntegratorTests.noise(cell.count, seed: seed + 7), cell.periaxonal!.isSheathed)
        .map { $1 ? $0 : 0 })
  }

  @Test("what enters in a step is stored or has left the fibre", arguments: 1...4)
  func charge(seed: Int) throws {
    let cell = try Self.tree(seed: seed)
    let (network, outer) = (SteadyNetwork(cell), cell.periaxonal!)
    for step in [1e-4, 0.025, 1, 100] {
      for scheme in [IntegratorTests.Scheme.crankNicolson, .implicitEuler] {
        var integrator = Integrator(cell, kernel: TestKernel.fastest)
        let before = Self.noise(cell, seed: seed)
        integrator.start(from: before)
        integrator.electrodes.steady = [(3, 0.7), (cell.count - 1, -0.2)]
        IntegratorTests.step(&integrator, scheme, step)
        let after = integrator.potentials
        // What stands for the step: its middle, or its end.
        let share = scheme == .crankNicolson ? 0.5 : 1
        func acting(_ a: Double, _ b: Double) -> Double { a + share * (b - a) }
        var (kept, left, size) = (0.0, 0.0, 0.0)
        for i in 0..<cell.count {
          let v = acting(before.axolemma[i], after.axolemma[i])
          if outer.isSheathed[i] {
            let w = acting(before.sheath[i], after.sheath[i])
            kept += outer.capacitance[i] * (after.sheath[i] - before.sheath[i])
            left += step * outer.conductance[i] * w
            for (row, parent) in cell.axial.parent.enumerated() where parent >= 0 {
              // The periaxonal space ends where the sheath does.
              let isOpen = !outer.isSheathed[row] || !outer.isSheathed[Int(parent)]
              if isOpen, row == i || Int(parent) == i { left += step * outer.coupling[row] * w }
            }
          } else {
            kept += cell.capacitance[i] * (after.axolemma[i] - before.axolemma[i])
            left += step * network.leak[i] * v
          }
          size += cell.capacitance[i] * abs(before.axolemma[i])
        }
        // Neighbours exchange up to 1e5 times what leaks, and it cancels to rounding.
        #expect(abs(kept + left - step * 0.5) < 1e-11 * (size + step), "\(step) \(scheme)")
      }
    }
  }

  @Test("the energy in both membranes never grows, by any scheme and step", arguments: 1...4)
  func energy(seed: Int) throws {
    let cell = try Self.tree(seed: seed)
    let outer = cell.periaxonal!
    func energy(_ state: CellPotentials) -> Double {
      func stored(_ capacitance: [Double], _ v: [Double]) -> Double {
        zip(capacitance, v).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
      }
      return stored(cell.capacitance, state.axolemma) + stored(outer.capacitance, state.sheath)
    }
    for step in [1e-3, 0.025, 1, 100] {
      for scheme in IntegratorTests.Scheme.allCases {
        var integrator = Integrator(cell, kernel: TestKernel.fastest)
        integrator.start(from: Self.noise(cell, seed: seed))
        var before = energy(integrator.potentials)
        for _ in 0..<50 {
          IntegratorTests.step(&integrator, scheme, step)
          let now = energy(integrator.potentials)
          #expect(now <= before * (1 + 1e-12), "\(step) \(scheme)")
          before = now
        }
      }
    }
  }

  @Test("a Crank-Nicolson step back undoes one forth, for both potentials", arguments: 1...4)
  func reversible(seed: Int) throws {
    let cell = try Self.tree(seed: seed)
    // Short enough for the elimination backwards.
    let outer = cell.periaxonal!
    let least = cell.capacitance.indices.map { i in
      let series =
        outer.isSheathed[i]
        ? 1 / (1 / cell.capacitance[i] + 1 / outer.capacitance[i]) : cell.capacitance[i]
      return series / SteadyNetwork(cell).diagonal[i]
    }.min()!
    var integrator = Integrator(cell, kernel: TestKernel.fastest)
    let before = Self.noise(cell, seed: seed)
    integrator.start(from: before)
    integrator.electrodes.steady.append((5, 1))
    integrator.crankNicolson(least / 4, from: 0)
    integrator.crankNicolson(-least / 4, from: 0)
    let after = integrator.potentials
    for i in 0..<cell.count {
      #expect(abs(after.axolemma[i] - before.axolemma[i]) < 1e-11 * 100)
      #expect(abs(after.sheath[i] - before.sheath[i]) < 1e-11 * 100)
    }
  }

  @Test("a sheath that is a short circuit is none", arguments: 1...3)
  func short(seed: Int) throws {
    let single = try LoweredCell(
      Cell { Coat(.all, .hh()) }, .random(seed: seed, sections: 12, sphere: true),
      division: .longest(4.um))
    var double = single.sheathed(seed: seed)
    let outer = double.periaxonal!
    double.periaxonal = .init(
      coupling: outer.coupling, isSheathed: outer.isSheathed, capacitance: outer.capacitance,
      conductance: outer.isSheathed.map { $0 ? 0x1p70 : 0 }, drive: outer.drive.map { _ in 0 })
    var a = Integrator(single, kernel: TestKernel.fastest)
    var b = Integrator(double, kernel: TestKernel.fastest)
    for scheme in IntegratorTests.Scheme.allCases {
      for current in [1.0, 0] {
        a.electrodes.steady = [(0, current)]
        b.electrodes.steady = [(0, current)]
        for _ in 0..<100 {
          a.advanceGates(by: 0.01)
          b.advanceGates(by: 0.01)
          IntegratorTests.step(&a, scheme, 0.01)
          IntegratorTests.step(&b, scheme, 0.01)
        }
        for (one, two) in zip(a.v, b.v) { #expect(abs(one - two) < 1e-9) }
      }
    }
  }

  /// One compartment under a sealed sheath: two membranes in series.
  static func series() throws -> LoweredCell {
    var cell = try LoweredCell(
      Cell(start: .voltage(-40.mV)) { Coat(.all, .passive(g: 0.1.mS / .cm2, e: -70.mV)) },
      .lump(area: 1000), division: .perSection(1))
    cell.periaxonal = .init(
      coupling: cell.axial.coupling, isSheathed: cell.axial.coupling.map { _ in true },
      capacitance: cell.capacitance.map { 0.3 * $0 },
      conductance: cell.capacitance.map { 0.02 * $0 },
      drive: cell.capacitance.map { 0.02 * 5 * $0 })
    return cell
  }

  @Test("under a sealed sheath two membranes are in series, in charging and at rest")
  func sealed() throws {
    let cell = try Self.series()
    // One current crosses both: each charges as it would alone.
    let (c, g) = (cell.capacitance[0], cell.capacitance[0] * 0.1)
    let (outerC, outerG) = (0.3 * c, 0.02 * c)
    let current = 0.02
    var errors: [[Double]] = []
    for step in [0.1, 0.05, 0.025] {
      var integrator = Integrator(cell, kernel: TestKernel.fastest)
      integrator.electrodes.steady = [(0, current)]
      for _ in 0..<Int((5 / step).rounded()) { integrator.crankNicolson(step, from: 0) }
      func charged(_ start: Double, _ e: Double, _ g: Double, _ c: Double) -> Double {
        let end = e + current / g
        return end + (start - end) * MatrixExponential.exp([[-5 * g / c]])[0][0]
      }
      errors.append([
        abs(integrator.v[0] - charged(-40, -70, g, c)),
        abs(integrator.sheathPotentials[0] - charged(0, 5, outerG, outerC)),
      ])
    }
    for unknown in 0..<2 {
      for (coarse, fine) in zip(errors, errors.dropFirst()) {
        // Order 2, as far as the next order lets one see it at these steps.
        #expect(abs(coarse[unknown] / fine[unknown] - 4) < 0.02)
      }
    }
  }

  @Test("both potentials of a passive double cable follow the exact solution, to order 2 and 4")
  func exact() throws {
    let cell = try Self.tree(seed: 2, sections: 4, longest: 8.um)
    let (n, outer) = (cell.count, cell.periaxonal!)
    let time = 0.2
    // M dz/dt = −K z + b for z = (x, w), with a row of its own for b.
    let network = SteadyNetwork(cell)
    let space = TreeMatrix(parent: cell.axial.parent, coupling: outer.coupling)
    let injected = 0.05
    func right(_ k: [Double], _ i: Int) -> [Double] {
      let inner = k[0] / cell.capacitance[i]
      guard outer.isSheathed[i] else { return [inner, 0] }
      // The inverse of [[m, −m], [−m, m + h]] is 1/h + [[1/m, 0], [0, 0]].
      let both = (k[0] + k[1]) / outer.capacitance[i]
      return [inner + both, both]
    }
    var system = [[Double]](repeating: Array(repeating: 0, count: 2 * n + 1), count: 2 * n + 1)
    for unknown in 0...2 * n {
      var (x, w) = ([Double](repeating: 0, count: n), [Double](repeating: 0, count: n))
      if unknown < n { x[unknown] = 1 } else if unknown < 2 * n { w[unknown - n] = 1 }
      if unknown >= n, unknown < 2 * n, !outer.isSheathed[unknown - n] { continue }
      var (inner, second) = (x, w)
      cell.axial.multiply(diagonal: cell.axialDiagonal, x: x, into: &inner)
      space.multiply(diagonal: space.couplingSums, x: w, into: &second)
      for i in 0..<n {
        let through = network.leak[i] * (x[i] - w[i])
        let k = [
          -inner[i] - through + (unknown == 2 * n && i == 0 ? injected : 0),
          -second[i] + through - outer.conductance[i] * w[i],
        ]
        let rate = right(k, i)
        system[i][unknown] = rate[0]
        system[n + i][unknown] = rate[1]
      }
    }
    let flow = MatrixExponential.exp(system.map { $0.map { $0 * time } })
    let start = CellPotentials(
      axolemma: (0..<n).map { -60 + 2 * Double($0 % 3) },
      sheath: outer.isSheathed.map { $0 ? 3 : 0 })
    let z = zip(start.axolemma, start.sheath).map { $0 + $1 } + start.sheath + [1]
    let end = flow.map { row in zip(row, z).reduce(0) { $0 + $1.0 * $1.1 } }
    let exact = CellPotentials(
      axolemma: (0..<n).map { end[$0] - end[n + $0] }, sheath: Array(end[n..<2 * n]))

    /// After whole steps between the damped ones that begin every run.
    func run(_ step: Double) -> CellPotentials {
      var integrator = Integrator(cell, kernel: TestKernel.fastest)
      integrator.start(from: start)
      integrator.electrodes.steady = [(0, injected)]
      for share in [1 / 32.0, 1 / 32.0, 1 / 16.0, 1 / 8.0, 1 / 4.0, 1 / 2.0, 1] {
        integrator.sdirk2(step * share, from: 0)
      }
      for _ in 0..<Int((time / step).rounded()) - 2 { integrator.crankNicolson(step, from: 0) }
      return integrator.potentials
    }
    func off(_ found: CellPotentials) -> [Double] {
      [
        zip(found.axolemma, exact.axolemma).reduce(0) { max($0, abs($1.0 - $1.1)) },
        zip(found.sheath, exact.sheath).reduce(0) { max($0, abs($1.0 - $1.1)) },
      ]
    }
    let steps = [4e-3, 2e-3, 1e-3, 5e-4]
    let states = steps.map(run)
    let errors = states.map(off)
    let pairs = zip(states, states.dropFirst()).map { coarse, fine in
      off(
        CellPotentials(
          axolemma: zip(coarse.axolemma, fine.axolemma).map { extrapolated($0, $1) },
          sheath: zip(coarse.sheath, fine.sheath).map { extrapolated($0, $1) }))
    }
    for unknown in 0..<2 {
      #expect(abs(errors[2][unknown] / errors[3][unknown] - 4) < 0.1, "\(errors)")
      #expect(pairs[2][unknown] < errors[3][unknown] / 50, "\(pairs)")
      #expect(errors[3][unknown] < 1e-3)
    }
  }
}
