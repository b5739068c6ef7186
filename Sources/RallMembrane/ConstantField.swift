internal import RallNumerics

/// The current that ions of charge +1 carry through a permeable membrane in a constant field.
///
///     i = P·F·u·(cᵢ − cₒ e^−u)/(1 − e^−u),   u = F v/(R T)
///
/// With concentrations in mM, permeabilities in µm/ms and areas in µm² it is in nA. At v = 0 both
/// terms are met by `exprelr`. Goldman 1943, doi:10.1085/jgp.27.1.37; Hodgkin and Katz 1949,
/// doi:10.1113/jphysiol.1949.sp004310.
struct ConstantField {
  /// F, nA·ms/(µm³·mM).
  private static let faraday = 0.09648533212
  /// R/F, mV/K.
  private static let gasConstant = 8.314462618 / 96.48533212

  /// F/(R T), 1/mV.
  let perMillivolt: Double

  init(celsius: Double) {
    perMillivolt = 1 / (Self.gasConstant * (celsius + 273.15))
  }

  /// The current through a unit of area and permeability, and its slope against v.
  @inline(always)
  func flux(_ v: Lanes, inside: Lanes, outside: Lanes) -> (current: Lanes, slope: Lanes) {
    let u = v * perMillivolt
    let (out, back) = (Lanes.exprelr(-u), Lanes.exprelr(u))
    let (leaving, entering) = (inside * out, outside * back)
    let rising = leaving * Rate.exprelrLogSlope(-u, out)
    let falling = entering * Rate.exprelrLogSlope(u, back)
    return (
      Self.faraday * (leaving - entering), -Self.faraday * perMillivolt * (rising + falling)
    )
  }
}
