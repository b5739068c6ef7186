import RallHDF5
import RallModel
import RallRun
import RallTheory
import RallUnits
import Testing

/// Point cells from their experiments to their files.
@Suite("A point cell")
struct PointCellTests {
  private static let lif =
    "model: lif, tau: 20 ms, resistance: 10 Mohm, rest: -70 mV, threshold: -55 mV, reset: -70 mV, "
    + "refractory: 2 ms"

  /// A steady current from the start into a point cell.
  private static func yaml(
    _ sections: String = "", of model: String = lif, current: String = "2 nA",
    duration: String = "1 s", cell: String = "{}", run: String = "step: 0.025 ms"
  ) -> String {
    """
    rall: 1
    point_cell: { \(model) }
    cell: \(cell)
    stimuli:
      - { name: step, at: soma, current_clamp: { start: 0 ms, duration: \(duration), amplitude: \(current) } }
    measure:
      - { name: rate, rate: { at: soma } }
    \(sections)
    run: { duration: \(duration), \(run) }
    """
  }

  private static let recorded = """
    record:
      - { name: membrane, variable: v, at: [soma, "section(0, 0.5)"], every: 0.5 ms }
      - { name: all, at: all }
    detect:
      - { name: spikes, at: soma }
      - { name: low, at: [soma, "section(0, 1)"], above: -60 mV }
    """

  @Test("makes a result file like any other, with errors of 0 in it")
  func file() throws {
    let bench = try Bench()
    let report = try bench.run(Self.yaml(Self.recorded))
    #expect(report.isExact)
    #expect(report.steps == 0)
    #expect(report.compartments == 1)
    #expect(try ResultValidator.check(bench.path("result.h5")) == [])
    let reader = try bench.reader()
    let contents = reader.contents
    #expect(contents.tracks.map(\.track.columns.count) == [2, 1])
    #expect(contents.tracks.map(\.track.frameCount) == [2001, 40_001])
    #expect(contents.detectors.map(\.labels) == [["soma"], ["soma", "section(0, 1)"]])
    #expect(report.tracks.map(\.error) == [0, 0])
    let spikes = contents.detectors[0].spikes
    #expect(spikes.count == 33)
    #expect(spikes.map(\.time) == report.detectors[0].spikes[0].map(\.time))
    #expect(spikes.allSatisfy { $0.error == .zero })
    // As many at each of the two points of the lower level, one more that is still on its way.
    #expect(contents.detectors[1].spikes.count == 68)
    #expect(report.text.contains("solved exactly"))
    #expect(!report.text.contains("mesh error"))
    #expect(report.measures[0].values[0].error == 0)
  }

  @Test("fires at the same bits for every step, scheme and interval of recording")
  func step() throws {
    func times(_ run: String, _ sections: String) throws -> [Time] {
      let bench = try Bench()
      return try bench.run(Self.yaml(sections, current: "2.345 nA", run: run))
        .detectors[0].spikes[0].map(\.time)
    }
    let detect = "detect:\n  - { name: spikes, at: soma }"
    let reference = try times("step: 0.025 ms", detect)
    #expect(reference.count > 40)
    for run in ["step: 1 ms", "step: 0.7 ms, accuracy: euler", "step: 10 us, accuracy: richardson"]
    {
      #expect(try times(run, detect) == reference)
      #expect(try times(run, Self.recorded) == reference)
    }
  }

  @Test(
    "V25: has the rates of the formula, by a sweep over its current",
    arguments: [
      (15.1, 9.7708160574), (16, 17.4059027709), (20, 33.6407116302), (60, 128.9716588745),
    ])
  func rate(drive: Double, expected: Double) throws {
    let bench = try Bench()
    try bench.write(Self.yaml(duration: "2 s"), to: "lif.yaml")
    let sweep = try Sweep("stimuli[0].current_clamp.amplitude=1..\(drive / 10) nA:2")
    let report = try sweep.measure(file: bench.path("lif.yaml"))
    #expect(report.isExact)
    #expect(report.points.map { $0.measures[0].values[0].value }[0] == 0)
    let rate = report.points[1].measures[0].values[0].value
    // The references have ten decimals.
    #expect(abs(rate - expected) < 1e-10)
    let theory = IntegrateAndFire(timeConstant: 20, threshold: 15, refractoryPeriod: 2)
    #expect(abs(rate - theory.rate(drive: drive)) < 1e-10)
  }

  @Test("of hh is the space-clamped squid axon: its rest and its peak after a jump of 15 mV")
  func squid() throws {
    let bench = try Bench()
    // 15 mV on 10 pF within a ten thousandth of a millisecond, which the gates do not feel.
    let jolt = """
      rall: 1
      point_cell: { model: hh, area: 1000 um2 }
      cell: { temperature: 6.3 degC, start: rest }
      stimuli:
        - { name: jolt, at: soma, current_clamp: { start: 0 ms, duration: 0.0001 ms, amplitude: 1500 nA } }
      record: [{ name: v, at: soma, every: 0.01 ms }]
      detect: [{ name: spikes, at: soma, above: 0 mV }]
      run: { duration: 4 ms, step: 0.005 ms, accuracy: richardson }
      """
    let report = try bench.run(jolt)
    let first = try bench.reader().frames(0..<1, of: 0)[0]
    #expect(abs(Double(first) + 64.974_052_452) < 4e-6)  // frames are single precision
    let peak = try #require(report.detectors[0].spikes[0].first).peak
    #expect(abs(peak.value(in: .mV) - 40.384_542_4) < 1e-3, "\(peak)")
  }

