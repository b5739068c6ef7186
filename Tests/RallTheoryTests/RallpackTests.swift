import RallTheory
import Testing

@Suite("The exact Rallpacks")
struct RallpackTests {
  @Test(
    "Rallpack 1 at both ends",
    arguments: [
      (1, -42.471716323, -64.999911491), (10, 1.473297664, -54.270689451),
      (40, 55.340533917, -3.497158422), (250, 101.935051858, 43.096467966),
      (1e5, 102.180844913, 43.342261021),
    ])
  func cable(time: Double, near: Double, far: Double) {
    #expect(abs(Rallpack.cable(at: 0, time: time) - near) < printed(9))
    #expect(abs(Rallpack.cable(at: 1000, time: time) - far) < printed(9))
  }

  @Test(
    "Rallpack 2 at the root and a tip, and with the rounded dimensions of its README",
    arguments: [
      (1, -64.332978857, -64.412513915, -64.333023833, -64.412560411),
      (10, -59.446197727, -59.525732784, -59.446609183, -59.526145762),
      (40, -49.227422291, -49.306957349, -49.228600099, -49.308136677),
      (250, -40.127017572, -40.206552629, -40.128877858, -40.208414437),
    ])
  func tree(time: Double, root: Double, tip: Double, roundedRoot: Double, roundedTip: Double) {
    #expect(abs(Rallpack.tree(at: 0, time: time) - root) < printed(9))
    #expect(abs(Rallpack.tree(at: 320, time: time) - tip) < printed(9))
    // Computed with 40 digits by a recursion and an inversion of their own (mpmath).
    let rounded = Rallpack.roundedTree
    func voltage(_ node: PassiveTree.Node) -> Double {
      Rallpack.rest
        + rounded.stepResponse(from: .root, to: node, current: Rallpack.current, time: time)
    }
    #expect(abs(voltage(.root) - roundedRoot) < printed(9))
    #expect(abs(voltage(.end(of: 1022)) - roundedTip) < printed(9))
  }

  @Test("the tree of 1023 branches is its equivalent cylinder", arguments: [0.2, 10, 250])
  func equivalent(time: Double) {
    let tree = RallTree.tree(
      trunk: 16, levels: Array(repeating: 0.008, count: 10), material: Rallpack.material)
    for (node, distance) in [(PassiveTree.Node.root, 0.0), (.end(of: 1022), 320)] {
      let voltage =
        Rallpack.rest
        + tree.stepResponse(from: .root, to: node, current: Rallpack.current, time: time)
      // 1e-12 of the steady 25 mV, for which the inversion is good.
      #expect(abs(voltage - Rallpack.tree(at: distance, time: time)) < 3e-11)
    }
  }
}
