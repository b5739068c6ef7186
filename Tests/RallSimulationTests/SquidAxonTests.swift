import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import Testing

/// Squid axons: HH 1952 on a long cylinder of 476 µm and 35.4 ohm cm.
@Suite("A spike on the squid axon")
struct SquidAxonTests {
  /// An axon and what is done to it; the clamp's current goes with the area of a compartment.
  struct Axon {
    var diameter = 476.um
    var axoplasm = 35.4.ohm * .cm
    var length = 80.mm
    var compartment = 100.um
    var step = 5.us
    var celsius = 18.5
    var current = 40.uA
    /// Of the capacitance and of every conductance.
    var scale = 1.0

    /// The times at which the spike passes at 1/2 and 3/4 of the length, ms.
    ///
    /// The axon starts at rest: from −65 mV it still drifts when the spike comes, which makes it
    /// 1e-3 faster. After 40 mm the kick is forgotten to 1e-6, and the far end is as far again.
    func arrivals() throws -> [Double] {
      let cell = Cell(
        axoplasm: axoplasm, capacitance: scale * (1.uF / .cm2),
        temperature: Temperature(celsius: celsius),
        start: .voltage(Voltage(coherent: Bench.rest))
      ) {
        Coat(
          .all,
          .hh(
            gna: scale * (120.mS / .cm2), gk: scale * (36.mS / .cm2), gl: scale * (0.3.mS / .cm2)))
      }
      var bench = Bench(
        cell: cell, morphology: .cylinder(length: length, diameter: diameter, type: 2),
        division: .longest(compartment))
      bench.stimuli = [
        Stimulus(name: "kick", at: .section(0, 0), CurrentClamp(current, from: 0.1.ms, for: 0.2.ms))
      ]
      bench.detectors = [
        Detector(name: "ends", at: [.section(0, 0.5), .section(0, 0.75)], above: -20.mV)
      ]
      let yield = try bench.run(for: 5.5, step: step.coherent)
      let times = [yield.times(point: 0), yield.times(point: 1)]
      try #require(times[0].count == 1 && times[1].count == 1, "the spike arrives at both places")
      return [times[0][0], times[1][0]]
    }

    /// m/s
    func speed() throws -> Double {
      let times = try arrivals()
      return Speed(coherent: length.coherent / 4 / (times[1] - times[0])).value(
        in: .metresPerSecond)
    }
  }

  /// The travelling wave of a boundary-value solver at 18.5 °C, m/s.
  static let wave = 18.73020

  /// The speed at a compartment in µm and a step in µs, m/s.
  static func speed(_ compartment: Double, _ step: Double, celsius: Double = 18.5) throws -> Double
  {
    var axon = Axon()
    (axon.compartment, axon.step, axon.celsius) = (compartment.um, step.us, celsius)
    return try axon.speed()
  }

  @Test("V16: at 50 µm and 5 µs it travels at the wave's speed within 4e-4, most of it the step's")
  func velocity() throws {
    let speed = try Self.speed(50, 5)
    #expect(abs(speed / Self.wave - 1) < 4e-4, "\(speed)")
  }

  @Test("V16: without mesh and step it travels at the wave's speed to all its digits")
  func extrapolatedVelocity() throws {
    let coarse = try extrapolated(Self.speed(100, 10), Self.speed(100, 5))
    let fine = try extrapolated(Self.speed(50, 10), Self.speed(50, 5))
    let speed = extrapolated(coarse, fine)
    // The reference has seven digits.
    #expect(abs(speed / Self.wave - 1) < 3e-6, "\(speed)")
  }

  @Test(
    "V17: it travels at the wave's speed at other temperatures",
    arguments: [(10, 14.15044), (25, 22.04987), (30, 23.42385)])
  func temperatures(celsius: Double, wave: Double) throws {
    let speed = try extrapolated(
      Self.speed(100, 10, celsius: celsius), Self.speed(100, 5, celsius: celsius))
    // 100 µm are 8e-5 at 18.5 °C, and more where the front is steeper.
    #expect(abs(speed / wave - 1) < 3e-4, "\(speed / wave - 1)")
  }

  @Test(
    "V18: the speed goes with √(d/Ra): with compartments alike the discrete axon is the same",
    arguments: [(4.0, 1.0), (0.25, 1), (1, 4), (2, 1), (0.3, 1), (1, 1.7), (1.3, 0.6)])
  func diameterAndAxoplasm(diameter: Double, axoplasm: Double) throws {
    let base = try Axon().arrivals()
    var axon = Axon()
    let root = (diameter / axoplasm).squareRoot()
    axon.diameter = diameter * axon.diameter
    axon.axoplasm = axoplasm * axon.axoplasm
    axon.length = root * axon.length
    axon.compartment = root * axon.compartment
    axon.current = root * diameter * axon.current
    let times = try axon.arrivals()
    // The same times: then speeds are as the lengths.
    for (a, b) in zip(base, times) { #expect(abs(b / a - 1) < 1e-12, "\(b / a - 1)") }
    #expect(abs(try axon.speed() / (root * Axon().speed()) - 1) < 1e-9)
    // Powers of two in all sizes are not rounded at all.
    if root == root.rounded() || 1 / root == (1 / root).rounded(), axoplasm == 1 {
      #expect(times == base)
    }
  }

  @Test(
    "V18: C and every g times c make it slower by √c, and a step needs no scaling",
    arguments: [4, 2, 0.1])
  func scaling(c: Double) throws {
    let base = try Axon().arrivals()
    var axon = Axon()
    axon.scale = c
    axon.length = 1 / c.squareRoot() * axon.length
    axon.compartment = 1 / c.squareRoot() * axon.compartment
    axon.current = c.squareRoot() * axon.current
    let times = try axon.arrivals()
    for (a, b) in zip(base, times) { #expect(abs(b / a - 1) < 1e-12, "\(b / a - 1)") }
    #expect(abs(try axon.speed() * c.squareRoot() / Axon().speed() - 1) < 1e-9)
  }
}
