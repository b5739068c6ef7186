import RallHDF5
import RallModel
import RallMorphology
import RallRun
import RallUnits
import Testing

/// The same experiment gives the same bits.
@Suite("A run that is done again")
struct RepeatabilityTests {
  @Test("beside others in the same process gives the same bits")
  func beside() async throws {
    let bench = try Bench()
    for accuracy in ["standard", "richardson"] {
      let preparation = try bench.prepared(
        WholeRunTests.yaml, settings: ["run.accuracy=\(accuracy)"])
      let names = (0..<4).map { "\(accuracy)\($0).h5" }
      let paths = names.map { bench.path($0) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for path in paths {
          group.addTask { _ = try preparation.run(RunOptions(output: path, keepsEvery: .zero)) }
        }
        try await group.waitForAll()
      }
      let first = try computed(bench, names[0])
      for name in names.dropFirst() { #expect(try computed(bench, name) == first) }
    }
  }

  @Test("gives the same bits, in a file that differs in its birth and its clock alone")
  func again() throws {
    let bench = try Bench()
    try bench.run(WholeRunTests.yaml, into: "a.h5")
    try bench.run(WholeRunTests.yaml, into: "b.h5")
    #expect(try computed(bench, "a.h5") == computed(bench, "b.h5"))
    let (a, b) = (try bench.bytes(of: "a.h5"), try bench.bytes(of: "b.h5"))
    #expect(a.count == b.count)
    // An identifier of 36 digits, a time of 20, a clock of 8 bytes, and four check sums of HDF5's own.
    let differing = zip(a, b).count { $0 != $1 }
    #expect(differing <= 36 + 20 + 8 + 16)
  }

  @Test(
    "from the experiment that its file holds, gives the same bits",
    arguments: ["", "run.step=0.02 ms"])
  func stored(setting: String) throws {
    let bench = try Bench()
    let settings = setting.isEmpty ? [] : [setting, "membrane[0].hh.gna=121.7 mS/cm2"]
    try bench.run(WholeRunTests.yaml, settings: settings, into: "a.h5")
    let stored = try bench.reader(of: "a.h5").contents.experiment
    #expect((stored == WholeRunTests.yaml) == settings.isEmpty)
    try bench.run(stored, into: "b.h5")
    #expect(try computed(bench, "a.h5") == computed(bench, "b.h5"))
  }

  @Test("as a Swift experiment, gives the bits of its YAML")
  func fromSwift() throws {
    let bench = try Bench()
    let yaml = """
      rall: 1
      morphology: { cylinder: { length: 2 mm, diameter: 2 um, type: axon } }
      compartments: { longest: 20 um }
      cell: { axoplasm: 90 ohm cm, temperature: 18.5 degC }
      membrane:
        - { region: all, hh: { gna: 110 mS/cm2 } }
      stimuli:
        - { name: kick, at: "section(0, 0)", current_clamp: { start: 0.1 ms, duration: 0.5 ms, amplitude: 2 nA } }
      record:
        - { name: everywhere, at: all, every: 0.1 ms }
      detect:
        - { name: spikes, at: "section(0, 1)", above: -20 mV }
      measure:
        - { name: speed, conduction_velocity: { along: { from: "section(0, 0.2)", to: "section(0, 0.8)" }, above: -20 mV } }
      run: { duration: 10 ms }
      """
    try bench.run(yaml, into: "a.h5")
    let experiment = Experiment(
      morphology: .cylinder(length: 2.mm, diameter: 2.um, type: 2), division: .longest(20.um),
      cell: Cell(axoplasm: 90.ohm * .cm, temperature: 18.5.degC) {
        Coat(.all, .hh(gna: 110.mS / .cm2))
      },
      stimuli: [
        Stimulus(name: "kick", at: .section(0, 0), CurrentClamp(2.nA, from: 0.1.ms, for: 0.5.ms))
      ],
      recordings: [Recording(name: "everywhere", .region(.all), every: 0.1.ms)],
      detectors: [Detector(name: "spikes", at: [.section(0, 1)], above: -20.mV)],
      measures: [
        Measure(
          name: "speed",
          .conductionVelocity(
            along: .path(from: .section(0, 0.2), to: .section(0, 0.8)), above: -20.mV))
      ], run: RunSettings(duration: 10.ms))
    let report = try Preparation(experiment).run(RunOptions(output: bench.path("b.h5")))
    #expect(report.detectors[0].spikes[0].count == 1)
    #expect(try computed(bench, "a.h5") == computed(bench, "b.h5"))
    // What the file of the Swift experiment holds runs as well.
    try bench.run(bench.reader(of: "b.h5").contents.experiment, into: "c.h5")
    #expect(try computed(bench, "a.h5") == computed(bench, "c.h5"))
  }
}

/// Everything in a result that is computed, as text, in which NaN is NaN.
func computed(_ bench: Bench, _ name: String) throws -> [String] {
  let reader = try bench.reader(of: name)
  let contents = reader.contents
  var all = ["\(contents.detectors)", "\(contents.measures)", "\(contents.tracks)"]
  for (number, track) in contents.tracks.enumerated() {
    all.append("\(try reader.frames(0..<track.track.frameCount, of: number).map(\.bitPattern))")
  }
  return all
}
