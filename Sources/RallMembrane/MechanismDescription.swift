public import RallUnits

/// What a mechanism is called and what it has: parameters, gates and currents.
public struct MechanismDescription: Sendable, Hashable {
  /// A number that is given per place.
  public struct Parameter: Sendable, Hashable {
    public let name: String
    public let dimensions: Dimensions
    /// The value in the coherent set where none is given.
    public let standard: Double
    /// The least value that has a meaning; a conductance is not negative.
    public let minimum: Double

    public init(name: String, dimensions: Dimensions, standard: Double, minimum: Double) {
      self.name = name
      self.dimensions = dimensions
      self.standard = standard
      self.minimum = minimum
    }
  }

  /// The word in an experiment: `hh`.
  public let name: String
  /// One line on what it models and where it is from.
  public let summary: String
  public let parameters: [Parameter]
  /// Gates by their letters; recorded as `hh.m`.
  public let gates: [String]
  /// Currents by the names that they are recorded under; outward is positive.
  public let currents: [String]

  public init(
    name: String, summary: String, parameters: [Parameter], gates: [String], currents: [String]
  ) {
    self.name = name
    self.summary = summary
    self.parameters = parameters
    self.gates = gates
    self.currents = currents
  }
}

extension MechanismDescription.Parameter {
  /// A conductance per area, not negative.
  static func conductance(_ name: String, _ standard: ConductancePerArea) -> Self {
    Self(
      name: name, dimensions: ConductancePerAreaKind.dimensions, standard: standard.coherent,
      minimum: 0)
  }

  /// A permeability, not negative.
  static func permeability(_ name: String, _ standard: Speed) -> Self {
    Self(name: name, dimensions: SpeedKind.dimensions, standard: standard.coherent, minimum: 0)
  }

  /// A concentration, not negative.
  static func concentration(_ name: String, _ standard: Concentration) -> Self {
    Self(
      name: name, dimensions: ConcentrationKind.dimensions, standard: standard.coherent, minimum: 0)
  }

  /// A reversal potential.
  static func reversal(_ name: String, _ standard: Voltage) -> Self {
    Self(
      name: name, dimensions: VoltageKind.dimensions, standard: standard.coherent,
      minimum: -.infinity)
  }
}

/// Every mechanism that a membrane can be given.
public enum Mechanisms {
  package static let kernels: [any MechanismKernel.Type] = [
    Passive.self, HodgkinHuxley.self, MRGNode.self, FrankenhaeuserHuxley.self,
  ]

  /// The descriptions, in the order in which they are listed to a user.
  public static let all: [MechanismDescription] = kernels.map { $0.description }

  /// The description that bears a name.
  public static func named(_ name: String) -> MechanismDescription? {
    all.first { $0.name == name }
  }
}
