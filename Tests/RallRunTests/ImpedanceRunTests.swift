import Foundation
import RallHDF5
import RallJSON
import RallModel
import RallRun
import RallTheory
import RallUnits
import Testing

/// Impedances, decays and their maps, from the experiment file to the answer.
@Suite("Impedance and decays as measures")
struct ImpedanceRunTests {
  private static let material = CableMaterial(membraneResistance: 20_000, axialResistivity: 150)

  /// A cable of 1 mm and 2 um, with a branch of no moment so that its start is a soma of one frustum.
  private static let stick = "1 1 0 0 0 1 -1\n2 3 0 0 0 1 1\n3 3 1000 0 0 1 2\n"

  private func yaml(_ measures: String) -> String {
    experiment(
      "cell: { axoplasm: 150 ohm cm }\nmeasure:\n" + measures,
      membrane: "- { region: all, passive: { g: 0.05 mS/cm2, e: -65 mV } }",
      run: "{ duration: 10 ms }", compartments: "{ longest: 5 um }")
  }

  private static let tree = PassiveTree(
    branches: [.init(length: 1000, diameter: 2)], material: material, rootLoad: 0)

  private static let asked = """
      - { name: z, impedance: { from: "section(1, 0)", to: "section(1, 1)", frequencies: [0 Hz, 100 Hz] } }

    """

