internal import RallNumerics

/// What a piece of a fibre lets through between its inside, the space under its sheath and the
/// outside: three admittances in a triangle, µS.
///
/// Kept as a triangle, and not as the 2×2 matrix of the two unknown potentials, since its sides only
/// add and multiply: the matrix would lose the outside, which is far less than what lies between
/// inside and space. Where there is no sheath the space is held at the outside by any admittance
/// that is not 0.
struct FibreAdmittance: Sendable {
  /// From the inside to the space: through the axolemma.
  var across: ComplexNumber
  /// From the inside to the outside.
  var inside: ComplexNumber
  /// From the space to the outside.
  var space: ComplexNumber

  /// A membrane without a sheath.
  static func bare(_ membrane: ComplexNumber) -> Self {
    Self(across: .zero, inside: membrane, space: .one)
  }

  static func + (a: Self, b: Self) -> Self {
    Self(across: a.across + b.across, inside: a.inside + b.inside, space: a.space + b.space)
  }

  /// The determinant of the matrix of both unknowns, µS².
  var determinant: ComplexNumber { across * (inside + space) + inside * space }

  /// The potentials of inside and space for 1 nA into the inside, MΩ.
  var impedances: FibrePotential {
    let scale = ComplexNumber.one / determinant
    return FibrePotential(inside: scale * (across + space), space: scale * across)
  }

  /// What it is from the other end of a piece of cable.
  func seen(through cable: FibreCable) -> Self {
    let (g, h) = (cable.axial, cable.space)
    let own = determinant
    let scale = ComplexNumber.one / joined(to: cable, determinant: own)
    return Self(
      across: (g * h) * (across * scale), inside: g * ((h * inside + own) * scale),
      space: h * ((g * space + own) * scale))
  }

  /// The potentials here for given ones at the other end of a piece of cable.
  func potential(of other: FibrePotential, through cable: FibreCable) -> FibrePotential {
    let (g, h) = (cable.axial, cable.space)
    let scale = ComplexNumber.one / joined(to: cable, determinant: determinant)
    let (u, w) = (g * other.inside, h * other.space)
    return FibrePotential(
      inside: scale * ((ComplexNumber(h) + across + space) * u + across * w),
      space: scale * (across * u + (ComplexNumber(g) + across + inside) * w))
  }

  /// The determinant with the piece of cable tied to both unknowns.
  private func joined(to cable: FibreCable, determinant: ComplexNumber) -> ComplexNumber {
    let (g, h) = (cable.axial, cable.space)
    return ComplexNumber(g * h) + g * (across + space) + h * (across + inside) + determinant
  }

  /// What an elimination divides by here, or both together where there are two unknowns.
  func pivot(with cable: FibreCable) -> ComplexNumber {
    joined(to: cable, determinant: determinant)
  }

  /// How many pivots of an elimination are negative here, of real admittances, with the piece of cable
  /// that leads on; nil where one is 0.
  func negativePivots(with cable: FibreCable) -> Int? {
    let whole = pivot(with: cable).real
    guard whole != 0 else { return nil }
    if whole < 0 { return 1 }
    return cable.axial + cable.space + inside.real + space.real + 2 * across.real < 0 ? 2 : 0
  }
}

/// The potentials of inside and space, for 1 nA somewhere: MΩ.
struct FibrePotential: Sendable {
  var inside: ComplexNumber
  var space: ComplexNumber

  static let zero = Self(inside: .zero, space: .zero)
}

/// The conductances along a piece of cable, µS; `space` is 0 where no space runs all along it.
struct FibreCable: Sendable {
  let axial: Double
  let space: Double
}
