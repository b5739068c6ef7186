#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A piece of passive cable whose diameter changes linearly, in closed form.
///
/// With r the radius, a = dr/dx and y the membrane's admittance an area, the cable equation
/// (π r²/Ra V′)′ = 2π r √(1 + a²) y V has the solutions r^(−½) I₁(z) and r^(−½) K₁(z) with
/// z = 2 √(K r), K = 2 Ra y √(1 + a²)/a². Membrane area is that of the slant.
public struct Frustum: Sendable, Hashable {
  /// Along the axis, in µm.
  public let length: Double
  /// At the start, in µm.
  public let startDiameter: Double
  /// At the end, in µm.
  public let endDiameter: Double
  /// What it is made of.
  public let material: CableMaterial

  /// Lengths in µm; both diameters above zero.
  public init(length: Double, startDiameter: Double, endDiameter: Double, material: CableMaterial) {
    precondition(length > 0 && startDiameter > 0 && endDiameter > 0, "a piece of cable")
    self.length = length
    self.startDiameter = startDiameter
    self.endDiameter = endDiameter
    self.material = material
  }

  /// Ra l/(π r₀ r₁), in MΩ: exact for a linear taper.
  public var axialResistance: Double {
    4 * material.resistivity * length / (.pi * startDiameter * endDiameter)
  }

  /// π (r₀ + r₁) √(l² + (r₀ − r₁)²), in µm².
  public var area: Double {
    .pi / 2 * (startDiameter + endDiameter) * hypot(length, (startDiameter - endDiameter) / 2)
  }

  /// The three admittances, in µS, that stand for the piece at a complex rate s in 1/ms.
  func circuit(_ s: Complex) -> PiCircuit {
    guard startDiameter != endDiameter else { return cylinder(s) }
    let upward = startDiameter < endDiameter
    let narrow = (upward ? startDiameter : endDiameter) / 2
    let wide = (upward ? endDiameter : startDiameter) / 2
    let taper = (wide - narrow) / length
    let slant = (1 + taper * taper).squareRoot()
    let q = (2 * material.resistivity * slant * material.admittance(s)).squareRoot
    let n = ModifiedBessel(2 * narrow.squareRoot() / taper * q)
    let w = ModifiedBessel(2 * wide.squareRoot() / taper * q)
    // The growing functions are scaled by e^(−z) and the falling ones by e^z; what is left of that
    // is the change of z from end to end, taken without a difference of large numbers.
    let fall = (-2 * length / (narrow.squareRoot() + wide.squareRoot()) * q).exponential
    let twice = fall * fall
    let difference = w.firstI * n.firstK - twice * w.firstK * n.firstI
    let conductance = .pi / material.resistivity * q / difference
    let atNarrow =
      narrow * narrow.squareRoot() * conductance
      * (w.firstI * n.secondK + twice * w.firstK * n.secondI)
    let atWide =
      wide * wide.squareRoot() * conductance
      * (n.firstK * w.secondI + twice * n.firstI * w.secondK)
    // The Wronskian of I₁ and K₁ is 1/z, so that the transfer has no Bessel function above the line.
    let wronskian = .pi * taper * (narrow * wide).squareRoot() / (2 * material.resistivity)
    let axial = wronskian * fall / difference
    return PiCircuit(
      start: (upward ? atNarrow : atWide) - axial, axial: axial,
      end: (upward ? atWide : atNarrow) - axial)
  }

  private func cylinder(_ s: Complex) -> PiCircuit {
    let radius = startDiameter / 2
    let admittance = material.admittance(s)
    let wave = (2 * material.resistivity / radius * admittance).squareRoot
    let conductance = .pi * radius * radius / material.resistivity * wave
    let half = 0.5 * length * wave
    let (sinh, cosh) = half.scaledHyperbolics
    // G tanh(L/2) to rest at each end and G/sinh L = G/(2 sinh(L/2) cosh(L/2)) between them.
    let shunt = conductance * sinh / cosh
    let fall = (-2 * half).exponential
    return PiCircuit(start: shunt, axial: 0.5 * fall * conductance / (sinh * cosh), end: shunt)
  }

  /// A piece of cable seen from its ends: an admittance to rest at each and one between them.
  ///
  /// In this form a tree is folded up by sums of like signs; a difference of nearly equal
  /// conductances, in which short pieces would lose their membrane, does not occur.
  struct PiCircuit {
    let start: Complex
    let axial: Complex
    let end: Complex
  }
}
