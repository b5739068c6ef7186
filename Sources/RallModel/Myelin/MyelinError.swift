public import RallUnits

/// Why myelin cannot be what it is declared to be.
public enum MyelinError: Error, Hashable, Sendable {
  /// A fibre diameter outside those that the published axon is known for.
  case fibreDiameter(Length, known: [Length])
}

extension MyelinError: CustomStringConvertible {
  /// One line that says what was found and what could stand instead.
  public var description: String {
    switch self {
    case .fibreDiameter(let found, let known):
      "mrg is known for fibre diameters from \(known.first ?? .zero) to \(known.last ?? .zero), "
        + "not for \(found)"
    }
  }
}

extension MyelinError {
  /// Which entry of the declaration is to blame, by the words of an experiment:
  /// `["internode", "g_ratio"]`; empty where it is the declaration as a whole.
  public var place: [String] {
    switch self {
    case .fibreDiameter: ["diameter"]
    }
  }
}
