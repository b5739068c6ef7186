#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

func cosine(_ x: Double) -> Double { cos(x) }
func exponential(_ x: Double) -> Double { exp(x) }
func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }
