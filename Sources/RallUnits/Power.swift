#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

extension Double {
  /// This number to the power of `exponent`, by the C library.
  func raised(to exponent: Double) -> Double { pow(self, exponent) }

  /// The exponent of ten of this positive number.
  var decimalExponent: Int {
    let exponent = log10(self).rounded(.down)
    // Just below a power of ten the logarithm rounds up to it.
    return Int(pow(10, exponent) > self ? exponent - 1 : exponent)
  }
}
