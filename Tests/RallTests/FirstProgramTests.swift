import Rall
import Testing

/// The program of the README, line by line; `.ci/check-examples` compares them.
@Suite("The first program")
struct FirstProgramTests {
  @Test("finds the speed of the travelling wave of 1952, 18.73020 m/s")
  func squidAxon() throws {
    let axon = Cell(axoplasm: 35.4.ohm * .cm, temperature: 18.5.degC, start: .rest) {
      Coat(.all, .hh())
    }
    let experiment = Experiment(
      morphology: .cylinder(length: 80.mm, diameter: 476.um, type: 2),
      division: .longest(25.um), cell: axon,
      stimuli: [
        Stimulus(name: "kick", at: .section(0, 0), CurrentClamp(40.uA, from: 0.1.ms, for: 0.2.ms))
      ],
      measures: [
        Measure(
          name: "speed",
          .conductionVelocity(
            along: .path(from: .at(30.mm, .axon), to: .at(60.mm, .axon)), above: -20.mV))
      ],
      run: RunSettings(duration: 6.ms, step: 5.us, accuracy: .richardson))
    let report = try Preparation(experiment).measure()
    print(report.text)

    // The error in time that the pair prints, 0.0014 m/s, is 8e-5 of it and bounds what is left.
    let speed = try #require(report.measures.first?.values.first)
    #expect(speed.unit == "m/s")
    #expect(abs(speed.value / 18.73020 - 1) < 8e-5, "\(speed.value)")
  }
}
