import RallTheory
import Testing

/// Whether two numbers agree to a relative error.
func agree(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool {
  abs(a - b) <= tolerance * max(a.magnitude, b.magnitude)
}

/// Half a unit in the last of some printed decimals, and a little for the rounding of the sum.
func printed(_ decimals: Int) -> Double {
  (0..<decimals).reduce(0.501) { half, _ in half / 10 }
}

@Suite("The uniform cable")
struct UniformCableTests {
  let cable = UniformCable(
    diameter: 2,
    material: CableMaterial(membraneResistance: 20_000, axialResistivity: 150, capacitance: 1))

  @Test("the constants of a dendrite of 2 µm")
  func constants() {
    #expect(abs(cable.lengthConstant - 816.496580928) < printed(9))
    #expect(abs(cable.semiInfiniteConductance - 0.002565099660) < printed(12))
    #expect(abs(cable.semiInfiniteResistance - 389.848400617) < printed(9))
    #expect(cable.timeConstant == 20)
    #expect(abs(cable.centroidVelocity - 0.081649658) < printed(9))
  }

  @Test(
    "a sine decays over less the faster it is",
    arguments: [
      (1, 814.895913544), (10, 715.294257702), (100, 313.041988754), (1000, 102.597422813),
    ])
  func sine(frequency: Double, length: Double) {
    #expect(abs(cable.lengthConstant(frequency: frequency) - length) < printed(9))
  }

  @Test(
    "the form without a leak is longer, the more so at low frequency",
    arguments: [(10, 1030.064538729), (100, 325.735007935), (1000, 103.006453873)])
  func leakless(frequency: Double, length: Double) {
    #expect(abs(cable.leaklessLengthConstant(frequency: frequency) - length) < printed(9))
    #expect(length > cable.lengthConstant(frequency: frequency))
  }

  @Test("the crests of a slow sine move at 2λ/τ, and of a fast one with the root of frequency")
  func crests() {
    // √(1 + jε) = 1 + jε/2 − … : the error at ωτ = 1e-4 is of the order of 1e-8.
    let slow = 1e-4 / (2e-3 * .pi * 20)
    #expect(agree(cable.phaseVelocity(frequency: slow), cable.centroidVelocity, 1e-8))
    let ratio = cable.phaseVelocity(frequency: 4e9) / cable.phaseVelocity(frequency: 1e9)
    #expect(agree(ratio, 2, 1e-8))
  }

  @Test(
    "sealed: Rin is R∞ coth L, the far end has 1/cosh L, and τ0/τ1 is 1 + (π/L)²",
    arguments: [
      (0.5, 2.163953413739, 0.886818883970, 40.478417604),
      (1, 1.313035285499, 0.648054273664, 10.869604401),
      (2, 1.037314720728, 0.265802228834, 3.467401100),
    ])
  func sealed(L: Double, coth: Double, farEnd: Double, ratio: Double) {
    let length = L * cable.lengthConstant
    let input = cable.inputResistance(length: length, end: .sealed)
    #expect(abs(input / cable.semiInfiniteResistance - coth) < printed(12))
    let end = cable.attenuation(at: length, length: length, end: .sealed)
    #expect(abs(end - farEnd) < printed(12))
    let modes = (0...1).map { cable.equalizingTimeConstant($0, length: length) }
    #expect(modes[0] == 20)
    #expect(abs(modes[0] / modes[1] - ratio) < printed(9))
  }

  @Test("killed at L = 1: Rin is R∞ tanh L, τ0 is τ/(1 + (π/2L)²)")
  func killed() {
    let length = cable.lengthConstant
    let input = cable.inputResistance(length: length, end: .killed)
    #expect(abs(input / cable.semiInfiniteResistance - 0.761594155956) < printed(12))
    let slowest = cable.equalizingTimeConstant(0, length: length, farEndKilled: true)
    #expect(abs(slowest / 20 - 0.288400439) < printed(9))
    #expect(cable.attenuation(at: length, length: length, end: .killed) == 0)
  }

  @Test("a load lies between the sealed and the killed end, and G∞ is no end at all")
  func loaded() {
    let length = 700.0
    let own = cable.semiInfiniteConductance
    let matched = cable.inputResistance(length: length, end: .loaded(own))
    #expect(agree(matched, cable.semiInfiniteResistance, 1e-14))
    for (load, end) in [(0.0, CableEnd.sealed), (1e12, .killed)] {
      let loaded = cable.inputResistance(length: length, end: .loaded(load))
      #expect(agree(loaded, cable.inputResistance(length: length, end: end), 1e-13))
      let share = cable.attenuation(at: 300, length: length, end: .loaded(load))
      #expect(agree(share, cable.attenuation(at: 300, length: length, end: end), 1e-13))
    }
  }
}
