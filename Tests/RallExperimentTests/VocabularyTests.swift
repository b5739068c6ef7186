import Foundation
import RallExperiment
import RallMembrane
import Testing

/// The page of all keys beside what the reader knows.
@Suite("The page of the experiment file")
struct VocabularyTests {
  private static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "docs/experiment-file.md")

  private let text: String
  private let examples: [String]

  init() throws {
    text = try String(contentsOf: Self.page, encoding: .utf8)
    examples = text.matches(of: /```yaml\n(rall: 1\n[^`]*)```/).map { String($0.1) }
  }

  /// What is wrong with an example when values are set in it.
  private func messages(_ example: String, _ settings: String...) -> [String] {
    do throws(ExperimentErrors) {
      _ = try ExperimentDocument(yaml: example, file: "a.yaml", settings: settings)
      return []
    } catch {
      return error.diagnostics.map(\.message)
    }
  }

  /// The keys of every mapping of the page, by what the reader calls it.
  private var told: [String: Set<String>] {
    var told: [String: Set<String>] = [:]
    var noun: String?
    for line in text.split(separator: "\n") {
      if let heading = line.wholeMatch(of: /#+ (.*)/) { noun = String(heading.1) }
      guard let noun, let key = line.firstMatch(of: /^\| `([a-z_0-9]+)` \|/) else { continue }
      told[noun, default: []].insert(String(key.1))
    }
    return told
  }

  /// The keys of every mapping that the reader meets on a walk through an example: a key that nobody
  /// knows makes it tell those that it does.
  private func known(in example: String) -> [String: Set<String>] {
    var known: [String: Set<String>] = [:]
    var waiting = [""]
    while let path = waiting.popLast() {
      let key = path.isEmpty ? "nobody_knows" : "\(path).nobody_knows"
      for message in messages(example, "\(key)=1") {
        if let refusal = message.firstMatch(
          of: /the unknown key 'nobody_knows' of (.*?); expected ([a-z_0-9, ]+)/)
        {
          let keys = refusal.2.split(separator: ", ").map(String.init)
          known[String(refusal.1), default: []].formUnion(keys)
          waiting += keys.map { path.isEmpty ? $0 : "\(path).\($0)" }
        } else if message.contains("nobody_knows of a list") {
          // As many as there are; the items of one list may differ.
          waiting += (0..<20).map { "\(path)[\($0)]" }.filter { item in
            !messages(example, "\(item)=1").contains { $0.contains("an item of the") }
          }
        }
      }
    }
    return known
  }

  @Test("its examples are read without an error")
  func read() {
    #expect(examples.count == 5)
    for example in examples { #expect(messages(example) == []) }
  }

  @Test("every mechanism stands in the table of what can be recorded of it")
  func recorded() {
    for mechanism in Mechanisms.all {
      func listed(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.map { "`\($0)`" }.joined(separator: ", ")
      }
      let gates = mechanism.gates.map { "\(mechanism.name).\($0)" }
      let row = "| \(mechanism.name) | \(listed(gates)) | \(listed(mechanism.currents)) |"
      #expect(text.contains(row), "\(row)")
    }
  }

  @Test("every key that the reader knows stands in the table of its mapping, and no other")
  func keys() {
    var known: [String: Set<String>] = [:]
    for example in examples {
      known.merge(self.known(in: example)) { $0.union($1) }
    }
    #expect(known.count > 40)
    let told = told
    for noun in Set(known.keys).union(told.keys).sorted() {
      #expect(told[noun, default: []] == known[noun, default: []], "\(noun)")
    }
  }

  @Test("every word of regions, sites and variables stands in it")
  func words() throws {
    func expected(_ setting: String, _ of: String) throws -> [Substring] {
      let example = examples[setting.hasPrefix("record") ? 0 : 1]
      let message = try #require(messages(example, setting).first { $0.contains(of) })
      let list = try #require(message.firstMatch(of: /; expected ([^;]*)/)).1
      // What stands in parentheses is part of a site.
      return list.replacing(/\([^)]*\)/, with: "").split(separator: ", ")
    }
    let regions = try expected("regions.a=zzzzz", "unknown region")
    let sites = try expected("stimuli[0].at=zzzzz", "unknown site")
    let variables = try expected("record[0].variable=zzzzz", "unknown variable")
    #expect(regions.count > 15 && sites.count > 7 && variables.count > 7)
    for word in regions + sites + variables where !word.contains(".") {
      let name = word.prefix { $0.isLetter || $0 == "_" }
      // Currents are named by their mechanism.
      if name.hasPrefix("i"), !name.contains("_"), name != "ina" { continue }
      #expect(text.contains("`\(name)"), "\(name)")
    }
  }
}
