import Foundation
import RallHDF5
import RallModel
import Testing

/// What a sweep that was killed left beside its result: a line a variant, each with a check sum.
@Suite("The log of a sweep")
final class SweepLogTests {
  private static let description = SweepDescription(
    experiment: "rall: 1\n", settings: [],
    parameters: [.init(path: "cell.temperature", unit: "degC", values: [6, 10, 20, 30])],
    shape: [4], seed: nil, inputs: [], measures: ["speed"], detectors: ["tips"], tracks: [],
    program: "test")

  private static let results = [2, 0, 3].map { variant in
    VariantResult(
      variant: variant,
      measures: [
        MeasureResult(
          name: "speed", kind: "k", values: [.init(value: 0.1 * Double(variant), unit: "m/s")])
      ],
      spikes: [
        .init(detector: "tips", sites: ["a", "b"], counts: [variant, 7], undecided: [nil, "?"])
      ])
  }

  /// Fowler, Noll and Vo's hash as its authors define it: for each byte, exclusive or, then times the prime.
  private static func sum(_ text: String) -> String {
    var hash: UInt64 = 2_166_136_261
    for byte in text.utf8 { hash = ((hash ^ UInt64(byte)) * 16_777_619) % (1 << 32) }
    return String(format: "%08x", hash)
  }

  private let folder: TemporaryFolder
  private let log: [UInt8]

  init() throws {
    folder = try TemporaryFolder()
    do {
      var file = try SweepFile.create(
        folder("s.h5"), overwrite: false, Self.description, title: "t", command: "c")
      try file.append(Self.results.map { SweepRecord($0) })
    }
    log = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder("s.h5.part.log"))))
  }

  private func write(_ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: folder("s.h5.part.log")))
  }

  /// What is found when the sweep goes on.
  private func found() throws(ResultFileError) -> [Int: VariantResult]? {
    try SweepFile.resume(folder("s.h5"), Self.description, title: "t", command: "c")?.results
  }

  private static var all: [Int: VariantResult] {
    Dictionary(uniqueKeysWithValues: results.map { ($0.variant, $0) })
  }

  @Test("has in each line its check sum, and all of it comes back")
  func sums() throws {
    #expect(Self.sum("a") == "e40c292c")
    let lines = String(decoding: log, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 4)
    for line in lines { #expect(line.suffix(9) == " " + Self.sum(String(line.dropLast(9)))) }
    #expect(try found() == Self.all)
  }

  @Test("never turns a spoilt byte into a result: it is refused, and left as it is")
  func flipped() throws {
    for (place, bit) in stride(from: 0, to: log.count - 1, by: 5).map({ ($0, UInt8($0 % 8)) }) {
      var bytes = log
      bytes[place] ^= 1 << bit
      try write(bytes)
      let error = #expect(throws: ResultFileError.self, "byte \(place)") { try found() }
      #expect(error?.exitStatus == 65)
      #expect(try Data(contentsOf: URL(fileURLWithPath: folder("s.h5.part.log"))) == Data(bytes))
    }
    let newlines = log.indices.filter { log[$0] == 10 }
    var bytes = log
    bytes[newlines[1] + 20] ^= 1
    try write(bytes)
    let error = #expect(throws: ResultFileError.self) { try found() }
    #expect(error?.description.contains("line 3 is damaged") == true)
    // What it says to do does it.
    try write(Array(bytes[...newlines[1]]))
    #expect(try found() == [2: Self.results[0]])
  }

  @Test("is cut by a kill anywhere, and its whole lines come back")
  func cut() throws {
    let newlines = log.indices.filter { log[$0] == 10 }
    for count in stride(from: 0, to: log.count, by: 11) {
      try write(Array(log[..<count]))
      let lines = newlines.count { $0 < count }
      #expect(try found()?.count == max(0, lines - 1))
    }
  }

  @Test(
    "with lines that no sweep writes is refused though their sums are right",
    arguments: [
      (#""sites":["a","b"]"#, #""sites":["a","b","c"]"#), (#""counts":[2,7]"#, #""counts":[7]"#),
      (#""counts":[2,7]"#, #""counts":[-2,7]"#), (#""counts":[2,7]"#, #""counts":[1e300,7]"#),
      (#""undecided":["#, #""undecided":["!","#), ("speed", "a/../b"), (#""tips""#, #""/""#),
      (#""variant":2"#, #""variant":4"#), (#""variant":2"#, #""variant":-1"#),
      (#""values":[]"#, #""values":[-4]"#), (#""values":[]"#, #""values":[9223372036854775807]"#),
      (#"{"#, String(repeating: "[", count: 100_000)),
    ])
  func unsound(change: (String, String)) throws {
    var lines = String(decoding: log, as: UTF8.self).split(separator: "\n").map { String($0) }
    let content = String(lines[1].dropLast(9))
    let changed = content.replacing(change.0, with: change.1)
    #expect(changed != content)
    lines[1] = "\(changed) \(Self.sum(changed))"
    try write(Array((lines.joined(separator: "\n") + "\n").utf8))
    let error = #expect(throws: ResultFileError.self) { try found() }
    #expect(error?.exitStatus == 65)
    #expect(error?.description.contains("line 2 is damaged") == true)
  }

  @Test("with a head of no variants, or that of a run, is none to go on with")
  func heads() throws {
    let head = String(decoding: log[..<log.firstIndex(of: 10)!].dropLast(9), as: UTF8.self)
    let empty = head.replacing(/"parameters":\[\{[^\]]*\]\}\]|"parameters":\[\{.*\}\]/) { _ in
      #""parameters":[]"#
    }
    #expect(empty != head)
    for text in [empty, "spike 0 0 1.5 20.0"] {
      try write(Array("\(text) \(Self.sum(text))\n".utf8))
      let error = #expect(throws: ResultFileError.self) { try found() }
      #expect(error?.exitStatus == 65)
    }
  }
}
