public import RallModel
public import RallUnits

/// A membrane at one potential with a leak, and what it does at a threshold, in bare numbers.
///
/// Potentials are measured from rest, so that nothing but the answer is rounded to their size.
public struct PointMembrane: Sendable, Hashable {
  /// τ, ms.
  package let timeConstant: Double
  /// MΩ.
  package let resistance: Double
  /// mV.
  package let rest: Double
  /// Nil where it never fires.
  package let firing: Firing?

  /// When it fires and what it does then, mV from rest and ms.
  package struct Firing: Sendable, Hashable {
    package let threshold: Double
    package let reset: Double
    package let refractory: Double
  }

  /// Where it stays without a current.
  public var restingPotential: Voltage { Voltage(coherent: rest) }

  /// The membrane of a point cell; nil where it has no closed form.
  public init?(_ cell: PointCell) {
    switch cell {
    case .rc(let capacitance, let resistance, let rest):
      timeConstant = resistance.coherent * capacitance.coherent
      self.resistance = resistance.coherent
      self.rest = rest.coherent
      firing = nil
    case .lif(let tau, let resistance, let rest, let firing):
      timeConstant = tau.coherent
      self.resistance = resistance.coherent
      self.rest = rest.coherent
      self.firing = Firing(
        threshold: firing.threshold.coherent - rest.coherent,
        reset: firing.reset.coherent - rest.coherent, refractory: firing.refractory.coherent)
    case .hh:
      return nil
    }
  }
}
