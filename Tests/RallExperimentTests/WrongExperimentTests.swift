import RallExperiment
import Testing

@Suite("A wrong experiment")
struct WrongExperimentTests {
  private static let all =
    WrongInput.quantities + WrongInput.keys + WrongInput.expressions + WrongInput.places
    + WrongInput.nouns + WrongInput.myelin + WrongInput.fields + WrongInput.electrodes
    + WrongInput.points
    + WrongInput.yaml

  @Test("is one error, at its line and column, with what was expected", arguments: all)
  func placed(wrong: WrongInput) throws {
    let diagnostics = wrong.experiment.diagnostics
    #expect(diagnostics.count == 1, "\(diagnostics)")
    let first = try #require(diagnostics.first)
    #expect(first.kind == .invalid)
    #expect("\(first)".hasPrefix("cell.yaml:\(wrong.experiment.marks[0]): "), "\(first)")
    for part in wrong.parts {
      #expect(first.message.contains(part), "\(first) does not say: \(part)")
    }
  }

  @Test("the whole vocabulary of one cell is read without an error")
  func wholeVocabulary() {
    let experiment = MarkedExperiment(
      """
      rall: 1
      title: Layer 5 pyramidal cell with a myelinated axon

      morphology:
        file: ../morphologies/morph_l5pc_with_axon.swc
        soma: auto
        repair: [duplicate_points]
      compartments: { lambda_fraction: 0.1, frequency: 100 Hz }

      regions:
        initial_segment: axon and distance_from(axon) < 30 um
        tuft: apical and distance > 400 um

      cell:
        name: cell
        axoplasm: 100 ohm cm
        capacitance: 1 uF/cm2
        temperature: 24 degC
        start: -65 mV

      membrane:
        - { region: all, passive: { g: 0.05 mS/cm2, e: -65 mV } }
        - { region: soma or axon, hh: { gna: 120 mS/cm2, gk: 36 mS/cm2, gl: 0.3 mS/cm2, ena: 50 mV, ek: -77 mV, el: -54.3 mV } }
        - { region: tuft, capacitance: 2 uF/cm2, axoplasm: 150 ohm cm }
        - { region: apical, passive: { g: 0.05 mS/cm2 * (1 + distance / 500 um), e: -65 mV } }

      myelin:
        - region: axon and distance_from(axon) >= 30 um
          internode: { length: 100 um, lamellae: 30, membrane_capacitance: 1 uF/cm2, membrane_conductance: 1 mS/cm2, e: -65 mV }
          node: { length: 1.5 um, hh: { gna: 1200 mS/cm2, gk: 360 mS/cm2, gl: 3 mS/cm2, ena: 50 mV, ek: -77 mV, el: -54.3 mV } }
          cable: single

      stimuli:
        - { name: step, at: soma, current_clamp: { start: 5 ms, duration: 50 ms, amplitude: 0.6 nA } }

      record:
        - { name: everywhere, variable: v, at: all, every: 0.1 ms }
        - { name: fast, variable: v, at: [soma, swc(1204), nodes], every: 0.025 ms }
        - { name: currents, variable: [ina, ik], at: soma }

      detect:
        - { name: spikes, at: soma, above: -20 mV }

      measure:
        - { name: speed, conduction_velocity: { along: nodes, above: -20 mV } }
        - { name: z, impedance: { from: soma, to: [swc(1204), tips(apical)], frequencies: [0 Hz, 100 Hz] } }
        - { name: lambda, length_constant: { from: soma, frequencies: [0 Hz, 100 Hz] } }

      run: { duration: 60 ms, step: 0.025 ms, accuracy: standard, seed: 1 }
      output: { file: run.h5, overwrite: false }
      """)
    #expect(experiment.diagnostics == [])
  }

  @Test(
    "a text that is no YAML is one syntax error, whatever else is wrong",
    arguments: [
      ("run: { duration: 60\ncell: {}", "not closed"), ("title: 'a", "a quote"),
      ("title: a: b", "quote a text"), ("cell:\n\tname: a", "not tabs"),
      ("title: @a", "cannot begin"), ("cell: { name: a", "not closed"),
      ("record: [a, b", "not closed"), ("title: a\u{1}b", "control character"),
      ("cell:\n  name: a\n axoplasm: 3", "indented otherwise"),
    ])
  func syntax(sections: String, part: String) throws {
    let diagnostics = MarkedExperiment("nonsense: 3\n" + sections).diagnostics
    #expect(diagnostics.map(\.kind) == [.syntax])
    #expect(diagnostics[0].message.contains(part), "\(diagnostics[0])")
    #expect(try #require(diagnostics[0].line) >= 6)
  }

  @Test("all errors are told together, in the order of the file")
  func together() {
    let experiment = MarkedExperiment(
      """
      rall: 1
      morphology: { file: cell.swc, ‸sma: auto }
      membrane:
        - { region: ‸axn, hh: { gna: ‸3 } }
      stimuli:
        - { name: a, at: soma, current_clamp: { start: ‸5, duration: 1 ms, amplitude: ‸1 mV } }
      run: { ‸durations: 60 ms }
      """)
    #expect(
      experiment.diagnostics.map { "\($0.line!):\($0.column!)" } == experiment.marks)
    #expect(experiment.marks.count == 6)
  }

  @Test("what follows from an error is not told again")
  func follows() {
    // The region, the mechanism and the key are wrong once each, however often they are meant.
    let experiment = MarkedExperiment(
      """
      regions: { a: axn, b: a and soma, c: b or a }
      membrane: [{ region: c, h: {} }]
      record: [{ name: r, variable: ina, region: b }]
      run: { duraton: 60 ms }
      """)
    #expect(
      experiment.diagnostics.map { $0.message.prefix { $0 != ";" } } == [
        "the unknown region 'axn'", "the unknown key 'h' of a membrane line",
        "the unknown key 'duraton' of run",
      ])
  }

  @Test("bytes that are no UTF-8 are told with their place")
  func bytes() {
    func message(_ bytes: [UInt8]) -> String? {
      do throws(ExperimentErrors) {
        _ = try ExperimentDocument(yaml: bytes, file: "a.yaml")
        return nil
      } catch {
        return error.description
      }
    }
    #expect(
      message(Array("rall: 1\ntitle: b".utf8) + [0xE4])
        == "a.yaml:2:9: a byte that is no text; expected UTF-8")
    #expect(message([0xFF, 0xFE, 0x72, 0]) == "a.yaml:1:1: UTF-16; expected UTF-8")
    #expect(message([])?.hasPrefix("a.yaml:1:1: an empty file") == true)
    #expect(message(Array("# no more\n".utf8))?.hasPrefix("a.yaml:1:1: an empty file") == true)
    #expect(message(Array("- a".utf8))?.hasPrefix("a.yaml:1:1: a list for the experiment") == true)
  }
}
