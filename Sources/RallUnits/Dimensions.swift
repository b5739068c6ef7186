/// The exponents of the five bases in which every quantity of the cable is written:
/// length (µm), time (ms), voltage (mV), current (nA) and concentration (mM).
///
/// Exponents may be halves, so that `sqrt` of an area is a length. Temperature is affine and has
/// a type of its own (`Temperature`); it takes no part in products.
public struct Dimensions: Sendable, Hashable {
  public var length: Double
  public var time: Double
  public var voltage: Double
  public var current: Double
  public var concentration: Double

  public init(
    length: Double = 0, time: Double = 0, voltage: Double = 0, current: Double = 0,
    concentration: Double = 0
  ) {
    self.length = length
    self.time = time
    self.voltage = voltage
    self.current = current
    self.concentration = concentration
  }

  /// A bare number.
  public static let none = Dimensions()

  /// True of a bare number.
  public var isNone: Bool { self == .none }

  public static func * (a: Self, b: Self) -> Self {
    Self(
      length: a.length + b.length, time: a.time + b.time, voltage: a.voltage + b.voltage,
      current: a.current + b.current, concentration: a.concentration + b.concentration)
  }

  public static func / (a: Self, b: Self) -> Self { a * b.raised(to: -1) }

  /// Every exponent times `power`; what is not there stays away at any power, infinite ones too.
  public func raised(to power: Double) -> Self {
    func times(_ exponent: Double) -> Double { exponent == 0 ? 0 : exponent * power }
    return Self(
      length: times(length), time: times(time), voltage: times(voltage), current: times(current),
      concentration: times(concentration))
  }
}

extension Dimensions: CustomStringConvertible {
  /// The dimension by the name of its kind ("a voltage"), or by its exponents.
  public var description: String {
    if let name = Self.names[self] { return name }
    let bases: [(String, Double)] = [
      ("um", length), ("ms", time), ("mV", voltage), ("nA", current), ("mM", concentration),
    ]
    return bases.filter { $0.1 != 0 }
      .map { symbol, power in power == 1 ? symbol : "\(symbol)^\(decimal(power))" }
      .joined(separator: " ")
  }

  private static let names: [Dimensions: String] = [
    .none: "a bare number",
    LengthKind.dimensions: "a length",
    AreaKind.dimensions: "an area",
    VolumeKind.dimensions: "a volume",
    TimeKind.dimensions: "a time",
    FrequencyKind.dimensions: "a frequency",
    SpeedKind.dimensions: "a speed",
    VoltageKind.dimensions: "a voltage",
    FieldStrengthKind.dimensions: "a field strength",
    CurrentKind.dimensions: "a current",
    CurrentPerAreaKind.dimensions: "a current per area",
    ConductanceKind.dimensions: "a conductance",
    ConductancePerAreaKind.dimensions: "a conductance per area",
    ResistanceKind.dimensions: "a resistance",
    ResistivityKind.dimensions: "a resistivity",
    CapacitanceKind.dimensions: "a capacitance",
    CapacitancePerAreaKind.dimensions: "a capacitance per area",
    ConcentrationKind.dimensions: "a concentration",
  ]
}
