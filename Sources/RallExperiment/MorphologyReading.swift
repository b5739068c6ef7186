internal import RallModel
internal import RallMorphology
internal import RallUnits

extension ExperimentReader {
  /// `morphology: { file: cell.swc, soma: auto }`, or a cylinder.
  mutating func morphology(_ node: Node?) -> MorphologySource? {
    let options = ["soma", "soma_edges", "roots", "scale", "repair"]
    guard
      let node, !isMade(node),
      let fields = fields(node, of: "morphology", optional: ["file", "cylinder"] + options),
      let source = only(fields, of: ["file", "cylinder"], in: "a morphology")
    else { return nil }
    let reading = readingOptions(fields)
    if source.key == "file" {
      return text(source.value, "the path of an SWC file").map { .file($0, reading) }
    }
    for entry in fields.entries(of: options) {
      diagnostics.report(
        entry.keyPlace, found: "\(entry.key) beside a cylinder", expected: "it beside a file only")
    }
    return cylinder(source.value)
  }

  /// What an experiment writes whose morphology was made in a program.
  private mutating func isMade(_ node: Node) -> Bool {
    guard let made = node[.key("made")] else { return false }
    diagnostics.report(
      made.place, found: "a morphology that was made in a program", expected: "file: cell.swc")
    return true
  }

  private mutating func readingOptions(_ fields: Fields) -> ReadingOptions {
    ReadingOptions(
      soma: choice(fields["soma"], of: ReadingOptions.SomaChoice.self) ?? .auto,
      somaEdges: choice(fields["soma_edges"], of: ReadingOptions.SomaEdges.self) ?? .drop,
      roots: choice(fields["roots"], of: ReadingOptions.Roots.self),
      scale: number(fields["scale"], .positive) ?? 1,
      repair: repairs(fields["repair"]))
  }

  private mutating func repairs(_ node: Node?) -> Set<ReadingOptions.Repair> {
    var repairs = Set<ReadingOptions.Repair>()
    guard let node else { return repairs }
    // An empty list is a fair way to say that nothing is repaired.
    if case .list(let items) = node.content, items.isEmpty { return repairs }
    for item in items(node, of: "repair", orOne: true) {
      guard let repair = choice(item, of: ReadingOptions.Repair.self) else { continue }
      if !repairs.insert(repair).inserted {
        diagnostics.report(item.place, found: "\(repair.rawValue) twice", expected: "it once")
      }
    }
    return repairs
  }

  private mutating func cylinder(_ node: Node) -> MorphologySource? {
    guard let fields = fields(node, of: "a cylinder", required: ["length", "diameter", "type"])
    else { return nil }
    let length: Length? = quantity(fields["length"], .positive)
    let diameter: Length? = quantity(fields["diameter"], .positive)
    let type = cylinderType(fields["type"])
    guard let length, let diameter, let type else { return nil }
    return .cylinder(length: length, diameter: diameter, type: type)
  }

  private mutating func cylinderType(_ node: Node?) -> Int? {
    let words = CylinderType.words
    let expected = words.joined(separator: ", ") + ", or the number of a type"
    guard let node, let word = text(node, expected) else { return nil }
    if let type = words.firstIndex(of: word) { return type + 1 }
    if let number = Int(word), number >= 0 { return number }
    diagnostics.report(
      node.place, found: quoted(word), expected: expected,
      nearest: nearestName(to: word, among: words))
    return nil
  }

  /// `compartments: { longest: 10 um }`, `{ per_section: 5 }` or `{ lambda_fraction, frequency }`.
  mutating func division(_ node: Node?) -> Division? {
    let rules = ["longest", "per_section", "lambda_fraction"]
    guard
      let fields = fields(
        node, of: "compartments", optional: rules + ["frequency"])
    else { return nil }
    let rule = only(fields, of: rules, in: "compartments")
    let frequency: Frequency? = quantity(fields["frequency"], .positive)
    if rule?.key != "lambda_fraction", rule != nil {
      for entry in fields.entries(of: ["frequency"]) {
        diagnostics.report(
          entry.keyPlace, found: "frequency without lambda_fraction", expected: "both or neither")
      }
    }
    switch rule?.key {
    case "longest":
      let longest: Length? = quantity(rule?.value, .positive)
      return longest.map { .longest($0) }
    case "per_section":
      return whole(rule?.value, in: 1...1_000_000, "a whole number from 1 to 1000000")
        .map { .perSection($0) }
    case "lambda_fraction":
      if fields["frequency"] == nil {
        diagnostics.report(
          fields.place, found: "lambda_fraction without frequency",
          expected: "frequency: 100 Hz, or another")
      }
      guard let fraction = number(rule?.value, .positive), let frequency else { return nil }
      return .lambdaFraction(fraction, frequency: frequency)
    default:
      return nil
    }
  }
}

/// The words for the types of a cylinder, from type 1.
enum CylinderType {
  static let words = ["soma", "axon", "basal", "apical"]
}
