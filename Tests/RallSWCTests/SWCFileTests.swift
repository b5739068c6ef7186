import RallSWC
import TestRandom
import Testing

@Suite("Reading SWC text")
struct SWCFileTests {
  static let ends = ["\n", "\r\n", "\r", "\r\r\n"]

  @Test("every line end gives the same samples and the same line numbers", arguments: ends)
  func lineEnds(end: String) {
    let text = ["# a header", "1 1 0 0 0 5 -1", "", "2 3 0 5 0 1 1", "3 3 0 x 0 1 2"]
      .joined(separator: end)
    let file = SWCFile(text: text)
    #expect(file.samples.map(\.id) == [1, 2])
    #expect(file.samples.map(\.line) == [2, 4])
    #expect(file.diagnostics.map(\.line) == [5])
  }

  @Test("line ends may be mixed, and the last may be missing")
  func mixed() {
    let file = SWCFile(text: "1 1 0 0 0 5 -1\r2 3 0 5 0 1 1\r\n3 3 0 9 0 1 2\n4 3 0 12 0 1 3")
    #expect(file.samples.map(\.line) == [1, 2, 3, 4])
    #expect(file.diagnostics.isEmpty)
  }

  @Test(
    "blanks, tabs, comments and a byte order mark do not matter",
    arguments: [
      "\u{FEFF}1 1 0 0 0 5 -1\n2 3 0 5 0 1 1\n",
      "  1\t1  0 0\t\t0 5   -1  \n\t2 3 0 5 0 1 1 # the first of a neurite\n",
      "#x\n1 1 0 0 0 5 -1#soma\n\n \n# 7 7 7\n2 3 0 5 0 1 1\n#",
      "1.0 1.000 0.0 0e0 -0 5. -1.0\n2.0000000e+000 3 0 +5 .0 1E0 1\n",
    ])
  func liberal(text: String) {
    let file = SWCFile(text: text)
    #expect(file.samples.map(\.id) == [1, 2] && file.samples.map(\.type) == [1, 3])
    #expect(file.samples[1].y == 5 && file.samples[0].radius == 5)
    #expect(file.parents == [nil, 0] && file.diagnostics.isEmpty)
  }

  @Test(
    "a type has 32 bits, as in the result file",
    arguments: [(2_147_483_647, true), (2_147_483_648, false)])
  func types(type: Int, isGood: Bool) {
    let file = SWCFile(text: "1 1 0 0 0 5 -1\n2 \(type) 0 5 0 1 1\n")
    #expect(file.samples.count == (isGood ? 2 : 1))
    #expect(file.diagnostics.map(\.code) == (isGood ? [] : [.badNumber]))
  }

  @Test("ids stand in any order, with gaps, from 0 to 2^63-1")
  func ids() {
    let last = Int.max
    let file = SWCFile(text: "\(last) 3 0 9 0 1 70\n70 3 0 5 0 1 0\n0 1 0 0 0 5 -1\n")
    #expect(file.samples.map(\.id) == [last, 70, 0])
    #expect(file.parents == [1, 2, nil])
    #expect(file.diagnostics.map(\.code) == [.linesOutOfOrder])
    #expect(file.diagnostics[0].line == 1 && file.diagnostics[0].message.contains("first of 2"))
  }

  /// Every number is the nearest double, as the library reads it.
  @Test("numbers are read to the last bit", arguments: 0..<20)
  func numbers(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let fields = (0..<300).map { index -> String in
      let value = Double.random(in: -1...1, using: &generator)
      let digits = Int.random(in: 1...18, using: &generator)
      let mantissa = String("\(value)".prefix(digits + 3)).split(separator: "e")[0]
      let trimmed = mantissa.hasSuffix("-") ? String(mantissa.dropLast()) : String(mantissa)
      return index % 3 == 0 ? trimmed : "\(trimmed)e\(Int.random(in: -40...20, using: &generator))"
    }
    let text = fields.enumerated().map { "\($0) 3 \($1) 0 0 1 \($0 - 1)" }
      .joined(separator: "\n")
    let file = SWCFile(text: text)
    #expect(file.samples.map(\.x) == fields.map { Double($0)! })
  }

  @Test(
    "what cannot be read is an error on its line",
    arguments: [
      ("2 3 0 5 0 1", Diagnostic.Code.fewColumns), ("2", .fewColumns),
      ("2 3 0 y 0 1 1", .badNumber), ("2 3 0 1,5 0 1 1", .badNumber),
      ("2 3 0 0x10 0 1 1", .badNumber),
      ("2 3 0 +-5 0 1 1", .badNumber), ("2 3 0 . 0 1 1", .badNumber),
      ("2 3 0 1e 0 1 1", .badNumber),
      ("2.5 3 0 5 0 1 1", .badNumber), ("-2 3 0 5 0 1 1", .badNumber),
      ("9223372036854775808 3 0 5 0 1 1", .badNumber), ("2 axon 0 5 0 1 1", .badNumber),
      ("2 3 0 5 0 1 one", .badNumber), ("2 3 0 nan 0 1 1", .notFinite),
      ("2 3 0 5 0 inf 1", .notFinite), ("2 3 -Infinity 5 0 1 1", .notFinite),
      ("2 3 0 1e400 0 1 1", .notFinite), ("2 3 0 5 0 NaN 1", .notFinite),
      ("2 3 0 5 0 -1 1", .negativeRadius), ("1 3 0 5 0 1 -1", .repeatedID),
      ("2 3 0 5 0 1 7", .unknownParent), ("2 3 0 5 0 1 2", .ownParent),
    ])
  func errors(line: String, code: Diagnostic.Code) {
    let file = SWCFile(text: "# header\n1 1 0 0 0 5 -1\n\(line)\n")
    #expect(file.diagnostics.map(\.code) == [code])
    #expect(file.diagnostics.map(\.severity) == [.error])
    #expect(file.diagnostics.map(\.line) == [3])
    #expect(!file.diagnostics[0].message.contains("\n"))
    #expect(file.reading().shape == nil)
  }

