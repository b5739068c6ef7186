import RallTheory
import Testing

@Suite("The exact propagator")
struct PropagatorTests {
  let propagator = Propagator(
    membraneTimeConstant: 10, synapticTimeConstant: 2, capacitance: 250)

  @Test("its elements over 0.1 ms")
  func elements() {
    #expect(abs(propagator.currentDecay(after: 0.1) - 0.951229424500714) < printed(15))
    #expect(abs(propagator.potentialDecay(after: 0.1) - 0.990049833749168) < printed(15))
    #expect(abs(propagator.potential(after: 0.1) - 3.882040924845409e-4) < printed(18))
  }

  @Test("the peak of a postsynaptic potential")
  func peak() {
    #expect(abs(propagator.peakTime - 4.023594781085) < printed(12))
    #expect(abs(propagator.potential(after: propagator.peakTime) - 5.349922439811e-3) < printed(15))
    for beside in [-0.01, 0.01] {
      #expect(
        propagator.potential(after: propagator.peakTime + beside)
          < propagator.potential(after: propagator.peakTime))
    }
  }

  @Test("two steps are one step of both lengths", arguments: [0.1, 1, 7], [2, 9.999, 10, 25.0])
  func semigroup(step: Double, synaptic: Double) {
    let propagator = Propagator(
      membraneTimeConstant: 10, synapticTimeConstant: synaptic, capacitance: 250)
    let twice =
      propagator.potential(after: step) * propagator.currentDecay(after: step)
      + propagator.potentialDecay(after: step) * propagator.potential(after: step)
    let once = propagator.potential(after: 2 * step)
    // A few roundings.
    #expect(abs(twice - once) <= 8 * once.ulp)
  }

  @Test("time constants that grow equal are no exception")
  func equal() {
    let alpha = Propagator(membraneTimeConstant: 10, synapticTimeConstant: 10, capacitance: 250)
    let near = Propagator(
      membraneTimeConstant: 10, synapticTimeConstant: 10 - 1e-9, capacitance: 250)
    #expect(alpha.peakTime == 10)
    // They differ by a share of half of 1e-10 times the time in time constants.
    #expect(abs(near.potential(after: 5) / alpha.potential(after: 5) - 1) < 1e-10)
    #expect(abs(near.peakTime - 10) < 1e-5)
  }
}
