import RallAnalysis
import RallCable
import RallMembrane
import RallModel
import RallMorphology
import RallUnits
import TestNeurons
import Testing

@Suite("A membrane that varies from place to place")
struct VaryingMembraneTests {
  static let cable = Morphology.cylinder(length: 400.um, diameter: 1.um, type: 3)

  /// 1 + distance/length, as a bare number.
  static func growing(_ length: Length) -> Expression {
    .binary(
      .add, .constant(1, .none, text: "1"),
      .binary(.divide, .variable(.distance), Expression(length)))
  }

  static func times(_ quantity: Expression, _ factor: Expression) -> Expression {
    .binary(.multiply, quantity, factor)
  }

  @Test("each compartment has the mean of its half-edges, and the sum is exact for a line")
  func linear() throws {
    let g = Self.times(Expression(0.1.mS / .cm2), Self.growing(100.um))
    for n in [1, 2, 7, 40] {
      let cell = try LoweredCell(
        Cell { Coat(.all, .mechanism("passive", ["g": g])) }, Self.cable, division: .perSection(n))
      let leak = SteadyNetwork(cell).leak
      // ∫π d·1e-6·(1 + x/100) dx over 400 µm: the midpoint rule is exact for a line.
      let exact = Double.pi * 1e-6 * 1200
      #expect(abs(leak.reduce(0, +) / exact - 1) < 1e-13)
      // The near end has the half piece about h/4.
      let h = 400.0 / Double(n)
      let near = Double.pi * 1e-6 * h / 2 * (1 + h / 400)
      #expect(abs(leak[0] / near - 1) < 1e-13)
    }
  }

  @Test("conductance, reversal, axoplasm and capacitance may all vary, with order 2")
  func order() throws {
    let factor = Self.growing(100.um)
    let falling = Expression.binary(.divide, .constant(1, .none, text: "1"), factor)
    let cell = Cell {
      Coat(
        .all,
        .mechanism(
          "passive",
          [
            "g": Self.times(Expression(0.5.mS / .cm2), falling),
            "e": Self.times(Expression(-30.mV), factor),
          ]), .axoplasm(Self.times(Expression(100.ohm * .cm), factor)),
        .capacitance(Self.times(Expression(1.uF / .cm2), factor)))
    }
    let networks = try [10, 20, 40, 80, 160, 320].map {
      SteadyNetwork(try LoweredCell(cell, Self.cable, division: .perSection($0)))
    }
    let tip = Site.section(0, 1)
    for (what, values) in [
      ("Rin", networks.map { $0.resistances(from: 0)[0] }),
      ("rest at the near end", networks.map { $0.rest[0] }),
      ("rest at the far end", networks.map { $0.rest[$0.vertex(at: tip)] }),
    ] {
      let fit = try #require(ConvergenceOrder(halving: values.suffix(4)))
      #expect(abs(fit.order - 2) < 0.05, "\(what): \(fit.order), \(values)")
    }
    // The capacitance of the whole is exact for a line.
    let exact = Double.pi * 1e-5 * 1200
    for network in networks {
      #expect(abs(network.cell.capacitance.reduce(0, +) / exact - 1) < 1e-13)
    }
  }

  @Test("two parameters that jump together at a fork keep order 2")
  func jump() throws {
    // Conductance and reversal by order: the fork's vertex has half-edges of either kind.
    let sections = [
      SpatialOrderTests.section([200], [2, 2]),
      SpatialOrderTests.section(
        [200], [1, 1], parent: SpatialOrderTests.section([1], [1, 1]), parentNumber: 0, start: 1,
        end: 2),
    ]
    let morphology = SpatialOrderTests.neuron(sections, junctions: 3)
    let cell = Cell {
      Coat(
        .all,
        .mechanism(
          "passive",
          [
            "g": Self.times(Expression(0.2.mS / .cm2), .variable(.order)),
            "e": Self.times(Expression(-40.mV), .variable(.order)),
          ]))
    }
    // The same in two coats, each of which is uniform.
    let apart = Cell {
      Coat(.section(0), .passive(g: 0.2.mS / .cm2, e: -40.mV))
      Coat(.section(1), .passive(g: 0.4.mS / .cm2, e: -80.mV))
    }
    for n in [1, 4, 20] {
      let (a, b) = try (
        SteadyNetwork(LoweredCell(cell, morphology, division: .perSection(n))),
        SteadyNetwork(LoweredCell(apart, morphology, division: .perSection(n)))
      )
      for row in 0..<a.cell.count {
        #expect(abs(a.leak[row] / b.leak[row] - 1) < 1e-13)
        #expect(abs(a.drive[row] / b.drive[row] - 1) < 1e-13)
      }
    }
  }

  @Test("an expression without a place is the same number in every instance")
  func uniform() throws {
    let g = Expression.binary(
      .multiply, .constant(3, .none, text: "3"), Expression(0.1.mS / .cm2))
    for seed in 1...4 {
      let cell = try LoweredCell(
        Cell { Coat(.all, .mechanism("passive", ["g": g])) }, .random(seed: seed),
        division: .longest(2.um))
      let bank = cell.banks[0]
      for i in 0..<bank.count { #expect(bank.parameters[0][i / 8][i % 8] == 3 * 1e-6) }
    }
  }

  @Test("a diameter, a coordinate and a distance are those of the half-edge's middle")
  func variables() throws {
    let morphology = SpatialOrderTests.neuron(
      [SpatialOrderTests.section([100], [4, 2])], junctions: 2)
    for (variable, middle) in [(PathVariable.diameter, 3.5), (.x, 25), (.distance, 25)] {
      let g = Expression.binary(
        .multiply, Expression(1.mS / .cm2),
        .binary(.divide, .variable(variable), Expression(1.um)))
      let cell = try LoweredCell(
        Cell { Coat(.all, .mechanism("passive", ["g": g])) }, morphology, division: .perSection(1))
      #expect(abs(cell.banks[0].parameters[0][0][0] / (middle * 1e-5) - 1) < 1e-14)
    }
  }
}
