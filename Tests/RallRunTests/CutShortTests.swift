import RallRun
import Testing

/// What an experiment asks for and the end of its run takes away is said.
@Suite("What lasts beyond the end of a run")
struct CutShortTests {
  private func warnings(_ stimulus: String, fields: String = "") throws -> [String] {
    let bench = try Bench()
    try bench.write("0 0\n10 1\n40 0\n", to: "current.txt")
    let yaml = experiment(
      "stimuli:\n  - { name: s, at: soma, \(stimulus) }\n\(fields)", run: "{ duration: 30 ms }")
    return try bench.prepared(yaml).warnings.filter { $0.code == "cutShort" }.map(\.message)
  }

  @Test(
    "is cut with a warning that says when it would have ended",
    arguments: [
      ("current_clamp: { start: 5 ms, duration: 26 ms, amplitude: 1 nA }", "31 ms"),
      (
        "current_clamp: { start: 5 ms, duration: 1 ms, amplitude: 1 nA, repeat: { every: 10 ms, times: 4 } }",
        "36 ms"
      ),
      ("ramp: { start: 5 ms, duration: 1 s, from: 0 nA, to: 1 nA }", "1005 ms"),
      ("sine: { start: 5 ms, duration: 30 ms, amplitude: 1 nA, frequency: 1 Hz }", "35 ms"),
      ("noise: { start: 5 ms, duration: 30 ms, mean: 0 nA, sd: 1 pA, tau: 1 ms }", "35 ms"),
      ("file: { path: current.txt, time: ms, current: pA }", "40 ms"),
      (
        "voltage_clamp: { start: 0 ms, levels: [{ hold: -65 mV, for: 20 ms }, { hold: -60 mV, for: 11 ms }] }",
        "31 ms"
      ),
    ])
  func stimuli(stimulus: String, end: String) throws {
    let said = try warnings(stimulus)
    #expect(said.count == 1)
    #expect(
      said.first?.contains("lasts to \(end) and is cut off at the end of the run, 30 ms") == true,
      "\(said)")
    #expect(said.first?.hasPrefix("stimuli[0].") == true)
  }

  @Test(
    "is nothing where it ends with the run",
    arguments: [
      "current_clamp: { start: 5 ms, duration: 25 ms, amplitude: 1 nA }",
      "current_clamp: { start: 29.9 ms, duration: 0.1 ms, amplitude: 1 nA }",
      "file: { path: current.txt, time: us, current: pA }",
    ])
  func whole(stimulus: String) throws { #expect(try warnings(stimulus) == []) }

  @Test("is said of a field outside, too")
  func fields() throws {
    let said = try warnings(
      "current_clamp: { start: 5 ms, duration: 1 ms, amplitude: 1 nA }",
      fields: """
        extracellular:
          - { name: f, uniform: { strength: 1 V/m, direction: [1, 0, 0] }, pulse: { start: 25 ms, duration: 6 ms } }
        """)
    #expect(said.count == 1)
    #expect(said.first?.hasPrefix("extracellular[0].pulse: it lasts to 31 ms") == true, "\(said)")
  }
}
