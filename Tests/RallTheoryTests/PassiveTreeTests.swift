import RallTheory
import Testing

@Suite("Passive trees without a mesh")
struct PassiveTreeTests {
  let material = CableMaterial(membraneResistance: 20_000, axialResistivity: 150)

  func cone(_ diameter: Double, _ end: Double) -> PassiveTree {
    PassiveTree(branches: [.init(length: 200, diameter: diameter, to: end)], material: material)
  }

  @Test(
    "the input resistance and the far voltage of a cone, from either end",
    arguments: [
      (6, 2, 799.706502239260, 0.990075365649), (2, 6, 815.593473076423, 0.970789656555),
    ])
  func cone(diameter: Double, end: Double, input: Double, share: Double) {
    let tree = cone(diameter, end)
    let resistance = tree.inputResistance(at: .root)
    #expect(abs(resistance - input) < 2e-12 * input)
    let transfer = tree.transferResistance(from: .root, to: .end(of: 0))
    #expect(abs(transfer / resistance - share) < printed(12))
    let frustum = Frustum(
      length: 200, startDiameter: diameter, endDiameter: end, material: material)
    #expect(abs(frustum.axialResistance - 31.830988618379) < printed(12))
    #expect(abs(frustum.area - 2513.399783437) < printed(9))
  }

  @Test("Rall's tree has the input resistance of one cylinder, and its tip that of the cylinder's")
  func rallTree() {
    let tree = RallTree.tree(trunk: 4, levels: [0.4, 0.5], material: material)
    #expect(abs(tree.inputResistance(at: .root) - 192.423054136893) < 1e-11)
    let tip = tree.transferResistance(from: .root, to: .end(of: 2))
    #expect(abs(tip - 134.271776000883) < 1e-11)
    let cylinder = UniformCable(diameter: 4, material: material)
    let whole = 0.9 * cylinder.lengthConstant
    #expect(agree(cylinder.inputResistance(length: whole, end: .sealed), 192.423054136893, 1e-14))
    #expect(agree(RallTree.parentDiameter(ofDaughters: [1, 2, 3]), 4.334, 1e-3))
    #expect(
      agree(RallTree.parentDiameter(ofDaughters: [2.519842099789746, 2.519842099789746]), 4, 1e-15))
  }

  @Test(
    "cutting a cone in two changes nothing", arguments: [(6.0, 2.0), (2, 6), (4, 4), (1, 1.0001)])
  func cut(start: Double, end: Double) {
    let whole = cone(start, end)
    let middle = start + 0.3 * (end - start)
    let parts = PassiveTree(
      branches: [
        .init(length: 60, diameter: start, to: middle),
        .init(parent: 0, length: 140, diameter: middle, to: end),
      ], material: material)
    for frequency in [0, 30, 3000.0] {
      let one = whole.transferImpedance(from: .root, to: .end(of: 0), frequency: frequency)
      let two = parts.transferImpedance(from: .root, to: .end(of: 1), frequency: frequency)
      // A short piece (0.08 λ) loses a factor of ten to the difference of its two solutions.
      #expect((one - two).magnitude < 1e-12 * one.magnitude)
    }
  }

  @Test("a cone that hardly tapers is a cylinder", arguments: [1e-4, 1e-7, 1e-10])
  func nearlyCylinder(taper: Double) {
    let cylinder = cone(3, 3).inputResistance(at: .root)
    let cone = cone(3 * (1 + taper), 3 * (1 - taper)).inputResistance(at: .root)
    // From a fifteenth of a length constant, of the first order in the taper and below it.
    #expect(abs(cone / cylinder - 1) < taper + 1e-13)
  }

  @Test("every transfer is the same both ways, at every frequency", arguments: [0, 100, 10_000])
  func reciprocity(frequency: Double) {
    let tree = fork
    let nodes: [PassiveTree.Node] = [.root, .end(of: 0), .end(of: 1), .end(of: 2), .end(of: 3)]
    for a in nodes {
      for b in nodes {
        let there = tree.transferImpedance(from: a, to: b, frequency: frequency)
        let back = tree.transferImpedance(from: b, to: a, frequency: frequency)
        #expect((there - back).magnitude <= 1e-13 * there.magnitude)
      }
    }
  }

  @Test("a branch may be replaced by the conductance it shows")
  func replaced() {
    let twig = PassiveTree(
      branches: [.init(length: 300, diameter: 1, to: 0.4)], material: material)
    let load = 1 / twig.inputResistance(at: .root)
    let with = PassiveTree(
      branches: [
        .init(length: 100, diameter: 3), .init(parent: 0, length: 300, diameter: 1, to: 0.4),
      ], material: material)
    let without = PassiveTree(
      branches: [.init(length: 100, diameter: 3, end: .loaded(load))], material: material)
    #expect(agree(with.inputResistance(at: .root), without.inputResistance(at: .root), 1e-13))
    let cylinder = UniformCable(diameter: 3, material: material)
    let closed = cylinder.inputResistance(length: 100, end: .loaded(load))
    #expect(agree(closed, without.inputResistance(at: .root), 1e-13))
  }

  @Test(
    "the step response of a cylinder is the closed one, at both ends and with a killed end",
    arguments: [0.05, 1, 20, 200])
  func transient(time: Double) {
    let cylinder = UniformCable(diameter: 2, material: material)
    let unit = cylinder.lengthConstant
    let scale = cylinder.semiInfiniteResistance
    let sealed = PassiveTree(branches: [.init(length: 0.8 * unit, diameter: 2)], material: material)
    for (node, x) in [(PassiveTree.Node.root, 0.0), (.end(of: 0), 0.8)] {
      let inverted = sealed.stepResponse(from: .root, to: node, current: 1, time: time)
      let closed = StepResponse.finite(at: x, time: time / 20, length: 0.8)
      #expect(abs(inverted / scale - closed) < 1e-11)
    }
    let killed = PassiveTree(
      branches: [.init(length: 0.8 * unit, diameter: 2, end: .killed)], material: material)
    let inverted = killed.stepResponse(from: .root, to: .root, current: 1, time: time)
    let closed = StepResponse.finite(at: 0, time: time / 20, length: 0.8, farEndKilled: true)
    #expect(abs(inverted / scale - closed) < 1e-11)
  }

  /// A soma with a tapering trunk, a fork and an open tip.
  var fork: PassiveTree {
    PassiveTree(
      branches: [
        .init(length: 120, diameter: 5, to: 3), .init(parent: 0, length: 200, diameter: 2, to: 0.5),
        .init(parent: 0, length: 90, diameter: 1.5), .init(length: 400, diameter: 1, to: 1.6),
      ], material: material, rootLoad: 1e-3)
  }
}
