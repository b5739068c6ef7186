import RallTheory
import Testing

@Suite("A step of current into a passive cable")
struct StepResponseTests {
  @Test(
    "an infinite cable charges as the error function of √t",
    arguments: [(0.1, 0.345279153981), (0.5, 0.682689492137), (1, 0.842700792950)])
  func infinite(time: Double, share: Double) {
    #expect(abs(2 * StepResponse.infinite(at: 0, time: time) - share) < printed(12))
  }

  @Test(
    "one length constant down a semi-infinite cable",
    arguments: [(0.25, 0.042131236289), (1, 0.233612440468), (4, 0.363439794141)])
  func semiInfinite(time: Double, voltage: Double) {
    #expect(abs(StepResponse.semiInfinite(at: 1, time: time) - voltage) < printed(12))
  }

  @Test(
    "both ends of a sealed cable of one length constant",
    arguments: [
      (0, 0.1, 0.345280451210), (1, 0.1, 0.007272757740), (0, 1, 0.945152343207),
      (1, 1, 0.483042188188),
    ])
  func finite(x: Double, time: Double, voltage: Double) {
    #expect(abs(StepResponse.finite(at: x, time: time, length: 1) - voltage) < printed(12))
  }

  @Test(
    "images and modes are one function, for any length and either far end",
    arguments: [0.3, 1, 2.5], [false, true])
  func imagesAreModes(length: Double, killed: Bool) {
    for time in [0.1, 0.4, 0.7, 1.5].map({ $0 * length * length }) {
      for x in [0, 0.37 * length, length] {
        let images = StepResponse.images(at: x, time: time, length: length, farEndKilled: killed)
        let modes = StepResponse.eigenfunctions(
          at: x, time: time, length: length, farEndKilled: killed)
        // Both lose the rounding of a steady voltage of coth(0.3) = 3.4 and some ten terms.
        #expect(abs(images - modes) < 1e-14)
      }
    }
  }

  @Test("it ends at the steady voltage", arguments: [0.5, 1, 3])
  func steady(length: Double) {
    let cable = UniformCable(
      diameter: 2, material: CableMaterial(membraneResistance: 20_000, axialResistivity: 150))
    let long = length * cable.lengthConstant
    for (killed, end) in [(false, CableEnd.sealed), (true, .killed)] {
      let response = StepResponse.finite(at: 0, time: 60, length: length, farEndKilled: killed)
      let steady = cable.inputResistance(length: long, end: end) / cable.semiInfiniteResistance
      #expect(agree(response, steady, 1e-14))
    }
  }

  @Test("nothing has happened at time zero, nor far away soon after")
  func before() {
    #expect(StepResponse.semiInfinite(at: 0, time: 0) == 0)
    #expect(StepResponse.semiInfinite(at: 800, time: 1) == 0)
    #expect(agree(StepResponse.semiInfinite(at: 0.5, time: 1e4), 0.60653065971, 1e-11))
  }
}
