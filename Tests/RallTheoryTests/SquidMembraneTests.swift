import RallTheory
import Testing

@Suite("The squid membrane in a space clamp")
struct SquidMembraneTests {
  let cold = SquidMembrane(leakReversal: -54.3, temperature: 6.3)
  let warm = SquidMembrane(leakReversal: -54.3, temperature: 18.5)

  @Test(
    "the resting voltage is set by the leak reversal",
    arguments: [(-54.3, -64.974052452), (-54.4, -64.999722434), (-54.387, -64.996379331)])
  func rest(leak: Double, voltage: Double) {
    let membrane = SquidMembrane(leakReversal: leak, temperature: 6.3)
    #expect(abs(membrane.restingVoltage - voltage) < printed(9))
    #expect(
      SquidMembrane(leakReversal: leak, temperature: 20).restingVoltage == membrane.restingVoltage)
  }

  @Test("−65 mV is rest for one leak reversal only")
  func restOf1952() {
    let membrane = SquidMembrane(leakReversal: -54.401079, temperature: 6.3)
    #expect(abs(membrane.restingVoltage + 65) < 1e-6)
  }

  @Test("the gates at rest and their time constants at −65 mV")
  func gates() {
    let gates = cold.steadyGates(at: cold.restingVoltage)
    #expect(abs(gates.m - 0.053094652) < printed(9))
    #expect(abs(gates.h - 0.595213017) < printed(9))
    #expect(abs(gates.n - 0.318074617) < printed(9))
    let tau = cold.timeConstants(at: -65)
    #expect(abs(tau.m - 0.236767) < printed(6))
    #expect(abs(tau.h - 8.516011) < printed(6))
    #expect(abs(tau.n - 5.458585) < printed(6))
    #expect(agree(warm.timeConstants(at: -65).m * warm.gateSpeed, tau.m, 1e-15))
  }

  @Test("the rates are smooth where their formulas are 0/0", arguments: [-40.0, -55])
  func removable(voltage: Double) {
    // On both sides of the change of formula at 0.2 mV too.
    for offset in [0, 1e-9, 0.2 - 1e-12, 0.2 + 1e-12] {
      let below = cold.steadyGates(at: voltage + offset - 1e-10)
      let above = cold.steadyGates(at: voltage + offset + 1e-10)
      #expect(abs(above.m - below.m) < 1e-11)
      #expect(abs(above.n - below.n) < 1e-11)
    }
  }

  @Test("an action potential after a jump of 15 mV at 6.3 °C: peak and after-hyperpolarisation")
  func spike() throws {
    let spike = try #require(cold.response(toJump: 15))
    #expect(abs(spike.peak.voltage - 40.3845424) < printed(7))
    #expect(abs(spike.peak.time - 1.1584811) < printed(7))
    #expect(abs(spike.trough.voltage + 76.1778466) < printed(7))
    #expect(abs(spike.trough.time - 4.0249780) < printed(7))
  }

  @Test(
    "the peak is the higher the larger the jump, and lower in the warm",
    arguments: [
      (6.3, 30, 41.3121473), (6.3, 90, 43.5170721), (18.5, 15, 31.8806456),
      (18.5, 30, 34.9864149), (18.5, 90, 41.3156979),
    ])
  func peaks(temperature: Double, jump: Double, peak: Double) throws {
    let membrane = SquidMembrane(leakReversal: -54.3, temperature: temperature)
    let spike = try #require(membrane.response(toJump: jump))
    #expect(abs(spike.peak.voltage - peak) < printed(7))
  }

  @Test("a jump of 7 mV fails in the warm")
  func fails() throws {
    #expect(try #require(warm.response(toJump: 7)).peak.voltage < -50)
  }

  @Test("the smallest jump that fires")
  func threshold() {
    #expect(abs(cold.thresholdJump - 6.48979788) < printed(8))
  }

  @Test(
    "the rate of firing under a steady current at 6.3 °C",
    arguments: [
      (6.5, 55.288219), (7, 58.460264), (8, 62.560956), (10, 68.389645), (15, 78.694702),
      (20, 86.506966), (30, 98.773457), (50, 117.056537),
    ])
  func coldRate(current: Double, rate: Double) throws {
    #expect(abs(try #require(cold.firingRate(current: current)) - rate) < printed(6))
  }

  @Test(
    "the rate of firing under a steady current at 18.5 °C",
    arguments: [
      (10, 188.854958), (15, 226.975135), (20, 254.104033), (30, 295.180313), (50, 352.891144),
    ])
  func warmRate(current: Double, rate: Double) throws {
    #expect(abs(try #require(warm.firingRate(current: current)) - rate) < printed(6))
  }

  @Test("below the fold of cycles a step ends in silence")
  func silence() {
    #expect(cold.firingRate(current: 6) == nil)
  }

  @Test("rest loses its stability and gains it back at two Hopf points")
  func hopf() throws {
    let points = cold.hopfPoints
    #expect(points.count == 2)
    #expect(abs(points[0].current - 9.7493380) < printed(7))
    #expect(abs(points[0].voltage + 59.654144) < printed(6))
    #expect(abs(points[0].frequency - 93.302) < printed(3))
    #expect(abs(points[1].current - 154.4963337) < printed(7))
    let fast = warm.hopfPoints
    #expect(abs(fast[0].current - 18.5337257) < printed(7))
    #expect(abs(fast[1].current - 151.5525918) < printed(7))
  }

  @Test(
    "the cycle of spikes ends in a fold, at a current below the Hopf point and a rate above zero")
  func fold() throws {
    let fold = try #require(cold.cycleFold(below: 6.5))
    #expect(abs(fold.current - 6.2342) < printed(4))
    // The rate falls with an infinite slope here, so that a simulation just above the fold gives
    // some hundredths more.
    #expect(abs(fold.frequency - 50.27) < 0.01)
  }
}
