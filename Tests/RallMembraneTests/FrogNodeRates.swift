#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The frog's node in the letters of Frankenhaeuser and Huxley 1964, scalar and by the C library:
/// V is the depolarisation from rest in mV; 1/ms at 20 °C; currents in mA/cm² with permeabilities in
/// cm/s and concentrations in mM.
enum FrogNodeRates {
  /// Opening and closing rates of m, h, n and p, in this order.
  static func rates(_ V: Double) -> [(a: Double, b: Double)] {
    [
      (MotorNodeRates.rising(0.36, V - 22, 3), MotorNodeRates.falling(0.4, V - 13, 20)),
      (MotorNodeRates.falling(0.1, V + 10, 6), 4.5 / (1 + exp((45 - V) / 10))),
      (MotorNodeRates.rising(0.02, V - 35, 10), MotorNodeRates.falling(0.05, V - 10, 10)),
      (MotorNodeRates.rising(0.006, V - 40, 10), MotorNodeRates.falling(0.09, V + 25, 20)),
    ]
  }

  /// P F²E/(RT)·(co − ci e^(EF/RT))/(1 − e^(EF/RT)) outward, with E the potential itself, mV.
  static func flux(_ E: Double, inside: Double, outside: Double, kelvin: Double) -> Double {
    let faraday = 96_485.332_12
    let u = E * 1e-3 * faraday / (8.314_462_618 * kelvin)
    // mM·C/mol are 1e-3 mC/cm³.
    return u == 0
      ? 1e-3 * faraday * (inside - outside)
      : 1e-3 * faraday * u * (outside - inside * exp(u)) / -expm1(u)
  }
}
