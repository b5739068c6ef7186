internal import RallModel
internal import RallMorphology
internal import RallUnits

/// Reads nodes as the nouns of an experiment and collects what is wrong on the way.
///
/// Every reading gives nil where its node is absent or wrong; what is wrong has been reported then, so
/// that a caller may go on with any value in its place.
struct ExperimentReader {
  var diagnostics: Diagnostics
  /// The regions that the experiment names.
  var names: PlaceParser.Names = [:]
  /// The mechanisms of the membrane lines.
  var mechanisms: Set<String> = []
  /// False where a membrane line could not be read, so that other mechanisms may be there.
  var knowsMechanisms = true

  /// True where some myelin has a periaxonal space.
  var hasDoubleCable = false

  /// When a point cell fires; nil of any other cell.
  var firing: PointCell.Firing?
  /// True where the cell has, or may have, a threshold of its own, so that nobody need name another.
  var mayHaveThreshold = false

  /// How a number is bounded.
  enum Bound: Equatable {
    case any
    case positive
    case notNegative

    func allows(_ value: Double) -> Bool {
      switch self {
      case .any: true
      case .positive: value > 0
      case .notNegative: value >= 0
      }
    }

    var noun: String { self == .positive ? "more than 0" : "0 or more" }
  }

  // MARK: Texts

  /// The text of a scalar.
  mutating func text(_ node: Node?, _ expected: String) -> String? {
    guard let node else { return nil }
    switch node.content {
    case .text(let text) where !text.isEmpty:
      return text
    case .refused:
      return nil
    case .text, .list, .mapping:
      diagnostics.report(node.place, found: node.noun, expected: expected)
      return nil
    }
  }

  /// What a parser makes of a scalar; its errors are placed within the text.
  mutating func parsed<Result>(
    _ node: Node?, _ expected: String, by parse: (String) throws(TextError) -> Result
  ) -> Result? {
    guard let node, let text = text(node, expected) else { return nil }
    do throws(TextError) {
      return try parse(text)
    } catch {
      let place = node.place(ofScalar: error.offset)
      switch error.reason {
      case .wrong(let found, let expected, let nearest):
        diagnostics.report(place, found: found, expected: expected, nearest: nearest)
      case .follows: break
      }
      return nil
    }
  }

  /// A name that can stand in a result file: letters, digits, `_` and `-`.
  mutating func name(_ node: Node?) -> String? {
    guard let node, let name = text(node, "a name") else { return nil }
    let isName =
      name.first.map { $0.isLetter || $0 == "_" } == true && name.count <= 100
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    guard isName else {
      diagnostics.report(
        node.place, found: "the name \(quoted(name))",
        expected: "a letter and then letters, digits, _ or -, 100 at most")
      return nil
    }
    return name
  }

