import RallModel
import RallRun
import RallUnits
import Testing

@Suite("A spectrum of an impedance")
struct ImpedanceSpectrumTests {
  private func yaml(_ measures: String) -> String {
    experiment(
      "measure:\n" + measures,
      membrane: "- { region: all, passive: { g: 0.05 mS/cm2, e: -65 mV } }",
      run: "{ duration: 10 ms }")
  }

  private func z(_ frequencies: String, name: String = "z") -> String {
    "  - { name: \(name), impedance: { from: soma, to: [swc(4), swc(3), swc(4)], "
      + "frequencies: [\(frequencies)] } }\n"
  }

  @Test("is what is drawn where nothing of a map was chosen, and there are several frequencies")
  func choice() throws {
    let bench = try Bench()
    func isSpectrum(_ measures: String, _ choice: MapChoice) throws -> Bool {
      choice.isSpectrum(of: try bench.prepared(yaml(measures)).experiment)
    }
    let (many, one) = (z("0 Hz, 1 Hz, 10 Hz"), z("0 Hz, 1 Hz", name: "y"))
    #expect(try isSpectrum(many, MapChoice()))
    #expect(try !isSpectrum(one, MapChoice()))
    #expect(try !isSpectrum(many, MapChoice(quantity: "phase")))
    #expect(try !isSpectrum(many, MapChoice(frequency: 1.Hz)))
    #expect(try isSpectrum(many + one, MapChoice(measure: "z")))
    #expect(try !isSpectrum(many + one, MapChoice(measure: "y")))
  }

  @Test("has a line for the source and for every place, each through every frequency above 0")
  func lines() throws {
    let bench = try Bench()
    let measures = z("1 kHz, 0 Hz, 1 Hz, 10 Hz, 100 Hz") + z("1 Hz, 2 Hz", name: "y")
    let report = try bench.prepared(yaml(measures)).measure(withMaps: false)
    let file = bench.path("z.svg")
    try report.writeSpectrum(MapChoice(measure: "z"), to: PlotFile(file))
    let svg = String(decoding: try bench.bytes(of: "z.svg"), as: UTF8.self)
    // Sizes and angles of soma, swc(4), swc(3) and swc(4) again.
    let points = svg.matches(of: /points="([^"]*)"/).map { $0.1.split(separator: " ").count }
    #expect(points == Array(repeating: 4, count: 8))
    for name in ["soma", "to swc(4)", "to swc(3)", "0 Hz is not on a logarithmic axis"] {
      #expect(svg.contains(">\(name)</text>"), "\(name)")
    }
    let failure = #expect(throws: Failure.self) {
      try report.writeSpectrum(MapChoice(), to: PlotFile(file))
    }
    #expect(failure?.status == 64 && failure?.description.contains("z, y") == true)
  }

  @Test("a range may have ends of any ratio, and a frequency that none has is refused")
  func ends() throws {
    let bench = try Bench()
    let setting = try AskedMeasure.impedance(
      from: "soma", to: [], frequencies: "1e-300..1e12 Hz:4")
    let answer = try bench.prepared(yaml(z("1 Hz")), settings: [setting]).measure().measures[0]
    #expect(answer.values.filter { $0.quantity == "impedance" }.count == 4)
    #expect(answer.values.allSatisfy { $0.value.isFinite })
    // In equal ratios: from 10^-300 to 10^12 by 10^104.
    let found = answer.values.filter { $0.quantity == "phase" }.compactMap(\.frequency)
    for (frequency, wanted) in zip(found, [1e-300, 1e-196, 1e-92, 1e12]) {
      #expect(frequency.isWithin(1e-5, of: wanted))
    }
    let beyond = try AskedMeasure.impedance(
      from: "soma", to: [], frequencies: "1e-300..1e300 Hz:5")
    let failure = bench.failure(yaml(z("1 Hz")), settings: [beyond])
    #expect(failure?.status == 65 && failure?.description.contains("at most") == true)
    let sweep = try SweepAxis("membrane[0].passive.g=1e-300..1e300 mS/cm2:5 log")
    for (value, wanted) in zip(sweep.values, [1e-300, 1e-150, 1, 1e150, 1e300]) {
      #expect(value.isWithin(1e-12, of: wanted))
    }
  }
}
