import RallCable
import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import TestNeurons
import Testing

@Suite("Until when something drives a cell")
struct EndOfStimuliTests {
  private static func end(
    _ stimuli: [any ElectrodeNoun], _ fields: [ExtracellularField] = []
  ) throws -> Time {
    var bench = PlanTests.bench()
    bench.stimuli = stimuli.enumerated().map {
      Stimulus(name: "s\($0)", at: .section(0, 0.33), $1)
    }
    bench.fields = fields
    let cell = try bench.lowered()
    return try Plan(bench.experiment(for: 10, step: 0.025, .standard), cell).endOfStimuli
  }

  private static func samples(_ times: [Double], _ currents: [Double]) -> CurrentFile {
    CurrentFile(
      path: "", time: FieldTests.milliseconds, current: UnitName("nA")!,
      samples: CurrentSamples(
        times: times.map { Time(coherent: $0) }, currents: currents.map { Current(coherent: $0) }))
  }

  @Test("a pulse drives until its end, the last of a train until its own; one of 0 nA never does")
  func pulses() throws {
    #expect(try Self.end([CurrentClamp(1.nA, from: 1.ms, for: 2.ms)]) == 3.ms)
    #expect(try Self.end([CurrentClamp(-1.nA, from: 1.ms, for: 2.ms)]) == 3.ms)
    #expect(
      try Self.end([
        CurrentClamp(1.nA, from: 1.ms, for: 1.ms, repeats: .init(every: 2.ms, times: 3))
      ]) == 6.ms)
    #expect(try Self.end([CurrentClamp(1.nA, from: 1.ms, for: 20.ms)]) == 10.ms)
    #expect(
      try Self.end([
        CurrentClamp(1.nA, from: 1.ms, for: 2.ms), CurrentClamp(.zero, from: 5.ms, for: 2.ms),
      ]) == 3.ms)
    #expect(try Self.end([CurrentClamp(.zero, from: 1.ms, for: 2.ms)]) == 10.ms)
    #expect(try Self.end([]) == 10.ms)
  }

  @Test("a ramp to 0 drives until it is there, like any other", arguments: [0, 1e-9, -0.1])
  func ramp(to end: Double) throws {
    let ramp = CurrentRamp(1.nA, to: Current(coherent: end), from: 1.ms, for: 5.ms)
    #expect(try Self.end([ramp]) == 6.ms)
  }

  @Test("a whole wave drives until its end, a file as long as it has a current or comes to none")
  func curves() throws {
    #expect(try Self.end([CurrentSine(1.nA, at: 200.Hz, from: 1.ms, for: 5.ms)]) == 6.ms)
    #expect(
      try Self.end([CurrentNoise(mean: .zero, sd: 1.nA, tau: 1.ms, from: 1.ms, for: 5.ms, seed: 1)])
        == 6.ms)
    #expect(try Self.end([Self.samples([1, 4, 6, 9], [1, 1, 0, 0])]) == 6.ms)
    #expect(try Self.end([Self.samples([1, 4, 4, 9], [1, 1, 0, 0])]) == 4.ms)
  }

  @Test("a voltage clamp drives until its last level ends, whatever it holds")
  func clamps() throws {
    let levels = VoltageClampTests.clamp([(-45, 2), (-65, 3)])
    #expect(try Self.end([levels]) == 6.ms)
    #expect(try Self.end([VoltageClampTests.clamp([(-45, 2)], through: 5)]) == 3.ms)
    #expect(try Self.end([levels, CurrentClamp(1.nA, from: .zero, for: 1.ms)]) == 6.ms)
    #expect(try Self.end([levels, CurrentClamp(1.nA, from: 7.ms, for: 1.ms)]) == 8.ms)
    #expect(try Self.end([VoltageClampTests.clamp([(-45, 200)])]) == 10.ms)
    // It begins after the run's end.
    #expect(
      try Self.end([
        VoltageClampTests.clamp([(-45, 2)], from: 20), CurrentClamp(1.nA, from: 1.ms, for: 1.ms),
      ]) == 2.ms)
  }

  @Test("a field drives until its course ends, without one all along; one of 0 V/m never does")
  func fields() throws {
    func field(_ strength: Double, _ course: FieldCourse?) -> ExtracellularField {
      ExtracellularField(
        name: "plates", .uniform(UniformField(strength.V / .m, along: [1, 0, 0])), course)
    }
    let pulse = FieldCourse.pulse(FieldPulse(from: 1.ms, for: 3.ms))
    let ramp = FieldCourse.ramp(FieldRamp(1, to: 0, from: 2.ms, for: 5.ms))
    #expect(try Self.end([], [field(5, pulse)]) == 4.ms)
    #expect(try Self.end([], [field(5, pulse), field(5, ramp)]) == 7.ms)
    #expect(try Self.end([CurrentClamp(1.nA, from: 1.ms, for: 1.ms)], [field(5, pulse)]) == 4.ms)
    #expect(try Self.end([CurrentClamp(1.nA, from: 5.ms, for: 1.ms)], [field(5, pulse)]) == 6.ms)
    #expect(try Self.end([CurrentClamp(1.nA, from: 1.ms, for: 1.ms)], [field(5, nil)]) == 10.ms)
    #expect(try Self.end([CurrentClamp(1.nA, from: 1.ms, for: 1.ms)], [field(0, nil)]) == 2.ms)
  }

  @Test("a field from a table of times drives as long as its potentials differ or come to that")
  func tables() throws {
    func table(_ times: [Double], _ shares: [Double]) throws -> ExtracellularField {
      let samples = try #require(
        PotentialSamples(
          .distances([0.um, 100.um]), times: times.map { Time(coherent: $0) },
          potentials: [shares.map { _ in .zero }, shares.map { Voltage(coherent: 100 * $0) }]))
      return ExtracellularField(name: "table", try FieldTableTests.table(samples))
    }
    #expect(try Self.end([], [try table([1, 2, 5, 8], [1, 1, 0, 0])]) == 5.ms)
    #expect(try Self.end([], [try table([1, 2, 5, 20], [0, 1, 1, 1])]) == 10.ms)
    #expect(try Self.end([], [try table([1, 2, 12, 20], [0, 0, 0, 1])]) == 10.ms)
  }
}
