#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The natural logarithm.
func logarithm(_ x: Double) -> Double { log(x) }

/// The sine of the C library.
func sine(_ x: Double) -> Double { sin(x) }

/// The cosine of the C library.
func cosine(_ x: Double) -> Double { cos(x) }
