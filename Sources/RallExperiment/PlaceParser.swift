internal import RallMorphology
internal import RallUnits

/// Reads regions and sites: `axon and distance_from(axon) < 30 um`, `at(300 um, tuft)`.
///
/// `or` is weaker than `and`, `and` weaker than `not`; both from left to right.
struct PlaceParser {
  /// A region with how deep and how large it is, named regions written out.
  struct Part {
    var region: Region
    var depth: Int
    var size: Int
  }

  /// A region that the experiment names; nil where its text was refused.
  typealias Names = [String: Part?]

  private var tokens: Tokens
  private let names: Names

  /// The region of a whole text.
  static func region(_ text: String, names: Names) throws(TextError) -> Part {
    var parser = PlaceParser(tokens: try Tokens(text), names: names)
    let part = try parser.union()
    try parser.tokens.expectEnd("'and', 'or' or the end")
    return part
  }

  /// The site of a whole text.
  static func site(_ text: String, names: Names) throws(TextError) -> Site {
    var parser = PlaceParser(tokens: try Tokens(text), names: names)
    let site = try parser.site().site
    try parser.tokens.expectEnd("the end")
    return site
  }

  // MARK: Regions

  private mutating func union() throws(TextError) -> Part {
    var left = try intersection()
    while tokens.takes("or") {
      let right = try intersection()
      left = try around([left, right], .or(left.region, right.region))
    }
    return left
  }

  private mutating func intersection() throws(TextError) -> Part {
    var left = try complement()
    while tokens.takes("and") {
      let right = try complement()
      left = try around([left, right], .and(left.region, right.region))
    }
    return left
  }

  private mutating func complement() throws(TextError) -> Part {
    guard tokens.takes("not") else { return try primary() }
    try tokens.enter()
    defer { tokens.leave() }
    let operand = try complement()
    return try around([operand], .not(operand.region))
  }

  private mutating func primary() throws(TextError) -> Part {
    let start = tokens.next
    if tokens.takes("(") {
      try tokens.enter()
      defer { tokens.leave() }
      let inner = try union()
      try tokens.expect(")")
      return inner
    }
    guard start.kind == .word else {
      if case .number = start.kind {
        throw TextError(
          at: start.offset, found: quoted(start.text),
          expected: "the variable first, as in distance < 30 um")
      }
      throw tokens.unexpected("a region")
    }
    if let variable = PathVariable(rawValue: start.text) {
      tokens.take()
      let (comparison, value) = try comparison(with: variable.dimensions)
      return try around([], .compare(variable, comparison, value))
    }
    if let simple = RegionWords.simple[start.text] {
      tokens.take()
      return try around([], simple)
    }
    switch start.text {
    case "type", "section":
      tokens.take()
      let number = try inParentheses { (parser: inout Self) throws(TextError) in
        try parser.wholeNumber(
          start.text == "type" ? "the number of a type" : "the number of a section")
      }
      return try around([], start.text == "type" ? .type(number) : .section(number))
    case "subtree":
      tokens.take()
      let place = try inParentheses { (parser: inout Self) throws(TextError) in try parser.site() }
      return try around(place.parts, .subtree(place.site))
    case "distance_from":
      tokens.take()
      let from = try inParentheses { (parser: inout Self) throws(TextError) in try parser.union() }
      let (comparison, value) = try comparison(with: LengthKind.dimensions)
      return try around(
        [from], .distance(from: from.region, comparison, Length(coherent: value)))
    default:
      return try named(start)
    }
  }

  private mutating func named(_ word: Token) throws(TextError) -> Part {
    guard let part = names[word.text] else {
      let known = RegionWords.regions + names.keys.sorted()
      throw TextError(
        at: word.offset, found: "the unknown region \(quoted(word.text))",
        expected: known.joined(separator: ", "), nearest: nearestName(to: word.text, among: known))
    }
    guard let part else { throw .follows(at: word.offset) }
    tokens.take()
    return try around([part], .named(word.text, part.region))
  }

