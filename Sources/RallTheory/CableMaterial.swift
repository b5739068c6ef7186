/// What a passive cable is made of.
///
/// Given in the units of the field; inside, all is in mV, ms, µm, nA, µS, MΩ, nF, in which the laws
/// of the cable hold between bare numbers.
public struct CableMaterial: Sendable, Hashable {
  /// Resistance of the membrane times area, Rm, in Ω cm².
  public let membraneResistance: Double
  /// Resistivity of the axoplasm, Ra, in Ω cm.
  public let axialResistivity: Double
  /// Capacitance of the membrane an area, Cm, in µF/cm².
  public let capacitance: Double

  /// Rm in Ω cm², Ra in Ω cm, Cm in µF/cm².
  public init(membraneResistance: Double, axialResistivity: Double, capacitance: Double = 1) {
    self.membraneResistance = membraneResistance
    self.axialResistivity = axialResistivity
    self.capacitance = capacitance
  }

  /// τ = Rm Cm, in ms.
  public var timeConstant: Double { membraneResistance * capacitance * 1e-3 }

  /// Ra in MΩ µm.
  var resistivity: Double { 1e-2 * axialResistivity }

  /// The admittance of the membrane an area at a complex rate s in 1/ms, 1/Rm + s Cm, in µS/µm².
  func admittance(_ s: Complex) -> Complex {
    Complex(1e-2 / membraneResistance) + 1e-5 * capacitance * s
  }
}
