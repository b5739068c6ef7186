import RallJSON
import RallModel
import RallRun
import RallTheory
import RallUnits
import Testing

/// Measures whose answers are known from theory.
@Suite("Measures against theory")
struct MeasureTests {
  /// 20 kΩ cm² and 150 Ω cm: λ of a cable of 2 µm is 816.496580928 µm.
  private static let material = CableMaterial(membraneResistance: 20_000, axialResistivity: 150)
  private static let cable = UniformCable(diameter: 2, material: material)
  private static let passive = "- { region: all, passive: { g: 0.05 mS/cm2, e: -65 mV } }"

  private func passive(
    _ measures: String, neuron: String = Bench.ballAndStick, longest: String = "2 um"
  ) throws -> [MeasureResult] {
    let bench = try Bench(neuron: neuron)
    let yaml = experiment(
      "cell: { axoplasm: 150 ohm cm }\nmeasure:\n" + measures, membrane: Self.passive,
      run: "{ duration: 10 ms }", compartments: "{ longest: \(longest) }")
    return try bench.prepared(yaml).measure().measures
  }

  @Test("input resistance of ball and stick is that of the closed form")
  func inputResistance() throws {
    let measured = try passive("  - { name: r, input_resistance: { at: soma } }")
    // 5e-7 uS/um2 over a sphere of 10 um.
    let soma = 4 * Double.pi * 100 * 5e-7
    let expected =
      1 / (soma + 1 / Self.cable.inputResistance(length: 1000, end: .sealed))
    // Second order in the pieces: (2 um/816 um)²/12 is 5e-7.
    #expect(measured[0].values[0].value.isWithin(1e-6, of: expected))
    #expect(measured[0].values[0].unit == "Mohm")
    #expect(measured[0].remark == nil)
  }

  @Test("input resistance between two vertices is as near as on one")
  func betweenVertices() throws {
    let measured = try passive(
      """
        - { name: on, input_resistance: { at: "section(1, 0.5)" } }
        - { name: between, input_resistance: { at: "section(1, 0.50037)" } }
      """, longest: "10 um")
    let ratio = measured[1].values[0].value / measured[0].values[0].value
    // 0.37 um further on; the resistance itself changes by less than 0.37 um/λ.
    #expect(abs(ratio - 1) < 0.37 / 816)
  }

  /// A long cable, with a fork of no moment at its start so that there is a soma to start from.
  private static let long = """
    1 1 0 0 0 1 -1
    2 3 0 0 0 1 1
    3 3 20000 0 0 1 2
    """

  @Test("the decay along a long cable shows λ")
  func decay() throws {
    let measured = try passive(
      """
        - { name: path, length_constant: { from: "section(1, 0)", to: "section(1, 0.2)" } }
      """, neuron: Self.long, longest: "5 um")
    // From the sealed end, 16 mm or 19.6 λ beyond, nothing comes back.
    #expect(measured[0].values[0].value.isWithin(1e-5, of: Self.cable.lengthConstant))
    #expect(abs(Self.cable.lengthConstant - 816.496_580_928) < 1e-8)
    #expect(try #require(measured[0].values[0].standardError) < 1e-3)
    #expect(measured[0].remark == nil)
  }

  @Test("without an end, the decay is told for the farthest tip of each type; a sealed end is told")
  func farthest() throws {
    let measured = try passive("  - { name: path, length_constant: { from: soma } }")
    #expect(measured[0].values.map(\.place) == ["basal"])
    #expect(measured[0].remark?.contains("basal: the decay is not exponential") == true)
  }

  @Test("the local formula is exact on a cable of one diameter")
  func local() throws {
    let measured = try passive(
      "  - { name: region, length_constant: { region: dendrites } }", longest: "100 um")
    #expect(measured[0].values.map(\.quantity) == ["value", "least", "most"])
    for value in measured[0].values {
      #expect(value.value.isWithin(1e-12, of: Self.cable.lengthConstant))
    }
  }

  @Test("the local formula on a taper has its mean of roots and its ends, however it is cut")
  func taper() throws {
    let cone = "1 1 0 0 0 5 -1\n2 3 5 0 0 2 1\n3 3 405 0 0 0.5 2\n"
    // λ ∝ √d, and the mean of √d along a cone from 4 to 1 um is 2/3·(4^1.5 − 1)/(4 − 1).
    let mean = 2.0 / 3 * 7 / 3
    let thin = UniformCable(diameter: 1, material: Self.material).lengthConstant
    for piece in [400, 70, 10] {
      let measured = try passive(
        "  - { name: region, length_constant: { region: dendrites } }", neuron: cone,
        longest: "\(piece) um")
      for (value, expected) in zip(measured[0].values, [mean, 1, 2]) {
        #expect(value.value.isWithin(1e-12, of: expected * thin), "\(piece): \(value)")
      }
    }
  }

  @Test("what the resting cell can answer is answered without a step")
  func withoutRun() throws {
    let bench = try Bench()
    let preparation = try bench.prepared(WholeRunTests.yaml)
    var asked = 0
    let count: (RunProgress) -> Bool = {
      if $0.time > .zero { asked += 1 }
      return true
    }
    let steady = try preparation.measure(
      wanted: { kind in
        switch kind {
        case .lengthConstant, .inputResistance, .impedance, .timeConstants: true
        case .conductionVelocity, .features, .rate, .convergence: false
        }
      }, proceed: count)
    #expect(asked == 0)
    #expect(steady.steps == 0)
    #expect(steady.file == nil)
    #expect(steady.measures.map(\.name) == ["resistance", "lambda"])
    let all = try preparation.measure(proceed: count)
    #expect(asked > 0)
    #expect(all.steps == 2400)
    #expect(bench.files == ["cell.swc", "experiment.yaml"])
    // Written or not, the answers are the same.
    let run = try bench.run(WholeRunTests.yaml)
    #expect("\(all.measures)" == "\(run.measures)")
  }

  @Test("the object of a single measure is that measure, of several one by name")
  func json() throws {
    let bench = try Bench()
    let preparation = try bench.prepared(WholeRunTests.yaml)
    let one = try preparation.measure { if case .inputResistance = $0 { true } else { false } }
    #expect(one.measureJSON == one.measures[0].json)
    #expect(one.measureJSON.description.hasPrefix("{\"kind\": \"inputResistance\", \"value\": "))
    let all = try preparation.measure()
    #expect(all.measureJSON.description.hasPrefix("{\"speed\": {\"kind\": \"conductionVelocity\""))
  }

  @Test("a membrane without a leak has neither input resistance nor length constant, and says why")
  func noLeak() throws {
    let bench = try Bench()
    let yaml = experiment(
      """
      measure:
        - { name: r, input_resistance: { at: soma } }
        - { name: path, length_constant: { from: soma } }
        - { name: region, length_constant: { region: dendrites } }
      """, membrane: "- { region: all, capacitance: 2 uF/cm2 }", run: "{ duration: 1 ms }")
    let report = try bench.run(yaml)
    for measure in report.measures {
      #expect(measure.values == [])
      #expect(measure.remark?.contains("does not leak at rest") == true)
    }
    #expect(report.measures[0].json.description.contains("\"value\": null"))
  }
}

extension Double {
  func isWithin(_ share: Double, of expected: Double) -> Bool {
    abs(self - expected) <= share * abs(expected)
  }
}