  @Test("all errors of a file are told, each on its line")
  func allErrors() {
    let file = SWCFile(
      text: "1 1 0 0 0 5 -1\n2 3 0 y 0 q 1\n3 3 0 1 0 1 99\n4 3\n5 3 0 0 0 -1 3\n3 3 1 1 1 1 1\n")
    #expect(file.diagnostics.map(\.line) == [2, 2, 3, 4, 5, 6])
    #expect(
      file.diagnostics.map(\.code) == [
        .badNumber, .badNumber, .unknownParent, .fewColumns, .negativeRadius, .repeatedID,
      ])
  }

  @Test("what hangs on a line that cannot be read is not called an orphan")
  func noOrphans() {
    let file = SWCFile(text: "1 1 0 0 0 5 -1\n2 3 0 y 0 1 1\n3 3 0 9 0 1 2\n4 3\n5 3 0 9 0 1 4\n")
    #expect(file.diagnostics.map(\.line) == [2, 4])
  }

  @Test("after a hundred errors the rest is counted")
  func limit() {
    let file = SWCFile(text: String(repeating: "1 1 0 0 0\n", count: 250))
    #expect(file.diagnostics.count == 101)
    #expect(file.diagnostics.last?.code == .moreErrors)
    #expect(file.diagnostics.last?.message.hasPrefix("150 ") == true)
  }

  @Test("a cycle names its samples, and nothing beside it")
  func cycle() {
    let file = SWCFile(
      text: "1 1 0 0 0 5 -1\n2 3 0 1 0 1 4\n3 3 0 2 0 1 2\n4 3 0 3 0 1 3\n9 3 0 4 0 1 4\n")
    #expect(file.diagnostics.map(\.code) == [.cycle, .linesOutOfOrder])
    #expect(file.diagnostics[0].line == 2)
    #expect(file.diagnostics[0].message.contains("samples 2, 3, 4 are"))
  }

  @Test("two cycles are two errors, and a file that is one cycle has no root to need")
  func cycles() {
    let two = SWCFile(
      text: "1 3 0 1 0 1 2\n2 3 0 2 0 1 1\n3 3 0 1 0 1 4\n4 3 0 2 0 1 3\n")
    #expect(two.diagnostics.filter { $0.code == .cycle }.map(\.line) == [1, 3])
  }

  @Test(
    "a file without samples is said to be one",
    arguments: ["", "\n\n", "# only a comment", "\u{FEFF}", " \t \r"])
  func noSamples(text: String) {
    #expect(SWCFile(text: text).diagnostics.map(\.code) == [.noSamples])
  }

  @Test(
    "what is no SWC text is called by what it looks like",
    arguments: [
      ([0xFF, 0xFE, 0x31, 0, 0x20, 0], "UTF-16"), ([0xFE, 0xFF, 0, 0x31], "UTF-16"),
      ([0x31, 0, 0x20, 0, 0x31, 0, 0x20, 0], "UTF-16"), ([0x1F, 0x8B, 8, 0], "gzip"),
      (Array("BZh91AY".utf8), "bzip2"), (Array("PK\u{3}\u{4}".utf8), "zip"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "xz"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
      ([0x89, 0x48, 0x44, 0x46, 0x0D], "HDF5"), ([0, 1, 2, 0, 0, 0, 7], "binary"),
      (Array("<!DOCTYPE html>".utf8), "web page"), (Array("; V3 text file\n(Axon)".utf8), "ASC"),
      (Array("%PDF-1.7".utf8), "PDF"),
    ] as [([UInt8], String)])
  func disguises(bytes: [UInt8], name: String) {
    let file = SWCFile(bytes: bytes)
    #expect(file.diagnostics.map(\.code) == [.notText])
    #expect(file.diagnostics[0].message.contains(name))
  }

  @Test("oddities are warnings, one for each kind, on the line where it was first met")
  func warnings() {
    let text =
      "1 1 0 0 0 5 0\n2 3 0 6 0 1 1 8 8\n3 3 0 9 0 0 2\n3 3 0 9 0 0 2\n4 3 0 9 0 0 3 1\n"
    let file = SWCFile(text: text)
    #expect(!file.hasErrors)
    #expect(
      Set(file.diagnostics.map { "\($0.line ?? 0) \($0.code.rawValue)" }) == [
        "1 oddRoot", "2 extraColumns", "3 zeroRadius", "4 repeatedLine", "5 duplicatePoints",
      ])
    #expect(file.samples.count == 4)
  }

  @Test("a parent of -3 or of 0 is a root only where no such sample exists")
  func oddRoots() {
    #expect(SWCFile(text: "1 1 0 0 0 5 -3\n").diagnostics.map(\.code) == [.oddRoot])
    #expect(SWCFile(text: "1 1 0 0 0 5 -1\n").diagnostics.isEmpty)
    let zero = SWCFile(text: "0 1 0 0 0 5 -1\n1 3 0 5 0 1 0\n")
    #expect(zero.parents == [nil, 0] && zero.diagnostics.isEmpty)
  }
}
