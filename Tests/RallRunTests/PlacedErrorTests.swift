import RallModel
import RallMorphology
import RallRun
import RallUnits
import Testing

/// An experiment whose names have no place on its neuron.
struct Misplaced: Sendable, CustomTestStringConvertible {
  var testDescription: String
  /// What stands in place of a good line.
  var change: (old: String, new: String)
  /// Line and column, and how the message begins.
  var said: String

  init(_ name: String, _ old: String, _ new: String, _ said: String) {
    testDescription = name
    change = (old, new)
    self.said = said
  }

  /// Every line counts: the errors are placed by it.
  static let good = """
    rall: 1
    morphology: { file: cell.swc }
    regions: { near: distance < 50 um }
    membrane:
      - { region: soma, hh: {} }
      - { region: near, passive: { g: 0.1 mS/cm2 } }
    stimuli:
      - { name: step, at: soma, current_clamp: { start: 1 ms, duration: 1 ms, amplitude: 1 nA } }
    record:
      - { name: some, at: [soma, "section(1, 0.5)"] }
      - { name: part, region: near }
    detect:
      - { name: spikes, at: soma, above: -20 mV }
    measure:
      - { name: speed, conduction_velocity: { along: { from: soma, to: "section(1, 1)" }, above: -20 mV } }
      - { name: lambda, length_constant: { region: near } }
      - { name: decay, length_constant: { from: soma, to: "section(1, 1)" } }
      - { name: resistance, input_resistance: { at: soma } }
      - { name: shape, features: { at: soma } }
    run: { duration: 5 ms }
    """

  var yaml: String { Self.good.replacing(change.old, with: change.new, maxReplacements: 1) }

  private static let empty = "the region 'axon' is empty in this neuron, which has soma and basal"
  private static let noSample = "no sample of the file has the id 99"

  static let all = [
    Misplaced("a named region", "distance < 50 um", "apical", "3:18: the region 'apical' is empty"),
    Misplaced("a membrane's region", "region: soma, hh", "region: axon, hh", "5:15: \(empty)"),
    Misplaced(
      "a section", "region: soma, hh", "region: section(7), hh", "5:15: there is no section 7"),
    Misplaced("a stimulus", "at: soma, current", "at: swc(99), current", "8:23: \(noSample)"),
    Misplaced(
      "a recording's site", "at: [soma, \"section(1, 0.5)\"]", "at: [soma, swc(99)]",
      "10:30: \(noSample)"),
    Misplaced(
      "a recording's region", "region: near }\ndetect", "region: axon }\ndetect", "11:27: \(empty)"),
    Misplaced("a detector", "at: soma, above", "at: swc(99), above", "13:25: \(noSample)"),
    Misplaced(
      "a path's start", "from: soma, to: \"section(1, 1)\" }, above",
      "from: swc(99), to: \"section(1, 1)\" }, above", "15:58: \(noSample)"),
    Misplaced(
      "a path's end", "section(1, 1)\" }, above", "at(2 mm, basal)\" }, above",
      "15:68: at(2000 um, basal) is beyond the end"),
    Misplaced(
      "a length constant's region", "length_constant: { region: near",
      "length_constant: { region: axon", "16:48: \(empty)"),
    Misplaced(
      "a decay's start", "length_constant: { from: soma", "length_constant: { from: swc(99)",
      "17:45: \(noSample)"),
    Misplaced(
      "a decay's end", "to: \"section(1, 1)\" } }", "to: swc(98) } }",
      "17:55: no sample of the file has the id 98"),
    Misplaced(
      "an electrode", "input_resistance: { at: soma", "input_resistance: { at: swc(99)",
      "18:49: \(noSample)"),
    Misplaced(
      "a spike's place", "features: { at: soma", "features: { at: swc(99)", "19:36: \(noSample)"),
  ]
}

@Suite("Errors of later stages, placed in the experiment's file")
struct PlacedErrorTests {
  @Test("the good experiment has none")
  func good() throws {
    let bench = try Bench()
    #expect(bench.failure(Misplaced.good) == nil)
  }

  @Test(
    "a name without a place on the neuron stands at its own line and column",
    arguments: Misplaced.all)
  func placed(case wrong: Misplaced) throws {
    let bench = try Bench()
    #expect(wrong.yaml != Misplaced.good)
    let failure = try #require(bench.failure(wrong.yaml))
    #expect(failure.status == 65)
    #expect(failure.lines.count == 1)
    let line = try #require(failure.lines.first)
    #expect(line.hasPrefix("experiment.yaml:" + wrong.said), "\(line)")
    #expect(!bench.files.contains { $0.hasPrefix("result") })
  }

