import Foundation
import RallSWC
import RallUnits
import Testing

import struct RallMorphology.Morphology
import struct RallMorphology.ReadingOptions
import struct RallMorphology.Section

/// A real reconstruction, and what its bytes are known by.
struct RealNeuron: Sendable, CustomTestStringConvertible {
  var file: String
  var bytes: [UInt8]
  /// Columns of the facts that other readers found, by name.
  var facts: [String: String]

  var testDescription: String { file }

  func number(_ column: String) -> Double? { facts[column].flatMap(Double.init) }

  /// The folder named by RALL_MORPHOLOGIES: every .swc file in it, and reference_facts.tsv.
  static let all: [RealNeuron] = {
    guard let folder = ProcessInfo.processInfo.environment["RALL_MORPHOLOGIES"],
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    else { return [] }
    let base = URL(fileURLWithPath: folder)
    let table =
      (try? String(contentsOf: base.appending(path: "reference_facts.tsv"), encoding: .utf8))
    let rows = (table ?? "").split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    var facts: [String: [String: String]] = [:]
    for row in rows.dropFirst() {
      facts[row[0]] = Dictionary(uniqueKeysWithValues: zip(rows[0], row))
    }
    return names.sorted().filter { $0.hasSuffix(".swc") }.compactMap { name in
      guard let data = try? Data(contentsOf: base.appending(path: name)) else { return nil }
      return RealNeuron(file: name, bytes: Array(data), facts: facts[name] ?? [:])
    }
  }()

  /// What has to be said for the file to be simulated.
  var options: ReadingOptions {
    switch file {
    case "OP_1-gs.swc", "morph_l5pc_with_axon.swc": .init(repair: [.duplicatePoints])
    case "morph_flywire_t4_720575940626407426.swc": .init(scale: 0.001, repair: [.zeroRadius])
    case "eNGC-j140908b_cell1.swc": .init(soma: .contour)
    case "morph_retina_20161028_1.swc": .init(repair: [.zeroRadius, .duplicatePoints])
    default: .init()
    }
  }

  /// No radius in the whole file.
  var isHopeless: Bool { file == "morph_retina_20161028_1.swc" }
}

/// Real neurons against what NEURON, Arbor and NeuroM make of them; no file of theirs is in the
/// repository.
@Suite("Real neurons")
struct RealNeuronTests {
  @Test("a folder of real neurons that is named holds some, and how many is printed")
  func count() {
    let all = RealNeuron.all
    let compared = all.filter { !$0.facts.isEmpty }.count
    print(
      all.isEmpty
        ? "real neurons: 0 tested, all skipped (RALL_MORPHOLOGIES names no folder of them)"
        : "real neurons: \(all.count) tested, \(compared) of them compared with other readers, "
          + "0 skipped")
    let isNamed = ProcessInfo.processInfo.environment["RALL_MORPHOLOGIES"]?.isEmpty == false
    #expect(!isNamed || !all.isEmpty)
  }

  @Test("each can be simulated with the options that its flaws ask for", arguments: RealNeuron.all)
  func simulatable(neuron: RealNeuron) throws {
    let reading = SWCFile(bytes: neuron.bytes).reading(neuron.options)
    if neuron.isHopeless {
      #expect(reading.diagnostics.contains { $0.code == .noRadius && $0.severity == .error })
      #expect(reading.morphology == nil)
    } else {
      #expect(reading.diagnostics.filter { $0.severity == .error } == [])
      #expect(reading.morphology != nil)
    }
  }

  @Test("the plain sums are those of the plain count", arguments: RealNeuron.all)
  func raw(neuron: RealNeuron) {
    guard let length = neuron.number("raw_length"), let area = neuron.number("raw_area") else {
      return
    }
    let inspection = Inspection(bytes: neuron.bytes, name: neuron.file)
    #expect(inspection.samples == neuron.number("raw_points").map { Int($0) })
    #expect(inspection.roots == neuron.number("raw_roots").map { Int($0) })
    // Nine digits were written down.
    #expect(inspection.raw.length.coherent.isWithin(1e-8, of: length))
    #expect(inspection.raw.area.coherent.isWithin(1e-8, of: area))
  }

  /// Where the soma has no, one or three samples, other readers agree to 1e-6 (their coordinates are
  /// in single precision); of the retina, which has no radii, in length only.
  @Test("where the soma leaves no choice, length and area are NEURON's", arguments: RealNeuron.all)
  func firm(neuron: RealNeuron) throws {
    guard let samples = neuron.number("raw_soma_points"), [0, 1, 3].contains(samples),
      neuron.facts["neuron_failed"]?.isEmpty == true
    else { return }
    let shape = try #require(SWCFile(bytes: neuron.bytes).reading().shape)
    let byName = Self.map(neuron.facts["neuron_length_by_type"] ?? "")
    let areas = Self.map(neuron.facts["neuron_area_by_type"] ?? "")
    let names = [2: "axon", 3: "dend", 4: "apic"]
    for (type, totals) in shape.totalsByType where type != 1 {
      let name = try #require(names[type])
      #expect(totals.length.coherent.isWithin(1e-6, of: try #require(byName[name])))
      if !neuron.isHopeless {
        #expect(totals.area.coherent.isWithin(1e-6, of: try #require(areas[name])))
      }
    }
    if !neuron.isHopeless {
      let area = try #require(neuron.number("neuron_area"))
      #expect(shape.totals.area.coherent.isWithin(1e-6, of: area))
    }
  }

