public import RallUnits

/// The myelin of an internode: lamellae, each of two membranes, in series.
///
/// n thin lamellae are 2n membranes: c = c_m/(2n) and g = g_m/(2n) per area of the axolemma, or of a
/// fibre of stated diameter. A thick sheath, known by its g-ratio d/D, is solved as concentric
/// cylinders: a lamella of period p has the permittivity ε = c_m·p/2 across it, so
///
///     c = ε / ((d/2)·ln(1/g))  per area of the axolemma, of diameter d,
///
/// and its conductance likewise.
public struct Sheath: Sendable, Hashable {
  /// How thick it is.
  public enum Thickness: Sendable, Hashable {
    /// Turns around the axon; a mean need not be a whole number.
    case lamellae(Double)
    /// Diameter of the axon over diameter of the fibre, d/D.
    case gRatio(Double)
  }

  public var thickness: Thickness
  /// Of a single membrane, two of which make a lamella.
  public var membraneCapacitance: CapacitancePerArea
  /// Of a single membrane, two of which make a lamella.
  public var membraneConductance: ConductancePerArea
  /// Where the leak through the sheath has no current. nil: −65 mV on a single cable; 0 mV, from the
  /// periaxonal space to the outside, on a double one.
  public var reversal: Voltage?
  /// The diameter that the area of thin lamellae is taken at; nil: that of the axon.
  public var fibreDiameter: Length?
  /// From one lamella to the next.
  public var lamellaPeriod: Length

  public init(
    _ thickness: Thickness, membraneCapacitance: CapacitancePerArea = 1.uF / .cm2,
    membraneConductance: ConductancePerArea = 1.mS / .cm2, reversal: Voltage? = nil,
    fibreDiameter: Length? = nil, lamellaPeriod: Length = 16.nm
  ) {
    self.thickness = thickness
    self.membraneCapacitance = membraneCapacitance
    self.membraneConductance = membraneConductance
    self.reversal = reversal
    self.fibreDiameter = fibreDiameter
    self.lamellaPeriod = lamellaPeriod
  }
}