  /// One of the words of a set.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ node: Node?, of type: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    guard let node, let word = word(node, of: Choice.allCases.map(\.rawValue)) else { return nil }
    return Choice(rawValue: word)
  }

  /// `true` or `false`.
  mutating func flag(_ node: Node?) -> Bool? {
    guard let node, let word = word(node, of: ["true", "false"]) else { return nil }
    return word == "true"
  }

  private mutating func word(_ node: Node, of words: [String]) -> String? {
    let expected = words.joined(separator: ", ")
    guard let word = text(node, expected) else { return nil }
    if words.contains(word) { return word }
    diagnostics.report(
      node.place, found: quoted(word), expected: expected,
      nearest: nearestName(to: word, among: words))
    return nil
  }

  // MARK: Numbers

  /// A quantity of a kind: a number, a space and a unit.
  mutating func quantity<Kind>(_ node: Node?, _ bound: Bound = .any) -> Quantity<Kind>? {
    coherent(node, Kind.dimensions, bound).map { Quantity(coherent: $0) }
  }

  /// A number without a unit.
  mutating func number(_ node: Node?, _ bound: Bound = .any) -> Double? {
    coherent(node, .none, bound)
  }

  /// A temperature: a number and `degC`.
  mutating func temperature(_ node: Node?) -> Temperature? {
    let expected = "a temperature in degC, above -273.15"
    guard let node, let amount = amount(node, expected) else { return nil }
    guard amount.isTemperature, amount.number > -273.15 else {
      diagnostics.report(node.place, found: amount.noun, expected: expected)
      return nil
    }
    return Temperature(celsius: amount.number)
  }

  /// An angle in radians: a number and `deg` or `rad`.
  mutating func angle(_ node: Node?) -> Double? {
    let expected = "an angle: deg, rad"
    guard let node, let amount = amount(node, expected) else { return nil }
    guard let radians = amount.radians, (amount.number * radians).isFinite else {
      diagnostics.report(node.place, found: amount.noun, expected: expected)
      return nil
    }
    return amount.number * radians
  }

  /// A whole number in a range.
  mutating func whole(_ node: Node?, in range: ClosedRange<Int>, _ expected: String) -> Int? {
    guard let node, let text = text(node, expected) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      diagnostics.report(node.place, found: quoted(text), expected: expected)
      return nil
    }
    return number
  }

  private mutating func coherent(
    _ node: Node?, _ dimensions: Dimensions, _ bound: Bound
  ) -> Double? {
    let expected = KnownUnits.fitting(dimensions)
    guard let node, let amount = amount(node, expected, wanted: dimensions) else { return nil }
    guard amount.isFactor, amount.dimensions == dimensions else {
      diagnostics.report(node.place, found: amount.noun, expected: expected)
      return nil
    }
    guard bound.allows(amount.coherent), amount.coherent.isFinite else {
      let wanted = amount.coherent.isFinite ? bound.noun : "a number of reasonable size"
      diagnostics.report(node.place, found: amount.text, expected: wanted)
      return nil
    }
    return amount.coherent
  }

  private mutating func amount(
    _ node: Node, _ expected: String, wanted: Dimensions? = nil
  ) -> Amount? {
    parsed(node, expected) { (text) throws(TextError) in
      var tokens = try Tokens(text)
      guard tokens.startsAmount else {
        throw TextError(at: 0, found: quoted(text), expected: expected)
      }
      let amount = try tokens.signedAmount(wanted: wanted)
      try tokens.expectEnd("a number, a space and a unit, and no more")
      return amount
    }
  }

  // MARK: Places

  mutating func region(_ node: Node?) -> Region? { part(node)?.region }

  /// A region with its size, by the names known so far.
  mutating func part(_ node: Node?) -> PlaceParser.Part? {
    let names = names
    return parsed(node, "a region") { (text) throws(TextError) in
      try PlaceParser.region(text, names: names)
    }
  }

  mutating func site(_ node: Node?) -> Site? {
    let names = names
    return parsed(node, "a site: \(RegionWords.siteForms)") { (text) throws(TextError) in
      try PlaceParser.site(text, names: names)
    }
  }

  /// A site that is one point.
  mutating func point(_ node: Node?) -> Site? {
    guard let node, let site = site(node) else { return nil }
    guard site != .all else {
      diagnostics.report(node.place, found: "all, every vertex", expected: "a site of one point")
      return nil
    }
    return site
  }

  /// An expression of a dimension, with its least value where it is the same everywhere.
  mutating func expression(
    _ node: Node?, _ dimensions: Dimensions, atLeast minimum: Double = -.infinity,
    isPositive: Bool = false
  ) -> Expression? {
    let expected = KnownUnits.fitting(dimensions)
    let read = parsed(node, expected) { (text) throws(TextError) in
      try ExpressionParser.parse(text, wanted: dimensions)
    }
    guard let node, let expression = read else { return nil }
    do throws(ExpressionError) {
      let found = try expression.dimensions()
      guard found == dimensions else {
        let noun =
          if case .constant(_, .none, let text) = expression { "\(text) without a unit" } else {
            "\(expression), \(found)"
          }
        diagnostics.report(node.place, found: noun, expected: expected)
        return nil
      }
    } catch {
      diagnostics.report(node.place, "\(error) in \(quoted("\(expression)"))")
      return nil
    }
    guard let value = expression.uniformValue else { return expression }
    if !value.isFinite {
      diagnostics.report(
        node.place, found: "\(expression), which is \(value)", expected: "a number")
    } else if isPositive ? value <= 0 : value < minimum {
      let least = isPositive ? "more than 0" : "\(decimal(minimum)) or more"
      diagnostics.report(node.place, found: "\(expression)", expected: least)
    }
    return expression
  }
}
