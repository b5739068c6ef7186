import RallTheory
import Testing

@Suite("The travelling action potential of the squid")
struct SquidWaveTests {
  @Test(
    "constant, velocity and peak from the cold to near the heat block",
    arguments: [
      (6.3, 4.5097805, 12.31259, 37.950), (10, 5.9565672, 14.15044, 35.445),
      (15, 8.4044713, 16.80843, 30.462), (18.5, 10.4361665, 18.73020, 25.535),
      (20, 11.3662873, 19.54705, 22.982), (25, 14.4633319, 22.04987, 12.188),
      (30, 16.3219749, 23.42385, -3.132), (33, 14.4708642, 22.05561, -17.059),
    ])
  func table(temperature: Double, constant: Double, velocity: Double, peak: Double) throws {
    let membrane = SquidMembrane(leakReversal: -54.3, temperature: temperature)
    let wave = try #require(membrane.travellingWave)
    #expect(abs(wave.constant - constant) < printed(7))
    #expect(abs(wave.velocity(diameter: 476, axialResistivity: 35.4) - velocity) < printed(5))
    #expect(abs(wave.peak - peak) < printed(3))
  }

  @Test("with the leak of 1952 the wave is faster by a ten-thousandth")
  func leakOf1952() throws {
    let membrane = SquidMembrane(leakReversal: -54.387, temperature: 18.5)
    let wave = try #require(membrane.travellingWave)
    #expect(abs(wave.constant - 10.4380511) < printed(7))
    #expect(abs(wave.velocity(diameter: 476, axialResistivity: 35.4) - 18.731888) < printed(6))
  }

  @Test("above 33.677 °C no wave travels")
  func heatBlock() {
    let (temperature, last) = SquidMembrane(leakReversal: -54.3, temperature: 6.3).heatBlock
    #expect(abs(temperature - 33.677) < printed(3))
    // The last K is the place of a flat maximum, found to the root of what the temperature is.
    #expect(abs(last.constant - 11.34) < 0.01)
    #expect(SquidMembrane(leakReversal: -54.3, temperature: 33.7).travellingWave == nil)
  }

  @Test("velocity goes with √(d/Rᵢ), exactly", arguments: [0.25, 4, 100])
  func scaling(factor: Double) {
    let membrane = SquidMembrane(leakReversal: -54.3, temperature: 18.5)
    let wave = SquidWave(constant: 10.4361665, peak: 25.5, membrane: membrane)
    let one = wave.velocity(diameter: 476, axialResistivity: 35.4)
    let thick = wave.velocity(diameter: 476 * factor, axialResistivity: 35.4)
    let viscous = wave.velocity(diameter: 476, axialResistivity: 35.4 * factor)
    #expect(agree(thick / one, factor.squareRoot(), 1e-15))
    #expect(agree(viscous / one, 1 / factor.squareRoot(), 1e-15))
  }

  @Test("a membrane with twice of everything has the same constant, and 1/√2 of the velocity")
  func twice() throws {
    let single = SquidMembrane(leakReversal: -54.3, temperature: 18.5)
    var double = single
    double.capacitance *= 2
    double.sodiumConductance *= 2
    double.potassiumConductance *= 2
    double.leakConductance *= 2
    let (one, two) = (try #require(single.travellingWave), try #require(double.travellingWave))
    #expect(agree(one.constant, two.constant, 1e-12))
    let ratio =
      two.velocity(diameter: 10, axialResistivity: 100)
      / one.velocity(diameter: 10, axialResistivity: 100)
    #expect(agree(ratio, 0.5.squareRoot(), 1e-12))
  }
}
