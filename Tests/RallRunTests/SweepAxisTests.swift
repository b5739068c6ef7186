import Foundation
import RallJSON
import RallModel
import RallRun
import Testing

@Suite("A value that is swept")
struct SweepAxisTests {
  @Test("goes evenly from one value to another, both included")
  func values() throws {
    let sweep = try SweepAxis("stimuli[0].current_clamp.amplitude=0.1..1 nA:10")
    #expect(sweep.path == "stimuli[0].current_clamp.amplitude")
    #expect(sweep.unit == "nA")
    #expect(sweep.values.count == 10)
    #expect(sweep.values == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    let bare = try SweepAxis("compartments.per_section = -3..-5.5 : 2".replacing(" ", with: ""))
    #expect(bare.unit == "")
    #expect(bare.values == [-3, -5.5])
    #expect(try SweepAxis("cell.axoplasm=100..200 ohm cm:3").unit == "ohm cm")
  }

  @Test(
    "that cannot be read is wrong usage, and says what is expected",
    arguments: [
      "", "run.duration", "run.duration=1 ms", "run.duration=1..2 ms", "run.duration=1..2 ms:1",
      "run.duration=1..2 ms:two", "=1..2 ms:3", "run..duration=1..2 ms:3", "run.duration=..2 ms:3",
      "run.duration=1..ms:3", "run.duration=1 ms:3", "run.duration=nan..1 ms:3",
      "run.duration=1..2 ms:1000000", "run.duration=2..2 ms:3", "run.duration=0..-0 ms:2",
      "output.file=1..2:2", "output=1..2:2",
    ])
  func wrong(text: String) {
    do throws(Failure) {
      _ = try SweepAxis(text)
      Issue.record("it was read")
    } catch {
      #expect(error.status == 64)
      #expect(error.lines.count == 1 && error.lines[0].contains("expected for instance"))
    }
  }

  /// A ball and stick whose axoplasm is swept, with two measures.
  private static let yaml = experiment(
    """
    measure:
      - { name: r, input_resistance: { at: soma } }
      - { name: lambda, length_constant: { region: dendrites } }
    """)

  @Test(
    "answers at every point what a run with that value answers, by any number of threads",
    arguments: [1, 2, 3, 9])
  func points(threads: Int) throws {
    let bench = try Bench()
    try bench.write(Self.yaml, to: "experiment.yaml")
    let sweep = try SweepAxis("cell.axoplasm=50..200 ohm cm:4")
    let report = try sweep.measure(file: bench.path("experiment.yaml"), threads: threads)
    #expect(report.points.map(\.value) == [50, 100, 150, 200])
    #expect(report.status == .complete)
    for point in report.points {
      let alone = try bench.prepared(Self.yaml, settings: ["cell.axoplasm=\(point.value) ohm cm"])
      #expect(try alone.measure(withMaps: false).measures == point.measures)
    }
    // λ goes with the root of 1/Ra.
    let lambda = report.points.map { $0.measures[1].values[0].value }
    #expect(lambda[0].isWithin(1e-3, of: 2 * lambda[3]))
  }

  @Test("is a table, an object and comma-separated values of the same numbers")
  func forms() throws {
    let bench = try Bench()
    try bench.write(Self.yaml, to: "experiment.yaml")
    let report = try SweepAxis("cell.axoplasm=50..200 ohm cm:2")
      .measure(file: bench.path("experiment.yaml")) {
        if case .inputResistance = $0 { true } else { false }
      }
    let lines = report.csv.split(separator: "\n")
    #expect(lines[0] == "cell.axoplasm ohm cm,r Mohm,remark")
    #expect(lines.count == 3)
    let value = report.points[0].measures[0].values[0].value
    #expect(lines[1] == "50,\(value),")
    #expect(report.text.split(separator: "\n").count == 3)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(report.json.description.utf8)) as? [String: Any])
    #expect(object["over"] as? String == "cell.axoplasm")
    #expect(object["unit"] as? String == "ohm cm")
    let points = try #require(object["points"] as? [[String: Any]])
    let measure = try #require(points[0]["measure"] as? [String: [String: Any]])
    // The text has all digits; Foundation loses the seventeenth when it reads them.
    #expect(report.json.description.contains("\"value\": \(value),"))
    let read = try #require(measure["r"]?["value"] as? Double)
    #expect(read.isWithin(1e-14, of: value))
  }

