#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// How a cable ends.
public enum CableEnd: Sendable, Hashable {
  /// No current leaves: the usual dendritic tip.
  case sealed
  /// Held at rest: cut open.
  case killed
  /// A conductance to rest, in µS.
  case loaded(Double)
}

/// A passive cable of one diameter, in closed form.
///
/// Rall 1959, doi:10.1016/0014-4886(59)90046-9; Jack, Noble and Tsien, Electric Current Flow in
/// Excitable Cells, 1975; Koch, Biophysics of Computation, 1999, chapters 2 and 3.
public struct UniformCable: Sendable, Hashable {
  /// In µm.
  public let diameter: Double
  /// What it is made of.
  public let material: CableMaterial

  /// A diameter in µm.
  public init(diameter: Double, material: CableMaterial) {
    self.diameter = diameter
    self.material = material
  }

  /// λ = √((d/4)(Rm/Ra)), in µm.
  public var lengthConstant: Double {
    100 * (diameter / 4 * material.membraneResistance / material.axialResistivity).squareRoot()
  }

  /// τ = Rm Cm, in ms.
  public var timeConstant: Double { material.timeConstant }

  /// Axial resistance a length, 4 Ra/(π d²), in MΩ/µm.
  public var axialResistance: Double { 4 * material.resistivity / (.pi * diameter * diameter) }

  /// Input resistance of the semi-infinite cable, rᵢ λ, in MΩ.
  public var semiInfiniteResistance: Double { axialResistance * lengthConstant }

  /// Input conductance of the semi-infinite cable, (π/2) d^1.5/√(Rm Ra), in µS.
  public var semiInfiniteConductance: Double { 1 / semiInfiniteResistance }

  /// The distance over which a sine of `frequency` in Hz decays to 1/e,
  /// λ √(2/(1 + √(1 + ω²τ²))), in µm.
  public func lengthConstant(frequency: Double) -> Double {
    let angle = 2e-3 * .pi * frequency * timeConstant
    return lengthConstant * (2 / (1 + (1 + angle * angle).squareRoot())).squareRoot()
  }

  /// The high-frequency form that mesh rules use, ½ √(d/(π f Ra Cm)), in µm. It drops the leak.
  public func leaklessLengthConstant(frequency: Double) -> Double {
    1e5
      * (diameter / (4 * .pi * frequency * material.axialResistivity * material.capacitance))
      .squareRoot()
  }

  /// The speed of the crests of a sine of `frequency` in Hz, ω λ/Im √(1 + jωτ), in m/s.
  public func phaseVelocity(frequency: Double) -> Double {
    let rate = 2e-3 * .pi * frequency
    return 1e-3 * rate * lengthConstant
      / (Complex.one + Complex(0, rate * timeConstant)).squareRoot.imaginary
  }

  /// The speed at which the centroid of a passive transient moves, 2λ/τ, in m/s.
  ///
  /// Agmon-Snir and Segev 1993, J Neurophysiol 70:2066.
  public var centroidVelocity: Double { 2e-3 * lengthConstant / timeConstant }

  /// Input resistance, in MΩ, of a piece of `length` µm at the end away from `end`.
  public func inputResistance(length: Double, end: CableEnd) -> Double {
    let slope = tanh(length / lengthConstant)
    switch end {
    case .sealed: return semiInfiniteResistance / slope
    case .killed: return semiInfiniteResistance * slope
    case .loaded(let load):
      let own = semiInfiniteConductance
      return (own + load * slope) / (own * (load + own * slope))
    }
  }

  /// The steady voltage at `distance` µm from where it is held, as a share of that there.
  public func attenuation(at distance: Double, length: Double, end: CableEnd) -> Double {
    let whole = length / lengthConstant
    let rest = (length - distance) / lengthConstant
    switch end {
    case .sealed: return cosh(rest) / cosh(whole)
    case .killed: return sinh(rest) / sinh(whole)
    case .loaded(let load):
      let ratio = load / semiInfiniteConductance
      return (cosh(rest) + ratio * sinh(rest)) / (cosh(whole) + ratio * sinh(whole))
    }
  }

  /// The n-th time constant, in ms, of a piece of `length` µm with its near end sealed:
  /// τ/(1 + (nπ/L)²) with the far end sealed, τ/(1 + ((n + ½)π/L)²) with it killed.
  ///
  /// Rall 1969, Biophys J 9:1483.
  public func equalizingTimeConstant(_ n: Int, length: Double, farEndKilled: Bool = false)
    -> Double
  {
    let wave = (Double(n) + (farEndKilled ? 0.5 : 0)) * .pi * lengthConstant / length
    return timeConstant / (1 + wave * wave)
  }
}
