#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The rates of a motor fibre's node in the letters of McIntyre, Richardson and Grill 2002, scalar and
/// by the C library; 1/ms at 20 °C, those of s at 36 °C.
enum MotorNodeRates {
  /// Opening and closing rates of m, h, p and s, in this order, at a temperature in degrees Celsius.
  static func rates(_ v: Double, celsius: Double) -> [(a: Double, b: Double)] {
    let fast = pow(2.2, (celsius - 20) / 10)
    let inactivation = pow(2.9, (celsius - 20) / 10)
    let slow = pow(3.0, (celsius - 36) / 10)
    return [
      (fast * rising(1.86, v + 21.4, 10.3), fast * falling(0.086, v + 25.7, 9.16)),
      (
        inactivation * falling(0.062, v + 114, 11),
        inactivation * 2.3 / (1 + exp(-(v + 31.8) / 13.4))
      ),
      (fast * rising(0.01, v + 27, 10.2), fast * falling(0.00025, v + 34, 10)),
      (slow * 0.3 / (exp(-(v + 53) / 5) + 1), slow * 0.03 / (exp(-(v + 90)) + 1)),
    ]
  }

  /// `a·u/(1 − exp(−u/s))`, and a·s at u = 0, through expm1.
  static func rising(_ a: Double, _ u: Double, _ s: Double) -> Double {
    u == 0 ? a * s : -a * u / expm1(-u / s)
  }

  /// `−a·u/(1 − exp(u/s))`, and a·s at u = 0, through expm1.
  static func falling(_ a: Double, _ u: Double, _ s: Double) -> Double {
    u == 0 ? a * s : a * u / expm1(u / s)
  }
}