  @Test("a value that cannot be is a row that says so")
  func wrongValue() throws {
    let bench = try Bench()
    try bench.write(Self.yaml, to: "experiment.yaml")
    let report = try SweepAxis("cell.axoplasm=50..-50 ohm cm:3")
      .measure(file: bench.path("experiment.yaml"))
    #expect(report.points.map { $0.failure == nil } == [true, false, false])
    let lines = report.csv.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[2].hasPrefix("0,,"))
    #expect(lines[2].contains("--over cell.axoplasm: 0 ohm cm; expected more than 0"))
    #expect(report.text.contains("--over cell.axoplasm: -50 ohm cm"))
  }

  @Test("stops where no value is right, and says why")
  func onlyWrongValues() throws {
    let bench = try Bench()
    try bench.write(Self.yaml, to: "experiment.yaml")
    let sweep = try SweepAxis("cell.axoplasm=0..-50 ohm cm:3")
    do throws(Failure) {
      _ = try sweep.measure(file: bench.path("experiment.yaml"))
      Issue.record("it went on")
    } catch {
      #expect(error.status == 65)
      #expect(error.lines[0].contains("--over cell.axoplasm: 0 ohm cm"))
    }
  }

  /// A bare axon of HH, from whose one end a spike sets out.
  private static let axon = """
    rall: 1
    morphology: { cylinder: { length: 4 mm, diameter: 2 um, type: axon } }
    compartments: { longest: 20 um }
    cell: { temperature: 6.3 degC }
    membrane: [{ region: all, hh: {} }]
    stimuli:
      - { name: kick, at: "section(0, 0)", current_clamp: { start: 1 ms, duration: 1 ms, amplitude: 1 nA } }
    measure:
      - { name: speed, conduction_velocity: { along: { from: "section(0, 0.05)", to: "section(0, 0.75)" }, above: -20 mV } }
    run: { duration: 20 ms }
    """

  @Test(
    "velocity grows with the root of the diameter, and where heat blocks the spike a row says so")
  func velocity() throws {
    let bench = try Bench()
    try bench.write(Self.axon, to: "experiment.yaml")
    let file = bench.path("experiment.yaml")
    let report = try SweepAxis("morphology.cylinder.diameter=1..4 um:2").measure(file: file)
    let speeds = report.points.map { $0.measures[0].values[0].value }
    // The law of a uniform cable; near the electrode the wave is not yet of one form.
    #expect((speeds[1] / speeds[0]).isWithin(0.02, of: 2))
    #expect(
      report.csv.hasPrefix("morphology.cylinder.diameter um,speed m/s,speed standard error m/s"))

    let heat = try SweepAxis("cell.temperature=6.3..34.3 degC:2").measure(
      file: file, settings: ["measure[0].conduction_velocity.along.from=section(0, 0)"])
    #expect(heat.points[1].measures[0].values == [])
    let row = try #require(heat.csv.split(separator: "\n").last)
    #expect(row.hasPrefix("34.3,,"))
    #expect(row.contains("the spike stopped before point "))
    let figure = heat.svg
    #expect(figure.contains("speed m/s against cell.temperature"))
    #expect(figure.contains("cell.temperature degC"))
    #expect(figure.matches(of: /×/).count == 1)
    #expect(figure.matches(of: /class="mark"/).count == 1)
  }

  @Test("draws the peaks of spikes, or what is asked for, and nothing that is not there")
  func drawn() throws {
    let bench = try Bench()
    try bench.write(
      """
      rall: 1
      point_cell: { model: hh, area: 2827.4333882308138 um2 }
      cell: { temperature: 6.3 degC, start: rest }
      stimuli: [{ name: i, at: soma, current_clamp: { start: 1 ms, duration: 1 ms, amplitude: 2 nA } }]
      measure: [{ name: shape, features: { at: soma } }]
      run: { duration: 10 ms }
      """, to: "experiment.yaml")
    let report = try SweepAxis("stimuli[0].current_clamp.amplitude=2..3 nA:5").measure(
      file: bench.path("experiment.yaml"))
    #expect(report.svg.contains(">shape peak mV against"))
    #expect(report.svg.matches(of: /points="/).count == 1)
    let file = bench.path("shape.svg")
    try report.writePlot(to: PlotFile(file), drawing: "threshold")
    let svg = String(decoding: try bench.bytes(of: "shape.svg"), as: UTF8.self)
    #expect(svg.contains(">shape threshold mV against"))
    let failure = #expect(throws: Failure.self) {
      try report.writePlot(to: PlotFile(file), drawing: "width")
    }
    #expect(failure?.status == 64 && failure?.lines[0].contains("threshold, halfWidth") == true)
  }
}
