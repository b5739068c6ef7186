#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The natural logarithm of the magnitude of `x`.
func logarithm(_ x: Double) -> Double { log(x.magnitude) }
