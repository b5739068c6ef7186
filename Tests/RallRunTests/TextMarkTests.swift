import RallModel
import RallRun
import RallUnits
import Testing

/// Programs of one family put three bytes before a text that say that it is UTF-8.
@Suite("A byte order mark")
struct TextMarkTests {
  private static let mark = "\u{FEFF}"

  @Test("before an experiment, a neuron, a current and a table of potentials changes nothing")
  func mark() throws {
    func experiment(_ mark: String) throws -> Preparation {
      let bench = try Bench(neuron: mark + Bench.ballAndStick)
      try bench.write(mark + "0 0\n10 1\n20 0\n", to: "current.txt")
      try bench.write(mark + "0 0\n10 1\n20 0\n", to: "course.txt")
      try bench.write(mark + "sample, V\n1, -3.25\n4, -3\n", to: "table.txt")
      return try bench.prepared(
        mark
          + RallRunTests.experiment(
            """
            stimuli:
              - { name: s, at: soma, file: { path: current.txt, time: ms, current: pA } }
            extracellular:
              - { name: t, table: { path: table.txt, potential: mV }, file: { path: course.txt, time: ms } }
            """))
    }
    let (plain, marked) = (try experiment(""), try experiment(Self.mark))
    #expect(plain.experiment == marked.experiment)
    #expect(plain.morphology == marked.morphology)
  }

  @Test("of UTF-16 is named as what it is")
  func utf16() throws {
    let bench = try Bench()
    try bench.write("x", to: "current.txt")
    let yaml = RallRunTests.experiment(
      "stimuli: [{ name: s, at: soma, file: { path: current.txt, time: ms, current: pA } }]")
    try bench.write([0xFF, 0xFE, 0x30, 0, 0x20, 0], to: "current.txt")
    let failure = try #require(bench.failure(yaml))
    #expect(failure.status == 65)
    #expect(failure.lines[0].contains("UTF-16; expected UTF-8 in two columns"))
  }
}
