/// A unit as it is written in an experiment: `mV`, `ohm cm`, `mS/cm2`.
public struct UnitName: Sendable, Hashable {
  public let symbol: String
  public let dimensions: Dimensions
  /// How many coherent units it is worth.
  public let size: Double
  private let factors: [Factor]

  /// One name of the unit.
  private struct Factor: Sendable, Hashable {
    var size: Double
    var divides: Bool
  }

  /// Reads names joined by a space or `*` (product) and `/` (quotient, left to right); nil where a
  /// name is unknown, or where a sign has no name on both its sides.
  public init?(_ text: some StringProtocol) {
    var dimensions = Dimensions.none
    var factors: [Factor] = []
    var sign: Character?
    var name = ""
    var found = false
    func take() -> Bool {
      if name.isEmpty { return true }
      guard let unit = Self.table[name] else { return false }
      dimensions = sign == "/" ? dimensions / unit.dimensions : dimensions * unit.dimensions
      factors.append(Factor(size: unit.size, divides: sign == "/"))
      found = true
      sign = nil
      name = ""
      return true
    }
    for character in text {
      switch character {
      case " ":
        guard take() else { return nil }
      case "*", "/":
        guard take(), found, sign == nil else { return nil }
        sign = character
      default:
        name.append(character)
      }
    }
    guard take(), found, sign == nil else { return nil }
    self.symbol = String(text)
    self.dimensions = dimensions
    self.factors = factors
    size = Self.apply(factors, to: 1)
  }

  /// So many of this unit in the coherent set, with the bits that the same words have in Swift:
  /// `90.mS / .cm2` multiplies and divides in the same order.
  public func coherent(_ number: Double) -> Double { Self.apply(factors, to: number) }

  private static func apply(_ factors: [Factor], to number: Double) -> Double {
    factors.reduce(number) { $1.divides ? $0 / $1.size : $0 * $1.size }
  }

  /// Every simple name that may stand in a unit, for "did you mean".
  public static var names: [String] { table.keys.sorted() }

  private static let table: [String: (dimensions: Dimensions, size: Double)] = {
    var table: [String: (Dimensions, Double)] = [:]
    func add<Kind>(_ names: [(String, Quantity<Kind>.Unit)]) {
      for (name, unit) in names { table[name] = (Kind.dimensions, unit.size) }
    }
    add([("nm", Length.Unit.nm), ("um", .um), ("mm", .mm), ("cm", .cm), ("m", .m)])
    add([("um2", Area.Unit.um2), ("mm2", .mm2), ("cm2", .cm2)])
    add([("us", Time.Unit.us), ("ms", .ms), ("s", .s)])
    add([("Hz", Frequency.Unit.Hz), ("kHz", .kHz)])
    add([("uV", Voltage.Unit.uV), ("mV", .mV), ("V", .V)])
    add([("pA", Current.Unit.pA), ("nA", .nA), ("uA", .uA), ("mA", .mA)])
    add([("pS", Conductance.Unit.pS), ("nS", .nS), ("uS", .uS), ("mS", .mS), ("S", .S)])
    add([("ohm", Resistance.Unit.ohm), ("kohm", .kohm), ("Mohm", .Mohm), ("Gohm", .Gohm)])
    add([("pF", Capacitance.Unit.pF), ("nF", .nF), ("uF", .uF)])
    add([("uM", Concentration.Unit.uM), ("mM", .mM), ("M", .M)])
    return table
  }()
}
