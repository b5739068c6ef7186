#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The squid's rates in the letters of Hodgkin and Huxley 1952, scalar and by the C library:
/// V is the paper's, minus the depolarisation from rest in mV; 1/ms at 6.3 °C.
enum PaperRates {
  static func am(_ V: Double) -> Double { ratio(0.1, V + 25) }
  static func bm(_ V: Double) -> Double { 4 * exp(V / 18) }
  static func ah(_ V: Double) -> Double { 0.07 * exp(V / 20) }
  static func bh(_ V: Double) -> Double { 1 / (exp((V + 30) / 10) + 1) }
  static func an(_ V: Double) -> Double { ratio(0.01, V + 10) }
  static func bn(_ V: Double) -> Double { 0.125 * exp(V / 80) }

  /// `a·u/(exp(u/10) − 1)`, and 10·a at u = 0, through expm1.
  private static func ratio(_ a: Double, _ u: Double) -> Double {
    u == 0 ? 10 * a : a * u / expm1(u / 10)
  }

  /// The C library's.
  static func exponential(_ x: Double) -> Double { exp(x) }

  /// Opening and closing rates of m, h and n, in this order.
  static func rates(_ V: Double) -> [(a: Double, b: Double)] {
    [(am(V), bm(V)), (ah(V), bh(V)), (an(V), bn(V))]
  }
}
