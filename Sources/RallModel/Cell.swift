public import RallMorphology
public import RallUnits

/// What a neuron is made of: axoplasm inside, and coats of membrane on its regions.
public struct Cell: Sendable, Hashable {
  /// The potential from which it starts.
  public enum Start: Sendable, Hashable {
    /// Everywhere the same, gates at their steady state.
    case voltage(Voltage)
    /// The resting state is found first.
    case rest
  }

  public var name: String
  /// Axial resistivity where no coat says otherwise.
  public var axoplasm: Resistivity
  /// Membrane capacitance where no coat says otherwise.
  public var capacitance: CapacitancePerArea
  public var temperature: Temperature
  public var start: Start
  /// Laid on in order: a later layer covers an earlier one of the same kind on the same place.
  public var coats: [Coat]
  /// Myelin, in place of the coats on its regions.
  public var wrappings: [Wrapping]

  public init(
    name: String = "cell", axoplasm: Resistivity = 100.ohm * .cm,
    capacitance: CapacitancePerArea = 1.uF / .cm2, temperature: Temperature = 6.3.degC,
    start: Start = .voltage(-65.mV), wrappings: [Wrapping] = [],
    @CoatBuilder coats: () -> [Coat] = { [] }
  ) {
    self.name = name
    self.axoplasm = axoplasm
    self.capacitance = capacitance
    self.temperature = temperature
    self.start = start
    self.wrappings = wrappings
    self.coats = coats()
  }
}

/// Layers on a region.
public struct Coat: Sendable, Hashable {
  public var region: Region
  public var layers: [Layer]

  public init(_ region: Region, _ layers: Layer...) {
    self.region = region
    self.layers = layers
  }

  public init(region: Region, layers: [Layer]) {
    self.region = region
    self.layers = layers
  }
}

/// One thing that a coat says of the membrane or the axoplasm beneath it.
public enum Layer: Sendable, Hashable {
  case capacitance(Expression)
  case axoplasm(Expression)
  /// A mechanism by name, with the parameters that differ from its standard ones.
  case mechanism(String, [String: Expression])
}

extension Layer {
  /// The leak of a passive membrane, g·(v − e).
  public static func passive(g: ConductancePerArea, e: Voltage) -> Layer {
    .mechanism("passive", ["g": Expression(g), "e": Expression(e)])
  }

  /// Hodgkin and Huxley's channels; what is not given keeps its standard value.
  public static func hh(
    gna: ConductancePerArea? = nil, gk: ConductancePerArea? = nil, gl: ConductancePerArea? = nil,
    ena: Voltage? = nil, ek: Voltage? = nil, el: Voltage? = nil
  ) -> Layer {
    var parameters: [String: Expression] = [:]
    for (name, value) in [("gna", gna), ("gk", gk), ("gl", gl)] {
      parameters[name] = value.map { Expression($0) }
    }
    for (name, value) in [("ena", ena), ("ek", ek), ("el", el)] {
      parameters[name] = value.map { Expression($0) }
    }
    return .mechanism("hh", parameters)
  }
}

/// Lists coats one a line.
@resultBuilder
public enum CoatBuilder {
  public static func buildBlock(_ coats: Coat...) -> [Coat] { coats }
}
