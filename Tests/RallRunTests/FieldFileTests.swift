import Foundation
import RallHDF5
import RallModel
import RallRun
import RallUnits
import Testing

/// Potentials and courses that come from files.
@Suite("Extracellular fields from files")
struct FieldFileTests {
  private static let table = experiment(
    """
    extracellular:
      - { name: solved, table: { path: solved.csv, potential: V, time: ms } }
    """)

  private func failure(_ text: String) throws -> String {
    let bench = try Bench()
    try bench.write(text, to: "solved.csv")
    let failure = try #require(bench.failure(Self.table))
    #expect(failure.status == 65)
    return try #require(failure.lines.first)
  }

  @Test("a table is read in its units, its columns by their times")
  func read() throws {
    let bench = try Bench()
    try bench.write(
      "# by a program\nsample, 0, 0.5, 1\n1, 0, -3.25e-3, 0\n2 0 -1e-3 0\n", to: "solved.csv")
    let experiment = try bench.prepared(Self.table).experiment
    guard case .table(let table) = experiment.fields[0].source else {
      Issue.record("no table")
      return
    }
    let expected = PotentialSamples(
      .samples([1, 2]), times: [0.ms, 0.5.ms, 1.ms],
      potentials: [[0.V, -3.25e-3.V, 0.V], [0.V, -1e-3.V, 0.V]])
    #expect(table.samples == expected)
  }

  @Test(
    "what is wrong in a table has its line",
    arguments: [
      ("", "solved.csv:1: the end after 0 places"),
      ("1, 2\n", "solved.csv:1: '1'; expected the names of the columns, sample the first"),
      ("sample 0 1\n1 2\n", "solved.csv:2: 2 columns; expected 3"),
      ("\nsample zero 1\n1 2 3\n", "solved.csv:2: 'zero'; expected a number"),
      ("sample 0 1\n1 2 3\n1 2 3\n", "solved.csv:3: the sample 1 a second time"),
      ("sample 0 1\none 2 3\n", "solved.csv:2: 'one'; expected the id of a sample"),
      ("sample 0 1\n1 2 inf\n", "solved.csv:2: 'inf'; expected a number"),
      ("sample 1 0\n1 2 3\n", "times that rise"),
    ])
  func wrong(text: String, message: String) throws {
    #expect(try failure(text).contains(message))
  }

  @Test(
    "a table that ends within the cell is used, with a warning",
    arguments: [("0 -1\n1000 -2", 0), ("0 -1\n900 -2", 1), ("100 -1\n1000 -2", 1)])
  func short(rows: String, warnings: Int) throws {
    let bench = try Bench()
    try bench.write("distance V\n\(rows)\n", to: "solved.csv")
    let yaml = """
      rall: 1
      morphology: { cylinder: { length: 1 mm, diameter: 1 um, type: axon } }
      membrane: [{ region: all, passive: { g: 0.1 mS/cm2, e: -65 mV } }]
      extracellular:
        - name: solved
          table: { path: solved.csv, potential: mV, distance: um }
          pulse: { start: 1 ms, duration: 1 ms }
      run: { duration: 5 ms }
      """
    let said = try bench.prepared(yaml).warnings.filter { $0.code == "heldTable" }
    #expect(said.count == warnings)
    for warning in said { #expect(warning.message.contains("of a cell of 1000 um")) }
  }

  /// A soma of three samples as NeuroMorpho writes it, which is one sphere, and a dendrite.
  private static let threeSamples = """
    1 1 0 0 0 10 -1
    2 1 0 10 0 10 1
    3 1 0 -10 0 10 1
    4 3 10 0 0 1 1
    5 3 510 0 0 1 4
    """

  private static let pulsed = experiment(
    """
    extracellular:
      - { name: solved, table: { path: solved.csv, potential: mV }, pulse: { start: 1 ms, duration: 1 ms } }
    record: [{ name: v, variable: v, at: all, every: 0.5 ms }]
    """, run: "{ duration: 5 ms }")

  @Test(
    "samples that the soma's sphere stands for may be in a table, and change nothing but a warning")
  func absorbed() throws {
    let bench = try Bench(neuron: Self.threeSamples)
    func frames(_ rows: String) throws -> (frames: [Float], warnings: [String]) {
      try bench.write("sample V\n\(rows)\n", to: "solved.csv")
      let prepared = try bench.prepared(Self.pulsed)
      try bench.run(Self.pulsed, settings: ["output.overwrite=true"])
      let reader = try bench.reader()
      return (
        try reader.frames(0..<11, of: 0),
        prepared.warnings.filter { $0.code == "absorbedSamples" }.map(\.message)
      )
    }
    let all = try frames("1 0\n2 -50\n3 70\n4 -1\n5 20")
    let own = try frames("1 0\n4 -1\n5 20")
    #expect(all.frames == own.frames)
    let other = try frames("1 1\n4 -1\n5 20")
    #expect(other.frames != own.frames)
    #expect(own.warnings.isEmpty && all.warnings.count == 1)
    #expect(all.warnings.first?.contains("2 of its samples are not used") == true)
    try bench.write("sample V\n1 0\n4 -1\n5 20\n6 1\n", to: "solved.csv")
    let failure = try #require(bench.failure(Self.pulsed))
    #expect(failure.status == 65 && failure.lines[0].contains("no sample 6"))
  }

  @Test("a table that is not there is told at its path")
  func absent() throws {
    let failure = try #require(Bench().failure(Self.table))
    #expect(failure.status == 66)
    #expect(failure.lines[0].contains("solved.csv: there is no such file"))
    #expect(failure.lines[0].hasPrefix("experiment.yaml:"))
  }

  @Test("a course is two columns, times and shares")
  func course() throws {
    let bench = try Bench()
    try bench.write("0 0\n1 1\n2 0\n", to: "course.txt")
    let yaml = experiment(
      """
      extracellular:
        - name: plates
          uniform: { strength: 1 V/m, direction: [1, 0, 0] }
          file: { path: course.txt, time: ms }
      """)
    guard case .file(let file)? = try bench.prepared(yaml).experiment.fields[0].course else {
      Issue.record("no course")
      return
    }
    #expect(
      file.samples
        == CurrentSamples(times: [0.ms, 1.ms, 2.ms], currents: [0.nA, 1.nA, 0.nA]))
  }
}
