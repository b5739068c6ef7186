internal import RallUnits

/// A number with the unit that stands behind it.
struct Amount {
  var number: Double
  var unit: UnitName?
  /// As it was written: `0.05 mS/cm2`.
  var text: String
  /// Where it begins.
  var offset: Int
  /// True of a unit `degC`, which is no unit of a product.
  var isTemperature = false
  /// How many radians one of a unit `deg` or `rad` is, which is no unit of a product; nil of any other.
  var radians: Double?

  /// True of a number, with or without a unit, that can be multiplied with others.
  var isFactor: Bool { !isTemperature && radians == nil }

  /// The value in the coherent set.
  var coherent: Double { unit?.coherent(number) ?? number }

  /// What it is measured in.
  var dimensions: Dimensions { unit?.dimensions ?? .none }

  /// What it is, for a message: `0.6 mV, a voltage`.
  var noun: String {
    if isTemperature { return "\(text), a temperature" }
    if radians != nil { return "\(text), an angle" }
    return unit == nil ? "\(text) without a unit" : "\(text), \(dimensions)"
  }
}

extension Tokens {
  /// Whether a number stands here, with or without a sign.
  var startsAmount: Bool {
    let token = isNext("-") || isNext("+") ? second : next
    return if case .number = token.kind { true } else { false }
  }

  /// Reads a number, and the unit behind it if there is one; of `wanted` where units are offered.
  mutating func amount(wanted: Dimensions? = nil) throws(TextError) -> Amount {
    let start = next
    guard case .number(let number) = start.kind else { throw unexpected("a number") }
    take()
    var amount = Amount(number: number, unit: nil, text: start.text, offset: start.offset)
    // Two words join regions, and are no units.
    guard next.kind == .word, next.text != "and", next.text != "or" else { return amount }
    guard next.isApart else {
      throw TextError(
        at: start.offset, found: quoted(start.text + next.text),
        expected: "a space between a number and its unit")
    }
    if takes("degC") {
      amount.isTemperature = true
      amount.text += " degC"
      return amount
    }
    for (angle, radians) in KnownUnits.angles where takes(angle) {
      amount.radians = radians
      amount.text += " \(angle)"
      return amount
    }
    let first = next
    let symbol = unitSymbol()
    guard !symbol.isEmpty, let unit = UnitName(symbol) else {
      throw TextError(
        at: first.offset, found: "the unknown unit \(quoted(first.text))",
        expected: wanted.map { KnownUnits.fitting($0) }
          ?? "a unit such as um, ms, mV, nA, mS/cm2, ohm cm",
        nearest: nearestName(to: first.text, among: KnownUnits.symbols(wanted: wanted)))
    }
    amount.unit = unit
    amount.text += " " + symbol
    return amount
  }

  /// Reads a number that may have a sign, and the unit behind it.
  mutating func signedAmount(wanted: Dimensions? = nil) throws(TextError) -> Amount {
    let start = next.offset
    let isNegative = takes("-")
    if !isNegative { _ = takes("+") }
    var amount = try amount(wanted: wanted)
    if isNegative {
      amount.number.negate()
      amount.text = "-" + amount.text
    }
    amount.offset = start
    return amount
  }

  /// The longest run of unit names joined by spaces, `*` and `/`; empty where there is none.
  private mutating func unitSymbol() -> String {
    var symbol = ""
    var joint = ""
    while KnownUnits.isSimple(next.text) {
      symbol += joint + take().text
      let isJoined = next.text == "/" || next.text == "*"
      guard KnownUnits.isSimple(isJoined ? second.text : next.text) else { break }
      joint = isJoined ? take().text : " "
    }
    return symbol
  }
}

/// The units that are offered when another was written.
enum KnownUnits {
  /// Simple ones, and the compounds in which membranes are described.
  static let symbols =
    UnitName.names + [
      "degC", "ohm cm", "S/cm2", "mS/cm2", "uS/um2", "uF/cm2", "uA/cm2", "m/s",
      "V/m", "mV/mm",
    ]

  /// The known units, those of a wanted dimension first.
  static func symbols(wanted: Dimensions?) -> [String] {
    wanted.map { fittingSymbols($0) + symbols } ?? symbols
  }

  private static func fittingSymbols(_ dimensions: Dimensions) -> [String] {
    symbols.compactMap(UnitName.init).filter { $0.dimensions == dimensions }
      .sorted { $0.size < $1.size }.map(\.symbol)
  }

  /// Units of an angle, and how many radians each is.
  static let angles: KeyValuePairs = ["deg": Double.pi / 180, "rad": 1]

  private static let simple = Set(UnitName.names)

  /// Whether a word is the name of a unit.
  static func isSimple(_ word: String) -> Bool { simple.contains(word) }

  /// The known units of a dimension, small before large: `a current: pA, nA, uA, mA`.
  static func fitting(_ dimensions: Dimensions) -> String {
    if dimensions.isNone { return "a bare number" }
    return "\(dimensions): \(fittingSymbols(dimensions).joined(separator: ", "))"
  }
}
