import RallHDF5
import RallModel
import RallRun
import RallTheory
import RallUnits
import Testing

/// What becomes of a measure of the resting cell where there is too much of it, nobody waits, or the rest is
/// none to stay at.
@Suite("What the resting cell is asked")
struct RestingRunTests {
  private static let ball = "1 1 0 0 0 10 -1\n"

  private func yaml(
    _ measures: String,
    membrane: String = "- { region: all, passive: { g: 0.05 mS/cm2, e: -65 mV } }",
    compartments: String = "{ longest: 20 um }"
  ) -> String {
    experiment(
      "cell: { axoplasm: 150 ohm cm, temperature: 6.3 degC }\nmeasure:\n  - \(measures)\n",
      membrane: membrane, run: "{ duration: 10 ms }", compartments: compartments)
  }

  private func impedance(_ frequencies: String) -> String {
    "{ name: z, impedance: { from: soma, frequencies: [\(frequencies)] } }"
  }

  private static let many = (1...40_000).map { "\($0) Hz" }.joined(separator: ", ")

  @Test("maps for which there is no room are refused with their bytes, and nothing is begun")
  func room() throws {
    let bench = try Bench()
    let yaml = yaml(impedance(Self.many), compartments: "{ longest: 0.1 um }")
    var asked = 0
    let failure = #expect(throws: Failure.self) {
      try bench.run(yaml) { _ in
        asked += 1
        return true
      }
    }
    #expect(failure?.status == 65 && asked == 0)
    let line = try #require(failure?.lines.first)
    // Seven numbers of eight bytes for 10 000 compartments and 40 000 frequencies, and more.
    #expect(line.contains("z: 7 maps of 100") && line.contains("40000 frequencies"))
    #expect(line.contains(/about 22[0-9]{9} bytes/))
    #expect(bench.files == ["cell.swc", "experiment.yaml"])
  }

  @Test("without maps there is room for them, and between two frequencies it stops")
  func stopped() throws {
    let bench = try Bench()
    let yaml = yaml(impedance(Self.many), compartments: "{ longest: 0.1 um }")
    var asked = 0
    let report = try bench.prepared(yaml).measure(withMaps: false) { _ in
      asked += 1
      return asked < 5
    }
    #expect(report.status == .interrupted && asked == 5)
    #expect(report.measures == [])
  }

  @Test(
    "a run that is stopped while its resting cell answers ends a file that says so",
    arguments: [
      "{ name: z, impedance: { from: soma, frequencies: [1 Hz, 2 Hz, 3 Hz, 4 Hz] } }",
      "{ name: l, length_constant: { region: all, frequencies: [1 Hz, 2 Hz, 3 Hz, 4 Hz] } }",
      "{ name: t, time_constants: { count: 4 } }",
    ])
  func run(measure: String) throws {
    let bench = try Bench()
    var asked = 0
    let report = try bench.run(yaml(measure)) { _ in
      asked += 1
      return asked < 4
    }
    #expect(report.status == .interrupted && asked == 4)
    #expect(report.measures[0].values.isEmpty)
    #expect(report.measures[0].remark?.contains("stopped") == true)
    #expect(try ResultValidator.check(bench.path("result.h5")) == [])
    #expect(try bench.reader().contents.status == .interrupted)
    #expect(bench.files == ["cell.swc", "experiment.yaml", "result.h5"])
  }

  @Test("where there is no map to be drawn, the reason is said")
  func reason() throws {
    let bench = try Bench()
    let preparation = try bench.prepared(
      yaml(
        "{ name: l, length_constant: { region: dendrites } }",
        membrane: "- { region: all, capacitance: 1 uF/cm2 }"))
    let report = try preparation.measure()
    for choice in [MapChoice(), MapChoice(measure: "l")] {
      let failure = #expect(throws: Failure.self) {
        try preparation.writeMap(choice, of: report, to: PlotFile(bench.path("map.svg")))
      }
      #expect(failure?.lines.count == 1)
      #expect(failure?.description.contains("does not leak at rest") == true)
    }
    #expect(!bench.files.contains("map.svg"))
  }

  @Test(
    "a cell without a leak meets a sine with its capacitance, and a steady current with nothing")
  func capacitor() throws {
    let bench = try Bench(neuron: Self.ball)
    let answer = try bench.prepared(
      yaml(impedance("0 Hz, 1 Hz, 1 kHz"), membrane: "- { region: all, capacitance: 1 uF/cm2 }")
    ).measure().measures[0]
    #expect(answer.remark?.contains("does not leak at rest") == true)
    #expect(answer.values.map(\.frequency) == [1, 1, 1000, 1000])
    // A sphere of 400π µm², 1e-8 µF each: 1/(2πfC) in MΩ.
    let area = 400 * Double.pi
    for (value, frequency) in zip(answer.values.filter { $0.quantity == "impedance" }, [1.0, 1000])
    {
      #expect(value.value.isWithin(1e-12, of: 1 / (2 * .pi * frequency * area * 1e-8)))
    }
    for value in answer.values where value.quantity == "phase" { #expect(value.value == -90) }
  }

  @Test("of two trees the one without a leak has no steady answer, and the other has its own")
  func forest() throws {
    let bench = try Bench(
      neuron: "1 3 0 0 0 1 -1\n2 3 100 0 0 1 1\n3 4 0 50 0 1 -1\n4 4 100 50 0 1 3\n")
    func asked(from place: Int) throws -> MeasureResult {
      try bench.prepared(
        yaml(
          "{ name: z, impedance: { from: swc(\(place)), frequencies: [0 Hz, 100 Hz] } }",
          membrane: """
            - { region: basal, passive: { g: 0.05 mS/cm2, e: -65 mV } }
            - { region: apical, capacitance: 1 uF/cm2 }
            """), settings: ["morphology.roots=all"]
      ).measure().measures[0]
    }
    let (leaky, tight) = (try asked(from: 1), try asked(from: 3))
    #expect(leaky.values.map(\.frequency) == [0, 0, 100, 100] && leaky.remark == nil)
    #expect(tight.values.map(\.frequency) == [100, 100])
    #expect(tight.remark?.contains("does not leak") == true)
    #expect((leaky.values + tight.values).allSatisfy { $0.value.isFinite })
  }

  @Test("of a rest that the cell leaves, it is said that it does, and of another nothing")
  func unstable() throws {
    let bench = try Bench(neuron: Self.ball)
    let squid = SquidMembrane(leakReversal: -54.3, temperature: 6.3)
    let hopf = try #require(squid.hopfPoints.first)
    for (share, isStable) in [(0.99, true), (1.01, false)] {
      let reversal = squid.leakReversal + share * hopf.current / squid.leakConductance
      let membrane = "- { region: all, hh: { el: \(reversal) mV } }"
      for measure in [
        impedance("0 Hz, 80 Hz"), "{ name: r, input_resistance: { at: soma } }",
        "{ name: t, time_constants: {} }",
      ] {
        let answer = try bench.prepared(yaml(measure, membrane: membrane)).measure().measures[0]
        #expect(!answer.values.isEmpty)
        #expect((answer.remark == nil) == isStable, "\(answer.remark ?? "")")
        if !isStable { #expect(answer.remark?.contains("unstable") == true) }
      }
    }
  }
}
