import RallExperiment
import RallModel
import RallMorphology
import RallUnits
import TestRandom
import Testing

@Suite("Reading an experiment")
struct ReadingTests {
  @Test("what is not written has the standard value of the nouns in Swift")
  func standards() throws {
    let text = "rall: 1\nmorphology: { file: a.swc }\nrun: { duration: 60 ms }"
    let experiment = try ExperimentDocument(yaml: text, file: "a.yaml").experiment
    #expect(
      experiment
        == Experiment(
          morphology: .file("a.swc", ReadingOptions()), cell: Cell(),
          run: RunSettings(duration: 60.ms)))
  }

  @Test("a file says the same as the nouns in Swift")
  func sameNouns() throws {
    let experiment = try ExperimentDocument(yaml: Self.whole, file: "cell.yaml").experiment
    let segment = Region.and(.axon, .distance(from: .axon, .less, 30.um))
    let tuft = Region.and(.apical, .compare(.distance, .greater, 400))
    let growing: RallModel.Expression = .binary(
      .multiply, Expression(0.05.mS / .cm2),
      .binary(
        .add, .constant(1, .none, text: "1"),
        .binary(.divide, .variable(.distance), Expression(500.um))))
    let expected = Experiment(
      title: "A pyramidal cell",
      morphology: .file(
        "../morphologies/cell.swc",
        ReadingOptions(
          soma: .contour, somaEdges: .keep, roots: .largest, scale: 0.001,
          repair: [.duplicatePoints, .zeroRadius])),
      division: .longest(10.um),
      regions: [
        NamedRegion(name: "initial_segment", region: segment),
        NamedRegion(name: "tuft", region: tuft),
      ],
      cell: Cell(
        name: "l5pc", axoplasm: 120.ohm * .cm, capacitance: 0.9.uF / .cm2, temperature: 24.degC,
        start: .voltage(-70.mV)
      ) {
        Coat(.all, .passive(g: 0.05.mS / .cm2, e: -65.mV))
        Coat(.or(.soma, .named("initial_segment", segment)), .hh(gna: 100.mS / .cm2, ek: -80.mV))
        Coat(
          .named("tuft", tuft), .capacitance(Expression(2.uF / .cm2)),
          .axoplasm(Expression(150.ohm * .cm)))
        Coat(.apical, .mechanism("passive", ["g": growing]))
      },
      stimuli: [
        Stimulus(
          name: "step", at: .at(300.um, .named("tuft", tuft)),
          CurrentClamp(
            600.pA, from: 5.ms, for: 2.ms, repeats: CurrentClamp.Repeat(every: 10.ms, times: 3)))
      ],
      recordings: [
        Recording(name: "everywhere", .region(.all), every: 0.1.ms),
        Recording(name: "fast", .sites([.soma, .swc(1204), .section(3, 0.5)]), every: 25.us),
        Recording(name: "currents", variables: ["ina", "hh.m", "i_membrane"], .sites([.soma])),
        Recording(name: "dendrites", variables: ["il"], .region(.not(.or(.soma, .axon)))),
      ],
      detectors: [Detector(name: "spikes", at: [.soma, .tips(.axon)], above: -20.mV)],
      measures: [
        Measure(
          name: "speed", .conductionVelocity(along: .path(from: .soma, to: .swc(9)), above: -20.mV)),
        Measure(name: "lambda", .lengthConstant(.path(from: .soma, to: nil))),
        Measure(name: "path", .lengthConstant(.path(from: .soma, to: .swc(9)))),
        Measure(name: "local", .lengthConstant(.region(.dendrites))),
        Measure(name: "resistance", .inputResistance(at: .soma)),
        Measure(name: "spike", .features(at: .soma, above: -20.mV)),
        Measure(name: "high", .features(at: .soma, above: 0.mV)),
      ],
      run: RunSettings(duration: 60.ms, step: 0.01.ms, accuracy: .euler, seed: 7),
      output: OutputSettings(file: "run.h5", overwrite: true, compress: true))
    #expect(experiment == expected)
  }

  /// Every noun that there is, by every key that it has.
  static let whole = """
    rall: 1   # version of this format
    title: A pyramidal cell
    morphology:
      file: ../morphologies/cell.swc
      soma: contour
      soma_edges: keep
      roots: largest
      scale: 0.001
      repair: [duplicate_points, zero_radius]
    compartments: { longest: 10 um }
    regions:
      initial_segment: axon and distance_from(axon) < 30 um
      tuft: apical and distance > 400 um
    cell:
      name: l5pc
      axoplasm: 120 ohm cm
      capacitance: 0.9 uF/cm2
      temperature: 24 degC
      start: -70 mV
    membrane:
      - { region: all, passive: { g: 0.05 mS/cm2, e: -65 mV } }
      - { region: soma or initial_segment, hh: { gna: 100 mS/cm2, ek: -80 mV } }
      - { region: tuft, capacitance: 2 uF/cm2, axoplasm: 150 ohm cm }
      - { region: apical, passive: { g: 0.05 mS/cm2 * (1 + distance / 500 um) } }
    stimuli:
      - name: step
        at: at(300 um, tuft)
        current_clamp: { start: 5 ms, duration: 2 ms, amplitude: 600 pA, repeat: { every: 10 ms, times: 3 } }
    record:
      - { name: everywhere, variable: v, at: all, every: 0.1 ms }
      - { name: fast, at: [soma, swc(1204), "section(3, 0.5)"], every: 25 us }
      - { name: currents, variable: [ina, hh.m, i_membrane], at: soma }
      - { name: dendrites, variable: il, region: not (soma or axon) }
    detect:
      - { name: spikes, at: [soma, tips(axon)], above: -20 mV }
    measure:
      - { name: speed, conduction_velocity: { along: { from: soma, to: swc(9) }, above: -20 mV } }
      - { name: lambda, length_constant: { from: soma, frequencies: 0 Hz } }
      - { name: path, length_constant: { from: soma, to: swc(9), frequencies: [0 Hz] } }
      - { name: local, length_constant: { region: dendrites } }
      - { name: resistance, input_resistance: { at: soma } }
      - { name: spike, features: { at: soma } }
      - { name: high, features: { at: soma, above: 0 mV } }
    run: { duration: 60 ms, step: 0.01 ms, accuracy: euler, seed: 7 }
    output: { file: run.h5, overwrite: true, compress: true }
    """

  @Test("a quantity has the same bits in a file and in Swift")
  func sameBits() throws {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<500 {
      let number = Double(Int.random(in: 1...100_000, using: &random)) / 1000
      let cell = try MarkedExperiment(
        "cell: { axoplasm: \(number) ohm cm, capacitance: \(number) uF/cm2, start: \(number) uV }"
      ).read().cell
      #expect(cell.axoplasm == number.ohm * .cm)
      #expect(cell.capacitance == number.uF / .cm2)
      #expect(cell.start == .voltage(number.uV))
    }
  }

  @Test("a word stays a word, whatever YAML makes of it elsewhere")
  func scalars() throws {
    let titles = ["on", "~", "null", "1:30", "1e-3", "0x10", "2001-01-01", "true"]
    for title in titles {
      #expect(try MarkedExperiment("title: \(title)").read().title == title)
    }
    #expect(try MarkedExperiment("title: \"a \\\" b\\n\\u00b5\"").read().title == "a \" b\nµ")
    #expect(try MarkedExperiment("title: >\n  two\n  lines").read().title == "two lines")
    #expect(try MarkedExperiment("title: (a, b").read().title == "(a, b")
  }

  @Test("a byte order mark and the line ends of any system are no part of the text")
  func lineEnds() throws {
    let experiment = try ExperimentDocument(yaml: Self.whole, file: "a.yaml").experiment
    for end in ["\r\n", "\r"] {
      let text = "\u{FEFF}" + Self.whole.replacing("\n", with: end)
      #expect(try ExperimentDocument(yaml: Array(text.utf8), file: "a").experiment == experiment)
    }
  }

  @Test(
    "operators bind as in mathematics",
    arguments: [
      ("1 mV + 2 mV * 3", 7.0), ("(1 mV + 2 mV) * 3", 9), ("2 mV - 3 mV - 4 mV", -5),
      ("8 mV / 4 / 2", 1), ("1 mV * 2 ^ 3 ^ 2", 512), ("-1 mV * 2 ^ -1", -0.5),
      ("1 mV * -2 ^ 2", -4), ("1 mV * (-2) ^ 2", 4), ("--3 mV", 3), ("+3 mV - -2 mV", 5),
      ("min(3 mV, max(1 mV, 2 mV))", 2), ("sqrt(9 mV * 1 mV)", 3), ("exp(0) * 5 mV", 5),
      ("log(exp(2)) * 1 mV + tanh(0) * 1 mV", 2), ("3 V", 3000), ("2 nA * 3 Mohm", 6),
      ("4 um * 3 um / 2 um2 * 1 mV", 6), ("1 nA / 2 uS", 0.5), (".5 mV", 0.5), ("1e3 uV", 1),
    ])
  func precedence(text: String, value: Double) throws {
    let experiment = try MarkedExperiment(
      "membrane: [{ region: all, passive: { e: \"\(text)\" } }]"
    ).read()
    guard case .mechanism(_, let parameters) = experiment.cell.coats[0].layers[0] else {
      Issue.record("no mechanism")
      return
    }
    // One rounding an operation, and three of exp and log.
    let found = try #require(parameters["e"]?.uniformValue)
    #expect(abs(found - value) <= 4 * value.ulp)
  }

  @Test(
    "regions bind not before and before or",
    arguments: [
      ("axon or basal and apical", Region.or(.axon, .and(.basal, .apical))),
      ("not axon and apical", .and(.not(.axon), .apical)),
      ("not (axon and apical)", .not(.and(.axon, .apical))),
      ("axon or basal or apical", .or(.or(.axon, .basal), .apical)),
      ("type(7) and section(0)", .and(.type(7), .section(0))),
      ("subtree(\"swc(3)\")".replacing("\"", with: ""), .subtree(.swc(3))),
      (
        "distance_from(axon or soma) >= 1 mm",
        .distance(from: .or(.axon, .soma), .greaterOrEqual, 1000.um)
      ),
      (
        "x <= -3 um and order < 4", .and(.compare(.x, .lessOrEqual, -3), .compare(.order, .less, 4))
      ),
    ])
  func regionPrecedence(text: String, region: Region) throws {
    let experiment = try MarkedExperiment("regions: { a: \(text) }").read()
    #expect(experiment.regions == [NamedRegion(name: "a", region: region)])
  }

  @Test("named regions may stand in any order")
  func anyOrder() throws {
    let experiment = try MarkedExperiment("regions: { c: b or soma, b: a, a: axon }").read()
    let a = Region.named("a", .axon)
    let b = Region.named("b", a)
    #expect(
      experiment.regions == [
        NamedRegion(name: "c", region: .or(b, .soma)), NamedRegion(name: "b", region: a),
        NamedRegion(name: "a", region: .axon),
      ])
  }

  @Test("a value is placed where it begins, and one that is not there at the nearest above it")
  func places() throws {
    let document = try ExperimentDocument(yaml: Self.whole, file: "cell.yaml")
    func place(_ path: ExperimentPath) -> String { "\(document.place(of: path))" }
    #expect(place("morphology.file") == "cell.yaml:4:9")
    #expect(place("membrane[2].region") == "cell.yaml:23:15")
    #expect(place("stimuli[0].at") == "cell.yaml:27:9")
    #expect(place("stimuli[0].current_clamp.repeat.every") == "cell.yaml:28:87")
    #expect(place("record[1].at[2]") == "cell.yaml:31:41")
    #expect(place("record[0].at[0]") == "cell.yaml:30:42")
    #expect(place("measure[0].conduction_velocity.along.from") == "cell.yaml:37:58")
    #expect(place("run.none.of[3].these") == "cell.yaml:44:6")
    #expect(
      "\(document.diagnostic(at: "regions.tuft", "it is empty"))" == "cell.yaml:13:9: it is empty")
  }
}