  @Test("all of them are told together, in the order of the file")
  func together() throws {
    let bench = try Bench()
    // Changed from the end to the start, so that each change finds its line.
    let wrong = Misplaced.all.reversed().filter {
      !["a section", "a path's end", "a named region"]
        .contains($0.testDescription)
    }
    let yaml = wrong.reduce(Misplaced.good) {
      $0.replacing($1.change.old, with: $1.change.new, maxReplacements: 1)
    }
    let failure = try #require(bench.failure(yaml))
    #expect(failure.lines.count == wrong.count)
    let lines = failure.lines.compactMap {
      $0.split(separator: ":").dropFirst().first.flatMap { Int($0) }
    }
    #expect(lines == [5, 8, 10, 11, 13, 15, 16, 17, 17, 18, 19])
  }

  @Test("several places where one is wanted are counted")
  func several() throws {
    let bench = try Bench(neuron: Bench.ballAndStick + "\n5 3 0 -10 0 1 1\n6 3 0 -510 0 1 5\n")
    let failure = try #require(
      bench.failure(
        Misplaced.good.replacing("features: { at: soma", with: "features: { at: tips(basal)")))
    #expect(
      failure.lines
        == ["experiment.yaml:19:36: 'tips(basal)' names 2 places; one was expected"])
  }

  @Test("an empty region that has a name is told once, whatever it is used for")
  func once() throws {
    let bench = try Bench()
    let failure = try #require(
      bench.failure(
        Misplaced.good.replacing("distance < 50 um", with: "apical")))
    #expect(failure.lines.count == 1)
    #expect(failure.lines[0].hasPrefix("experiment.yaml:3:18"))
  }

  @Test("a neuron that is not there is no input, one that cannot be read is bad data")
  func neuron() throws {
    let bench = try Bench()
    let missing = try #require(bench.failure(Misplaced.good.replacing("cell.swc", with: "no.swc")))
    #expect(missing == Failure(status: 66, ["experiment.yaml:2:21: no.swc: there is no such file"]))
    try bench.write("1 1 0 0 0 10 -1\n2 3 0 10 0 1 3\n", to: "cell.swc")
    let broken = try #require(bench.failure(Misplaced.good))
    #expect(broken.status == 65)
    #expect(broken.lines.count == 1)
    #expect(broken.lines[0].hasPrefix("cell.swc:2: error: "))
    #expect(throws: Failure.self) { try Preparation(file: bench.path("nothing.yaml")) }
    do { _ = try Preparation(file: bench.path("nothing.yaml")) } catch {
      #expect(error.status == 66)
    }
  }

  @Test("a value that comes out below its least names its coat, and the place on the neuron")
  func value() throws {
    let bench = try Bench()
    let failure = try #require(
      bench.failure(
        Misplaced.good.replacing("g: 0.1 mS/cm2", with: "g: 0.1 mS/cm2 * (1 - distance / 20 um)")))
    #expect(failure.status == 65)
    #expect(failure.lines.count == 1)
    #expect(
      failure.lines[0].hasPrefix("experiment.yaml:6:35: passive.g comes out as -"), "\(failure)")
  }

  @Test("a current between two compartments, and two trees without a way, are told at their places")
  func laterStages() throws {
    let bench = try Bench()
    let current = try #require(
      bench.failure(
        Misplaced.good.replacing(
          "at: [soma, \"section(1, 0.5)\"]", with: "variable: ina, at: [\"section(1, 0.123)\"]")))
    #expect(current.lines.count == 1)
    #expect(current.lines[0].hasPrefix("experiment.yaml:10:"))
    try bench.write(Bench.ballAndStick + "\n5 3 0 0 500 1 -1\n6 3 0 0 600 1 5\n", to: "cell.swc")
    let away = try #require(
      bench.failure(
        Misplaced.good.replacing("cell.swc", with: "cell.swc, roots: all")
          .replacing("to: \"section(1, 1)\" }, above", with: "to: swc(6) }, above")))
    #expect(away.status == 65)
    #expect(away.lines.count == 1)
    #expect(away.lines[0].hasPrefix("experiment.yaml:15:"), "\(away)")
    #expect(away.lines[0].contains("no way leads from 'soma' to 'swc(6)'"), "\(away)")
  }
}
