internal import RallModel
internal import RallMorphology
internal import RallUnits

/// Values as an experiment writes them, such that each reads back as exactly itself.
enum Spelling {
  /// A quantity in its usual unit, in as few digits as will do.
  static func quantity<Kind>(_ quantity: Quantity<Kind>) -> String {
    exact(quantity.coherent, Kind.dimensions, short: quantity.description)
  }

  /// A bare number.
  static func number(_ value: Double) -> String {
    let short = decimal(value)
    return Double(short) == value ? short : "\(value)"
  }

  /// A temperature.
  static func temperature(_ temperature: Temperature) -> String {
    "\(number(temperature.celsius)) degC"
  }

  /// An expression, its constants spelled so that they keep their last bit.
  static func expression(_ expression: Expression) -> String { spelled(expression).description }

  /// A region; a named one that `names` does not hold is written out.
  static func region(_ region: Region, names: [NamedRegion]) -> String {
    region.expanded(names).description
  }

  /// A site, its regions likewise.
  static func site(_ site: Site, names: [NamedRegion]) -> String {
    site.expanded(names).description
  }

  private static func spelled(_ expression: Expression) -> Expression {
    switch expression {
    case .constant(let value, let dimensions, let text):
      .constant(value, dimensions, text: exact(value, dimensions, short: text))
    case .variable: expression
    case .negative(let operand): .negative(spelled(operand))
    case .binary(let op, let a, let b): .binary(op, spelled(a), spelled(b))
    case .call(let function, let arguments): .call(function, arguments.map(spelled))
    }
  }

  /// The first spelling that reads back as the value: the short one, the usual unit with every digit,
  /// and a coherent unit, in which no digit is lost.
  private static func exact(_ value: Double, _ dimensions: Dimensions, short: String) -> String {
    func isExact(_ text: String) -> Bool {
      let read = try? ExpressionParser.parse(text, wanted: dimensions)
      guard case .constant(value, dimensions, _)? = read else { return false }
      return true
    }
    if isExact(short) { return short }
    for unit in units where unit.dimensions == dimensions {
      let near = value / unit.size
      for number in [near, near.nextUp, near.nextDown] {
        let text = "\(self.number(number)) \(unit.symbol)"
        if isExact(text) { return text }
      }
    }
    let number = number(value)
    return dimensions.isNone ? number : "\(number) \(coherentUnit(dimensions))"
  }

  /// The usual units, and behind those the coherent ones of the same dimensions.
  private static let units: [UnitName] = [
    "mS/cm2", "uS/um2", "ohm cm", "Mohm um", "uF/cm2", "nF/um2", "uA/cm2", "nA/um2", "Hz", "kHz",
    "um", "um2", "ms", "mV", "nA", "uS", "Mohm", "nF", "mM",
  ].compactMap { UnitName($0) }

  /// The unit of a dimension that is worth 1: `nA/mV/um/um`.
  private static func coherentUnit(_ dimensions: Dimensions) -> String {
    let bases = [
      ("um", dimensions.length), ("ms", dimensions.time), ("mV", dimensions.voltage),
      ("nA", dimensions.current), ("mM", dimensions.concentration),
    ]
    let above = bases.flatMap { Array(repeating: $0.0, count: Int(max($0.1, 0))) }
    let below = bases.flatMap { Array(repeating: "/" + $0.0, count: Int(max(-$0.1, 0))) }
    guard above.isEmpty, let first = below.first?.dropFirst() else {
      return above.joined(separator: "*") + below.joined()
    }
    // A unit begins with a name: one that is divided away again.
    return "\(first)/\(first)" + below.joined()
  }
}

extension Region {
  /// The region without the named ones that are not among `names`.
  fileprivate func expanded(_ names: [NamedRegion]) -> Region {
    switch self {
    case .named(let name, let region):
      names.contains(NamedRegion(name: name, region: region)) ? self : region.expanded(names)
    case .not(let region): .not(region.expanded(names))
    case .and(let a, let b): .and(a.expanded(names), b.expanded(names))
    case .or(let a, let b): .or(a.expanded(names), b.expanded(names))
    case .distance(let region, let comparison, let length):
      .distance(from: region.expanded(names), comparison, length)
    case .subtree(let site): .subtree(site.expanded(names))
    case .all, .soma, .axon, .basal, .apical, .dendrites, .nodes, .internodes, .type, .section,
      .compare:
      self
    }
  }
}

extension Site {
  fileprivate func expanded(_ names: [NamedRegion]) -> Site {
    switch self {
    case .at(let length, let region): .at(length, region.expanded(names))
    case .tips(let region): .tips(region.expanded(names))
    case .forks(let region): .forks(region.expanded(names))
    case .soma, .swc, .section, .nodes, .node, .all: self
    }
  }
}