  /// In single precision NeuroM is good to some 1e-6; forks on the soma are forks to it.
  @Test("forks, tips and the longest path are NeuroM's", arguments: RealNeuron.all)
  func tree(neuron: RealNeuron) throws {
    guard let samples = neuron.number("raw_soma_points"), [0, 1, 3].contains(samples),
      let tips = neuron.number("neurom_tips"), let forks = neuron.number("neurom_forking_points"),
      let path = neuron.number("neurom_max_path_distance")
    else { return }
    let shape = try #require(SWCFile(bytes: neuron.bytes).reading().shape)
    #expect(shape.tips.count == Int(tips))
    #expect(shape.forks.count == Int(forks))
    #expect(shape.longestPath.coherent.isWithin(2e-6, of: path))
  }

  @Test("a soma of frusta has the area of the tree as written", arguments: RealNeuron.all)
  func frusta(neuron: RealNeuron) throws {
    let shape = SWCFile(bytes: neuron.bytes).reading(neuron.options).shape
    guard let shape, shape.soma.rule == .frusta,
      let area = Self.map(neuron.facts["neuron_area_by_type"] ?? "")["soma"]
    else { return }
    #expect(shape.soma.area.coherent.isWithin(1e-6, of: area))
    #expect(shape.soma.site != nil)
  }

  /// Arbor always drops the edge from a soma of several samples, as the default does here. It makes
  /// nothing of a file that is all soma, and leaves 9.8 µm of dCH out, where types change; there
  /// NEURON drops the one soma edge too, because it is in the soma's middle.
  @Test("with soma edges dropped, length and area are Arbor's", arguments: RealNeuron.all)
  func droppedEdges(neuron: RealNeuron) throws {
    let shape = SWCFile(bytes: neuron.bytes).reading(neuron.options).shape
    let reader = neuron.file == "dCH-cobalt.CNG.swc" ? "neuron" : "arbn_lax"
    guard let shape, shape.soma.rule == .frusta,
      let length = neuron.number("\(reader)_length"), length > 0,
      let area = neuron.number("\(reader)_area")
    else { return }
    #expect(shape.totals.length.coherent.isWithin(1e-6, of: length))
    #expect(shape.totals.area.coherent.isWithin(1e-6, of: area))
  }

  /// NEURON keeps the edge of a neurite that hangs on the first or last sample of the soma. These two
  /// have no others.
  @Test(
    "with soma edges kept, length and area are NEURON's",
    arguments: RealNeuron.all.filter {
      ["BS0284.swc", "morph_l5pc_with_axon.swc"].contains($0.file)
    })
  func keptEdges(neuron: RealNeuron) throws {
    var options = neuron.options
    options.somaEdges = .keep
    let cell = try Morphology(swc: neuron.bytes, options: options)
    #expect(
      cell.totals.length.coherent.isWithin(1e-6, of: try #require(neuron.number("neuron_length"))))
    #expect(
      cell.totals.area.coherent.isWithin(1e-6, of: try #require(neuron.number("neuron_area"))))
  }

  @Test(
    "each reads back to the last bit from the text that is written of it", arguments: RealNeuron.all
  )
  func backAndForth(neuron: RealNeuron) throws {
    guard let cell = SWCFile(bytes: neuron.bytes).reading(neuron.options).morphology else { return }
    let back = try Morphology(swc: cell.swcText, options: cell.optionsToReadBack)
    #expect(back.soma.area == cell.soma.area)
    if SWCFile(bytes: neuron.bytes).diagnostics.contains(where: { $0.code == .linesOutOfOrder }) {
      // Written with parents first, its sections get other numbers.
      #expect(Set(back.sections.map { $0.arc }) == Set(cell.sections.map { $0.arc }))
      #expect(back.totals.area.coherent.isWithin(1e-13, of: cell.totals.area.coherent))
    } else {
      #expect(InvarianceTests.withoutSamples(back) == InvarianceTests.withoutSamples(cell))
    }
  }

  /// `a:b;c:d`.
  private static func map(_ text: String) -> [String: Double] {
    var values: [String: Double] = [:]
    for pair in text.split(separator: ";") {
      let parts = pair.split(separator: ":")
      if parts.count == 2, let value = Double(parts[1]) { values[String(parts[0])] = value }
    }
    return values
  }
}