  @Test("impedance, phase and attenuation of a cable are those of the closed form")
  func cable() throws {
    let bench = try Bench(neuron: Self.stick)
    let measure = try bench.prepared(yaml(Self.asked)).measure().measures[0]
    #expect(measure.kind == "impedance" && measure.remark == nil)
    func value(_ quantity: String, _ frequency: Double) throws -> Double {
      try #require(
        measure.values.first { $0.quantity == quantity && $0.frequency == frequency }
      ).value
    }
    // The sphere at its start is 1 % of the cable's membrane.
    let soma = 4 * Double.pi
    for frequency in [0.0, 100] {
      let load = soma * 1e-5 * 2e-3 * .pi * frequency
      let (start, end) = (PassiveTree.Node.root, PassiveTree.Node.end(of: 0))
      // With the sphere as a load in parallel, by the laws of two-ports.
      let z = [(start, start), (start, end), (end, end)].map {
        Self.tree.transferImpedance(from: $0.0, to: $0.1, frequency: frequency)
      }
      let y = Complex(soma * 5e-7, load)
      let input = z[0] / (Complex.one + y * z[0])
      let transfer = z[1] / (Complex.one + y * z[0])
      let far = z[2] - y * z[1] * z[1] / (Complex.one + y * z[0])
      // (5 um/λ)²/12, with λ from 816 to 313 um: 2e-5 and less.
      #expect(try value("impedance", frequency).isWithin(1e-4, of: input.magnitude))
      #expect(try abs(value("phase", frequency) - input.phase * 180 / .pi) < 0.01)
      #expect(try value("transferImpedance", frequency).isWithin(1e-4, of: transfer.magnitude))
      // Counted on beyond half a turn.
      let turned = try value("transferPhase", frequency) - transfer.phase * 180 / .pi
      #expect(abs(turned.remainder(dividingBy: 360)) < 0.01 && turned > -361)
      #expect(
        try value("attenuationOut", frequency)
          .isWithin(1e-4, of: input.magnitude / transfer.magnitude))
      #expect(
        try value("attenuationIn", frequency).isWithin(1e-4, of: far.magnitude / transfer.magnitude)
      )
    }
  }

  @Test("a length constant at a frequency is that of the closed form, and falls with it")
  func lengthConstants() throws {
    let bench = try Bench(neuron: Self.stick)
    let measure = try bench.prepared(
      yaml("  - { name: l, length_constant: { region: dendrites, frequencies: [0 Hz, 1 kHz] } }\n")
    ).measure().measures[0]
    let cable = UniformCable(diameter: 2, material: Self.material)
    #expect(measure.values.map(\.frequency) == [0, 0, 0, 1000, 1000, 1000])
    for value in measure.values {
      #expect(
        value.value.isWithin(1e-12, of: cable.lengthConstant(frequency: value.frequency ?? -1)))
    }
    let layer = try #require(measure.map).layers[0]
    #expect(layer.quantity == "lengthConstant" && layer.values.count == 2)
    // The sphere is no cable, and has none.
    #expect(layer.values[1].contains { $0.isNaN } && layer.values[1].contains { $0 > 0 })
  }

  @Test("the slowest decay of a cable of one membrane is its time constant")
  func decays() throws {
    let bench = try Bench(neuron: Self.stick)
    let measure = try bench.prepared(yaml("  - { name: t, time_constants: { count: 2 } }\n"))
      .measure().measures[0]
    #expect(measure.values.map(\.place) == ["decay 1", "decay 2"])
    #expect(measure.values[0].value.isWithin(1e-9, of: 20))
    // Without the sphere it would be 20/(1 + (π·816.5/1000)²) = 2.64.
    #expect(measure.values[1].value > 2.5 && measure.values[1].value < 2.75)
  }

  @Test("a map is in the file as it was found, at every compartment and frequency")
  func file() throws {
    let bench = try Bench(neuron: Self.stick)
    let report = try bench.run(yaml(Self.asked), into: "result.h5")
    #expect(try ResultValidator.check(bench.path("result.h5")) == [])
    let stored = try #require(
      try ResultReader(bench.path("result.h5")).contents.measures.first?.map)
    let map = try #require(report.measures[0].map)
    #expect(stored.frequencies == [0, 100])
    #expect(stored.columns.count == report.compartments)
    #expect(stored.columns.map(\.centre) == map.columns.map(\.centre))
    #expect(stored.layers == map.layers)
    #expect(
      map.layers.map(\.quantity) == [
        "lengthConstant", "inputImpedance", "inputPhase", "transferImpedance", "transferPhase",
        "attenuationOut", "attenuationIn",
      ])
    // What a place is told and what its compartment has is one number.
    let end = try #require(map.columns.firstIndex { $0.sectionPosition == 1 })
    let told = report.measures[0].values.filter { $0.quantity == "attenuationOut" }.map(\.value)
    #expect(map.layers[5].values.map { $0[end] } == told)
  }

  @Test("what is drawn is what was chosen, and where nothing was, that is said")
  func choice() throws {
    let bench = try Bench(neuron: Self.stick)
    let preparation = try bench.prepared(
      yaml(Self.asked + "  - { name: l, length_constant: { region: all } }\n"))
    let report = try preparation.measure()
    let file = bench.path("map.svg")
    func failure(_ choice: MapChoice) -> String? {
      do throws(Failure) {
        try preparation.writeMap(choice, of: report, to: PlotFile(file))
        return nil
      } catch {
        return error.description
      }
    }
    #expect(failure(MapChoice())?.contains("--of") == true)
    #expect(failure(MapChoice())?.contains("z, l") == true)
    #expect(failure(MapChoice(measure: "q"))?.contains("z, l") == true)
    #expect(failure(MapChoice(measure: "z"))?.contains("attenuationOut") == true)
    #expect(
      failure(MapChoice(measure: "z", quantity: "inputPhase"))?.contains("0 Hz, 100 Hz") == true)
    #expect(
      failure(MapChoice(measure: "z", quantity: "inputPhase", frequency: 5.Hz))?.contains("5 Hz")
        == true)
    #expect(!bench.files.contains("map.svg"))
    #expect(failure(MapChoice(measure: "l")) == nil)
    let lambda = try String(contentsOfFile: file, encoding: .utf8)
    #expect(failure(MapChoice(measure: "z", quantity: "inputPhase", frequency: 100.Hz)) == nil)
    let phase = try String(contentsOfFile: file, encoding: .utf8)
    #expect(lambda.contains("length constant at 0 Hz") && phase.contains("input phase at 100 Hz"))
    for svg in [lambda, phase] {
      #expect(svg.contains("200 µm") || svg.contains("100 µm"))
      #expect(svg.hasPrefix("<svg") && svg.hasSuffix("</svg>\n"))
    }
  }

  @Test("a measure that is asked for beside the file is read like one of the file")
  func asked() throws {
    let bench = try Bench(neuron: Self.stick)
    let setting = try AskedMeasure.impedance(
      from: "section(1, 0)", to: ["tips(dendrites)"], frequencies: "0 Hz, 1..100 Hz:3")
    let measure = try bench.prepared(yaml(Self.asked), settings: [setting]).measure().measures[0]
    let values = measure.values.filter { $0.quantity == "transferImpedance" }
    #expect(values.map(\.frequency) == [0, 1, 10, 100])
    #expect(measure.name == "impedance")
    for wrong in ["1..100 Hz", "0..100 Hz:3", "1..100 Hz:1", "a..b:3"] {
      #expect(throws: Failure.self) {
        try AskedMeasure.impedance(from: "soma", to: [], frequencies: wrong)
      }
    }
    let reach = try AskedMeasure.lengthConstant(region: "dendrites", frequencies: "0 Hz, 1 kHz")
    let found = try bench.prepared(yaml(Self.asked), settings: [reach]).measure().measures
    #expect(found.map(\.name) == ["lambda"])
    #expect(found[0].values.map(\.frequency) == [0, 0, 0, 1000, 1000, 1000])
    #expect(found[0].values.allSatisfy { $0.place == "dendrites" })
    let nowhere = try AskedMeasure.impedance(from: "swc(9)", to: [], frequencies: nil)
    #expect(bench.failure(yaml(Self.asked), settings: [nowhere])?.status == 65)
  }

  @Test("as comma-separated values each place and frequency has a row")
  func csv() throws {
    let bench = try Bench(neuron: Self.stick)
    let report = try bench.prepared(yaml(Self.asked)).measure()
    let rows = report.impedanceCSV.split(separator: "\n")
    #expect(rows.count == 5)
    #expect(
      rows.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count >= 9 })
    #expect(rows[1].hasPrefix("z,\"section(1, 0)\",0,"))
  }

  @Test("how far it moves with the compartments is found, angle and losses too, with order 2")
  func convergence() throws {
    let bench = try Bench(neuron: Self.stick)
    let study = try #require(try bench.prepared(yaml(Self.asked)).convergence())
    #expect(study.remarks.isEmpty)
    // Impedance and phase of one place, and four numbers of another, at two frequencies.
    #expect(study.moved.count == 12)
    for moved in study.moved {
      #expect(moved.time.error == 0)
      // No angle moves at 0 Hz.
      guard moved.mesh.error > 0 else { continue }
      #expect(abs(try #require(moved.mesh.order) - 2) < 0.05, "\(moved)")
    }
    #expect(study.moved.count { $0.mesh.error > 0 } >= 9)
  }
}