  private mutating func comparison(
    with dimensions: Dimensions
  ) throws(TextError) -> (Comparison, Double) {
    guard let comparison = Comparison(rawValue: tokens.next.text) else {
      throw tokens.unexpected("< <= > or >=")
    }
    tokens.take()
    return (comparison, try quantity(dimensions).coherent)
  }

  /// A region around others; refused where it would be too deep or too large.
  private func around(_ parts: [Part], _ region: Region) throws(TextError) -> Part {
    let depth = 1 + (parts.map(\.depth).max() ?? 0)
    let size = parts.reduce(1) { $0 + $1.size }
    guard depth <= Limits.nesting else { throw tooDeep(at: tokens.next.offset) }
    guard size <= Limits.regionSize else {
      throw TextError(
        at: tokens.next.offset,
        found: "a region of more than \(Limits.regionSize) words, its named regions written out",
        expected: "a simpler one")
    }
    return Part(region: region, depth: depth, size: size)
  }

  // MARK: Sites

  /// A site, and the regions in it.
  private mutating func site() throws(TextError) -> (site: Site, parts: [Part]) {
    let start = tokens.next
    guard start.kind == .word else { throw tokens.unexpected("a site: \(RegionWords.siteForms)") }
    switch start.text {
    case "soma":
      tokens.take()
      return (.soma, [])
    case "all":
      tokens.take()
      return (.all, [])
    case "nodes":
      tokens.take()
      guard tokens.isNext("(") else { return (.nodes, []) }
      return try inParentheses { (parser: inout Self) throws(TextError) in
        (.node(try parser.wholeNumber("the number of a node")), [])
      }
    case "swc":
      tokens.take()
      return try inParentheses { (parser: inout Self) throws(TextError) in
        (.swc(try parser.wholeNumber("the id of a sample")), [])
      }
    case "section":
      tokens.take()
      return try inParentheses { (parser: inout Self) throws(TextError) in
        (try parser.sectionSite(), [])
      }
    case "at":
      tokens.take()
      return try inParentheses { (parser: inout Self) throws(TextError) in
        let length = try parser.pathLength()
        try parser.tokens.expect(",")
        let part = try parser.union()
        return (.at(length, part.region), [part])
      }
    case "tips", "forks":
      tokens.take()
      let part = try inParentheses { (parser: inout Self) throws(TextError) in try parser.union() }
      return (start.text == "tips" ? .tips(part.region) : .forks(part.region), [part])
    default:
      throw TextError(
        at: start.offset, found: "the unknown site \(quoted(start.text))",
        expected: RegionWords.siteForms,
        nearest: nearestName(to: start.text, among: RegionWords.sites))
    }
  }

  private mutating func sectionSite() throws(TextError) -> Site {
    let section = try wholeNumber("the number of a section")
    try tokens.expect(",")
    let amount = try quantity(.none)
    guard (0...1).contains(amount.number) else {
      throw TextError(at: amount.offset, found: amount.text, expected: "a fraction from 0 to 1")
    }
    return .section(section, amount.number)
  }

  private mutating func pathLength() throws(TextError) -> Length {
    let amount = try quantity(LengthKind.dimensions)
    guard amount.number >= 0 else {
      throw TextError(at: amount.offset, found: amount.text, expected: "0 um or more")
    }
    return Length(coherent: amount.coherent)
  }

  // MARK: Numbers

  private mutating func quantity(_ dimensions: Dimensions) throws(TextError) -> Amount {
    let amount = try tokens.signedAmount(wanted: dimensions)
    guard amount.isFactor, amount.dimensions == dimensions else {
      throw TextError(
        at: amount.offset, found: amount.noun, expected: KnownUnits.fitting(dimensions))
    }
    return amount
  }

  private mutating func wholeNumber(_ expected: String) throws(TextError) -> Int {
    let token = tokens.next
    guard let number = Int(token.text), number >= 0 else {
      throw tokens.unexpected("\(expected), a whole number from 0")
    }
    tokens.take()
    return number
  }

  private mutating func inParentheses<Result>(
    _ read: (inout Self) throws(TextError) -> Result
  ) throws(TextError) -> Result {
    try tokens.expect("(")
    try tokens.enter()
    defer { tokens.leave() }
    let result = try read(&self)
    try tokens.expect(")")
    return result
  }
}
