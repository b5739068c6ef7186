import RallExperiment
import Testing

/// Texts made to overflow a stack or to take for ever; each must be refused at once.
@Suite("A bomb", .timeLimit(.minutes(5)))
struct BombTests {
  /// The same over and over.
  struct Bomb: CustomTestStringConvertible {
    var before: String
    var open: String
    var inner: String
    var close: String
    var count = 40_000

    var sections: String {
      before + String(repeating: open, count: count) + inner
        + String(repeating: close, count: count)
    }

    var testDescription: String { "\(count) times \(open) \(inner) \(close)" }

    static func expression(_ open: String, _ inner: String, _ close: String) -> Self {
      Self(before: "membrane:\n  - region: all\n    passive:\n      e: ", open, inner, close)
    }

    static func region(_ open: String, _ inner: String, _ close: String) -> Self {
      Self(before: "regions:\n  a: ", open, inner, close)
    }

    init(before: String, _ open: String, _ inner: String, _ close: String) {
      (self.before, self.open, self.inner, self.close) = (before, open, inner, close)
    }
  }

  @Test(
    "of one thing in another is refused for its depth",
    arguments: [
      Bomb(before: "title: ", "[", "", "]"), Bomb(before: "title: ", "{a: ", "b", "}"),
      Bomb(before: "title:\n", "- ", "", ""), Bomb(before: "title: ", "[", "", ""),
      Bomb(before: "title:\n", "? ", "", ""),
    ])
  func yamlDepth(bomb: Bomb) {
    let diagnostics = MarkedExperiment(bomb.sections).diagnostics
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.message.contains("more than 64 lists and mappings") == true)
  }

  @Test(
    "of one operation in another is refused for its depth",
    arguments: [
      Bomb.expression("(", "1 mV", ")"), .expression("-", "1 mV", ""),
      .expression("exp(", "1", ")"), .expression("", "1", "^2"),
      .expression("", "1 mV", " + 1 mV"), .expression("", "1 mV", "*2"),
      .region("not ", "axon", ""),
      .region("(", "axon", ")"), .region("", "axon", " or axon"), .region("", "axon", " and axon"),
      .region("subtree(tips(", "soma", "))"), .region("subtree(at(1 um, ", "axon", "))"),
      .region("distance_from(", "axon", ") < 1 um"),
    ])
  func textDepth(bomb: Bomb) {
    let diagnostics = MarkedExperiment(bomb.sections).diagnostics
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.message.contains("more than 200 operations") == true)
  }

  @Test("of 100 000 parentheses is refused for its depth", arguments: [("(", ")"), ("-", "")])
  func parentheses(open: String, close: String) {
    var bomb = Bomb.expression(open, "1 mV", close)
    bomb.count = 100_000
    let diagnostics = MarkedExperiment(bomb.sections).diagnostics
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.message.contains("more than 200 operations") == true)
  }

  @Test("of named regions in named regions is refused for its size")
  func namedRegions() {
    // Written out, the last has 2^50 words.
    let doubled = (1...50).map { "  r\($0): r\($0 - 1) or r\($0 - 1)" }.joined(separator: "\n")
    let diagnostics = MarkedExperiment("regions:\n  r0: axon\n" + doubled).diagnostics
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.message.contains("more than 2000 words") == true)
  }

  @Test("of a long chain of names is refused for its depth")
  func chain() {
    let chain = (1...900).reversed().map { "  r\($0): r\($0 - 1)" }.joined(separator: "\n")
    let diagnostics = MarkedExperiment("regions:\n\(chain)\n  r0: axon").diagnostics
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.message.contains("more than 200 operations") == true)
  }

  @Test("of too many names is refused for their number")
  func names() {
    let many = (1...40_000).map { "  r\($0): axom" }.joined(separator: "\n")
    let diagnostics = MarkedExperiment("regions:\n\(many)").diagnostics
    #expect(diagnostics.map(\.message) == ["40000 regions; expected 1000 at most"])
  }

  @Test("of a long circle of names is one error")
  func circle() {
    let chain = (1...900).map { "  r\($0): r\($0 - 1)" }.joined(separator: "\n")
    let diagnostics = MarkedExperiment("regions:\n\(chain)\n  r0: r900").diagnostics
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.message.contains("defined by itself") == true)
  }

  @Test("of aliases is refused at its first anchor")
  func aliases() {
    let levels = (1...30).map { level in
      "a\(level): &a\(level) [\((0..<9).map { _ in "*a\(level - 1)" }.joined(separator: ", "))]"
    }
    let diagnostics = MarkedExperiment("a0: &a0 [x]\n" + levels.joined(separator: "\n")).diagnostics
    #expect(diagnostics.contains { $0.message.contains("the anchor &a0") })
    #expect(diagnostics.count <= 100)
  }

  @Test("of errors tells the first hundred and counts the others")
  func manyErrors() throws {
    let keys = (0..<30_000).map { "k\($0): 1" }.joined(separator: "\n")
    do throws(ExperimentErrors) {
      _ = try ExperimentDocument(yaml: keys, file: "a.yaml")
      Issue.record("it was read")
    } catch {
      #expect(error.diagnostics.count == 100)
      // One a key; and version, run and morphology lack.
      #expect(error.omitted + error.diagnostics.count >= 30_002)
      #expect(error.description.hasSuffix("more errors are not shown"))
    }
  }

  @Test("of bytes is refused for its size before it is read")
  func size() {
    let text = "# " + String(repeating: "x", count: 1 << 20)
    let diagnostics = MarkedExperiment(text).diagnostics
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.message.contains("1048576 at most") == true)
  }

  @Test("of one endless word is no reason to compare it with every name")
  func longWord() {
    let word = String(repeating: "durration", count: 50_000)
    let diagnostics = MarkedExperiment("cell: { \(word): 3 }").diagnostics
    // A key of YAML ends after 1024 letters.
    #expect(diagnostics.count == 1)
    let region = MarkedExperiment("regions: { a: \(word) }").diagnostics
    #expect(region.count == 1)
    #expect(region.allSatisfy { $0.message.count < 400 })
  }
}
