import RallHDF5
import RallModel
import RallRun
import RallUnits
import Testing

/// Electrodes of every kind, from the experiment's words to the file.
@Suite("A run with electrodes of every kind")
struct ElectrodeRunTests {
  static let stimuli = """
    stimuli:
      - { name: a, at: soma, current_clamp: { start: 5 ms, duration: 1 ms, amplitude: 0.1 nA } }
      - { name: b, at: soma, ramp: { start: 5 ms, duration: 5 ms, from: 0 nA, to: 0.2 nA } }
      - { name: c, at: soma, sine: { start: 2 ms, duration: 5 ms, amplitude: 0.1 nA, frequency: 90 Hz, to_frequency: 300 Hz, phase: 1 rad, offset: 10 pA } }
      - { name: d, at: "section(1, 0.5)", noise: { start: 2 ms, duration: 15 ms, mean: 0 nA, sd: 20 pA, tau: 2 ms } }
      - { name: e, at: "section(1, 0.5)", file: { path: current.txt, time: ms, current: pA } }
      - { name: f, at: "section(1, 1)", voltage_clamp: { start: 3 ms, levels: [{ hold: -70 mV, for: 5 ms }, { hold: -40 mV, for: 5 ms }], series_resistance: 20 Mohm } }
      - { name: g, at: "section(1, 0)", voltage_clamp: { start: 15 ms, levels: [{ hold: -70 mV, for: 2 ms }] } }
    record:
      - { name: some, variable: [v, i_electrode], at: [soma, "section(1, 1)"], every: 0.1 ms }
    """
  static let yaml = experiment(stimuli, run: "{ duration: 20 ms }")

  static let current = """
    # a pulse with a slope
    1 0
    2, 100   # pA
    4\t100
    4 0

    6 0
    """

  static func bench(_ current: String = current) throws -> Bench {
    let bench = try Bench()
    try bench.write(current, to: "current.txt")
    return bench
  }

  @Test("writes a whole file, with a track for the current of each voltage clamp")
  func whole() throws {
    let bench = try Self.bench()
    let report = try bench.run(Self.yaml)
    #expect(report.status == .complete)
    let check = try ResultCheck(file: bench.path("result.h5"))
    #expect(check.isValid, "\(check.text)")
    let reader = try bench.reader()
    let tracks = reader.contents.tracks.map(\.track)
    #expect(
      tracks.map(\.name).sorted() == ["f.current", "g.current", "some.i_electrode", "some.v"])
    #expect(tracks.first { $0.name == "f.current" }?.unit == "nA")
  }

  @Test("as a pair leaves an error of the clamps' currents that is small")
  func paired() throws {
    let bench = try Self.bench()
    let report = try bench.run(Self.yaml, settings: ["run.accuracy=richardson"])
    let clamp = try #require(report.tracks.first { $0.name == "f.current" })
    // 30 mV over 20 MΩ are 1.5 nA.
    #expect(clamp.error > 0 && clamp.error < 0.01)
  }

  @Test(
    "makes the same potentials from noise whatever else is recorded, and others by another seed")
  func seeds() throws {
    func trace(_ settings: [String]) throws -> [Float] {
      let bench = try Self.bench()
      try bench.run(Self.yaml, settings: settings)
      let reader = try bench.reader()
      let number = try #require(
        reader.contents.tracks.firstIndex { $0.track.name == "some.v" })
      return try reader.frames(0..<201, of: number)
    }
    let one = try trace([])
    #expect(try one == trace(["record[0].every=0.1 ms"]))
    #expect(try one != trace(["run.seed=2"]))
  }

  @Test(
    "says of a current's file what is wrong, and in which line",
    arguments: [
      ("1 2\n3", "current.txt:2: 1 columns; expected a time and a current"),
      ("1 2\n\n3 4 5", "current.txt:3: 3 columns; expected a time and a current"),
      ("# t i\n1 x", "current.txt:2: 'x'; expected a number"),
      ("1 2\n2 nan", "current.txt:2: 'nan'; expected a number"),
      ("1 2\n0.5 2", "current.txt:2: the time 0.5 after a later one; expected times that rise"),
      (
        "1 2\n1 3\n1 4", "current.txt:3: the time 1 a third time; expected two at most, for a jump"
      ),
      ("1 2\n", "current.txt:2: the end after 1 samples; expected two or more"),
      ("", "current.txt:1: the end after 0 samples; expected two or more"),
    ])
  func wrongFile(text: String, message: String) throws {
    let failure = try #require(try Self.bench(text).failure(Self.yaml))
    #expect(failure.lines == [message])
    #expect(failure.status == 65)
  }

  @Test("says at its place that a current's file is not there, or flows outside the run")
  func misplacedFile() throws {
    let bench = try Self.bench("30 1\n40 1")
    let late = try #require(bench.failure(Self.yaml))
    #expect(late.status == 65)
    #expect(
      late.lines == ["experiment.yaml:13:5: this current flows before or after the run only"])
    let gone = try #require(
      bench.failure(Self.yaml.replacing("current.txt", with: "none.txt")))
    #expect(gone.status == 66)
    #expect(gone.lines == ["experiment.yaml:13:53: none.txt: there is no such file"])
  }
}
