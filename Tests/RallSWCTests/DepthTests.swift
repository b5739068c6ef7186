import RallMorphology
import RallSWC
import RallUnits
import TestRandom
import Testing

/// Chains that would overflow a stack, and numbers that would make quadratic work last for hours.
@Suite("Depth and size")
struct DepthTests {
  static let count = 1_000_000

  private func chain(_ line: (Int) -> Int) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(30 * Self.count)
    for place in 0..<Self.count {
      let id = line(place)
      text += Array("\(id) 3 \(id) 0 0 1 \(id == 1 ? -1 : id - 1)\n".utf8)
    }
    return text
  }

  @Test("a chain a million deep is one section", .timeLimit(.minutes(1)))
  func deep() throws {
    let cell = try Morphology(swc: chain { $0 + 1 })
    #expect(cell.sections.count == 1)
    #expect(cell.totals.length.coherent == Double(Self.count - 1))
  }

  @Test("so it is when every line stands before its parent", .timeLimit(.minutes(1)))
  func backwards() throws {
    let cell = try Morphology(swc: chain { Self.count - $0 })
    #expect(cell.sections.count == 1)
    #expect(cell.sections[0].points.first?.sample == 1)
    #expect(cell.totals.length.coherent == Double(Self.count - 1))
  }

  @Test("a cycle of a million samples is one error", .timeLimit(.minutes(1)))
  func cycle() {
    let text = chain { $0 + 1 } + Array("0 3 0 0 0 1 \(Self.count)\n".utf8)
    let closed = String(decoding: text, as: UTF8.self).replacing(
      "1 3 1 0 0 1 -1\n", with: "1 3 1 0 0 1 0\n", maxReplacements: 1)
    let file = SWCFile(text: closed)
    #expect(file.diagnostics.filter { $0.severity == .error }.map(\.code) == [.cycle])
  }

  @Test("a star of a million children is a million sections and one", .timeLimit(.minutes(1)))
  func star() throws {
    var text: [UInt8] = Array("1 1 0 0 0 5 -1\n".utf8)
    text.reserveCapacity(30 * Self.count)
    for child in 2...Self.count + 1 { text += Array("\(child) 3 \(child) 9 0 1 1\n".utf8) }
    let cell = try Morphology(swc: text)
    #expect(cell.sections.count == Self.count + 1)
    #expect(cell.tips.count == Self.count)
  }

  @Test("as many types as samples are refused at the line of the first that is too many")
  func types() {
    let children = (2...200_000).map { "\($0) \($0 + 10) \($0) 9 0 1 1\n" }
    let text = "1 1 0 0 0 5 -1\n" + children.joined()
    let inspection = Inspection(bytes: Array(text.utf8), name: "types")
    let errors = inspection.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.code) == [.tooManyTypes])
    #expect(errors.first?.line == 101)
    let fewer = text.split(separator: "\n").prefix(100).joined(separator: "\n")
    #expect(Inspection(bytes: Array(fewer.utf8), name: "types").kinds.count == 99)
  }

  @Test("a comb of 200000 teeth has a section each, and twice that many", .timeLimit(.minutes(1)))
  func comb() throws {
    let teeth = 200_000
    var text = "1 3 0 0 0 1 -1\n"
    for tooth in 1...teeth {
      text += "\(2 * tooth) 3 \(tooth) 0 0 1 \(max(2 * tooth - 2, 1))\n"
      text += "\(2 * tooth + 1) 3 \(tooth) 1 0 1 \(2 * tooth)\n"
    }
    let cell = try Morphology(swc: text)
    // The last tooth goes on from the last stretch of the back.
    #expect(cell.sections.count == 2 * teeth - 1)
    #expect(cell.tips.count == teeth)
    #expect(cell.sections.map(\.order).max() == teeth)
    #expect(try Region.compare(.distance, .less, 10).intervals(on: cell).length == 19.um)
  }

  @Test("ids far apart are as quick as ids in a row", .timeLimit(.minutes(1)))
  func sparse() throws {
    var text: [UInt8] = []
    for place in 0..<200_000 {
      let id = place * 40_000_000_000 + 7
      let parent = place == 0 ? -1 : id - 40_000_000_000
      text += Array("\(id) 3 \(place) 0 0 1 \(parent)\n".utf8)
    }
    #expect(try Morphology(swc: text).sections.count == 1)
  }

  @Test("no bytes at all can make the reader trap", arguments: 0..<300)
  func anyBytes(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    var bytes = Array(Neuron.text(Neuron.random(&generator, samples: 30)).utf8)
    for _ in 0..<Int.random(in: 1...40, using: &generator) {
      let place = bytes.indices.randomElement(using: &generator)!
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes[place] = Array("0123456789-.e \n".utf8).randomElement(using: &generator)!
      case 2: bytes.remove(at: place)
      default: bytes.insert(contentsOf: Array("99999999999".utf8), at: place)
      }
    }
    for soma in ReadingOptions.SomaChoice.allCases {
      let options = ReadingOptions(
        soma: soma, somaEdges: seed % 2 == 0 ? .keep : .drop, roots: .all, scale: 1e9,
        repair: [.zeroRadius, .duplicatePoints])
      let inspection = Inspection(bytes: bytes, name: "any", options: options)
      #expect(inspection.isSimulatable || inspection.diagnostics.contains { $0.severity == .error })
      #expect(!inspection.text.isEmpty && inspection.json.hasPrefix("{\"file\": \"any\""))
    }
  }
}
