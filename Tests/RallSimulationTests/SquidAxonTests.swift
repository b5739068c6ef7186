import RallCable
import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import Testing

/// Squid axons: HH 1952 on a long cylinder of 476 µm and 35.4 ohm cm.
@Suite("A spike on the squid axon")
struct SquidAxonTests {
  /// The speed of the spike between two places, m/s.
  static func speed(
    diameter: Length = 476.um, axoplasm: Resistivity = 35.4.ohm * .cm, length: Length = 60.mm,
    from: Length = 25.mm, to: Length = 45.mm, compartment: Length = 50.um, step: Time = 5.us,
    celsius: Double = 18.5, current: Current = 40.uA, scale: Double = 1
  ) throws -> Double {
    let cell = Cell(
      axoplasm: axoplasm, capacitance: scale * (1.uF / .cm2),
      temperature: Temperature(celsius: celsius)
    ) {
      Coat(
        .all,
        .hh(
          gna: scale * (120.mS / .cm2), gk: scale * (36.mS / .cm2), gl: scale * (0.3.mS / .cm2)))
    }
    let morphology = Morphology.cylinder(length: length, diameter: diameter, type: 2)
    let ends = [from, to].map { Site.section(0, $0 / length) }
    let lowered = try LoweredCell(
      cell, morphology, division: .longest(compartment),
      electrodes: [.section(0, 0)])
    let experiment = Experiment(
      morphology: .given(morphology), cell: cell,
      stimuli: [
        Stimulus(name: "kick", at: .section(0, 0), CurrentClamp(current, from: 0.1.ms, for: 0.2.ms))
      ],
      detectors: [Detector(name: "ends", at: ends, above: -20.mV)],
      run: RunSettings(duration: 4.ms, step: step))
    let plan = try Plan(experiment, lowered)
    var simulation = Simulation(lowered, plan)
    var sink = MemorySink(plan.layout)
    _ = try simulation.run(into: &sink)
    let times = sink.spikes[0].sorted { $0.point < $1.point }.map(\.time)
    try #require(times.count == 2, "the spike arrives at both places")
    return ((to - from) / (times[1] - times[0]).coherent).value(in: .um) / 1000
  }

  @Test("travels at the speed of the travelling wave, 18.73020 m/s at 18.5 °C")
  func velocity() throws {
    // The mesh of 50 µm is 3.4e-5 slow and the step of 5 µs adds 1e-4 (references: CVODE at 50 µm).
    let speed = try Self.speed()
    #expect(abs(speed / 18.73020 - 1) < 3e-4, "\(speed)")
  }
}