  @Test(
    "of hh has the rates of the squid axon, by the measure",
    arguments: [
      (6.5, 55.288219), (7, 58.460264), (8, 62.560956), (10, 68.389645), (15, 78.694702),
      (20, 86.506966), (30, 98.773457), (50, 117.056537),
    ])
  func squidRate(density: Double, expected: Double) throws {
    let bench = try Bench()
    let yaml = Self.yaml(
      of: "model: hh, area: 1000 um2", current: "\(density / 100) nA", duration: "600 ms",
      cell: "{ start: rest }", run: "step: 0.025 ms")
    let rate = try bench.prepared(yaml).measure().measures[0]
    #expect(abs(rate.values[0].value - expected) < 1e-3 * expected)
    #expect(rate.remark == nil)
  }

  @Test("of hh that falls silent has a rate of 0, and says when")
  func silence() throws {
    let bench = try Bench()
    let yaml = Self.yaml(
      of: "model: hh, area: 1000 um2", current: "0.06 nA", duration: "300 ms",
      cell: "{ start: rest }")
    let rate = try bench.prepared(yaml).measure().measures[0]
    #expect(rate.values[0].value == 0)
    #expect(rate.remark?.contains("the firing ends at 22.") == true)
    // A neuron whose current has ended may be silent.
    let pulse = yaml.replacing("duration: 300 ms, amplitude", with: "duration: 30 ms, amplitude")
    #expect(try bench.prepared(pulse).measure().measures[0].values[0].value > 40)
  }

  @Test("has the input resistance that it was given")
  func resistance() throws {
    let bench = try Bench()
    let rc = "model: rc, capacitance: 200 pF, resistance: 123 Mohm, rest: -70 mV"
    let yaml = Self.yaml(of: rc).replacing(
      "rate: { at: soma }", with: "input_resistance: { at: soma }")
    let answer = try bench.prepared(yaml).measure().measures[0].values[0]
    #expect(answer.value.isWithin(1e-14, of: 123))
  }

  @Test("tells in words what it is, and of hh what it is made of")
  func explanation() throws {
    let bench = try Bench()
    let text = try bench.prepared(Self.yaml(Self.recorded)).explained().text
    #expect(text.contains("a point: lif, tau 20 ms"))
    #expect(text.contains("exactly from event to event"))
    #expect(!text.contains("passive"))
    let squid = try bench.prepared(Self.yaml(of: "model: hh, area: 1000 um2")).explained().text
    #expect(squid.contains("hh") && squid.contains("gna 120 mS/cm2"))
  }

  @Test("has no place but its soma")
  func places() throws {
    let bench = try Bench()
    let wrong = bench.failure(Self.yaml("record: [{ name: r, at: swc(3) }]"))
    #expect(wrong?.status == 65)
    #expect(wrong?.lines.count == 1)
    #expect(wrong?.lines[0].hasPrefix("experiment.yaml:8:") == true)
  }

  @Test(
    "leaves a file that can be read, and the time, when its potential leaves all bounds",
    arguments: ["1e300 mA", "100 uA"])
  func boundless(current: String) throws {
    let bench = try Bench()
    let rc = "model: rc, capacitance: 200 pF, resistance: 100 Mohm, rest: -70 mV"
    let pulse = Self.yaml(
      "record:\n  - { name: v, at: soma, every: 1 ms }", of: rc, current: current
    )
    .replacing("measure:\n  - { name: rate, rate: { at: soma } }\n", with: "")
    .replacing("start: 0 ms, duration: 1 s", with: "start: 5 ms, duration: 10 ms")
    let failure = try #require(bench.failure(pulse))
    #expect(failure.status == 70)
    #expect(failure.lines.count == 1)
    #expect(failure.lines[0].contains("the potential reached"), "\(failure.lines)")
    #expect(failure.lines[0].contains("at 15 ms"), "\(failure.lines)")
    let reader = try bench.reader()
    #expect(reader.contents.status == .failed)
    // What was before the pulse is there.
    #expect(try reader.values(of: 0, column: 0).prefix(5) == [-70, -70, -70, -70, -70])
    #expect(try ResultValidator.check(bench.path("result.h5")) == [])
  }

  @Test("leaves a file that can be read when its spikes run away")
  func runaway() throws {
    let bench = try Bench()
    let lif = Self.lif.replacing("refractory: 2 ms", with: "refractory: 0 ms")
    let failure = bench.failure(Self.yaml(Self.recorded, of: lif, current: "1e300 nA"))
    #expect(failure?.status == 70)
    #expect(failure?.lines.first?.contains("less than a microsecond") == true)
    #expect(try bench.reader().contents.status == .failed)
  }
}
