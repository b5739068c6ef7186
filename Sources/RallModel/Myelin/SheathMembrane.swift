internal import RallMorphology
internal import RallUnits

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// What a sheath comes to per area of the axolemma under it.
extension Sheath {
  package var capacitance: Expression { perAxolemma(membraneCapacitance) }

  package var conductance: Expression { perAxolemma(membraneConductance) }

  /// A property of all lamellae together, from that of one membrane.
  ///
  /// It falls with the diameter where the area is not the axolemma's own.
  private func perAxolemma<Kind>(_ membrane: Quantity<Kind>) -> Expression {
    let perLength: Double
    switch thickness {
    case .lamellae(let count):
      let thin = membrane.coherent / (2 * count)
      guard let fibreDiameter else { return Expression(Quantity<Kind>(coherent: thin)) }
      perLength = thin * fibreDiameter.coherent
    case .gRatio(let ratio):
      // ε/((d/2)·ln(1/g)) with ε = c_m·period/2.
      perLength = membrane.coherent * lamellaPeriod.coherent / -log(ratio)
    }
    return .binary(
      .divide,
      .constant(perLength, Kind.dimensions * LengthKind.dimensions, text: "\(perLength)"),
      .variable(.diameter))
  }
}
