#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Random numbers that are a function of a key and a counter, so that any of them can be had in any
/// order: Philox 2×64 of ten rounds (Salmon, Moraes, Dror and Shaw 2011,
/// doi:10.1145/2063384.2063405).
package struct CounterRandom: Sendable, Hashable {
  package let key: UInt64

  package init(key: UInt64) { self.key = key }

  /// 128 random bits.
  package func bits(_ counter: UInt64, _ stream: UInt64) -> (UInt64, UInt64) {
    var (x, y, key) = (counter, stream, key)
    for _ in 0..<10 {
      let (high, low) = x.multipliedFullWidth(by: 0xD2B7_4407_B1CE_6E93)
      (x, y) = (high ^ key ^ y, low)
      key &+= 0x9E37_79B9_7F4A_7C15
    }
    return (x, y)
  }

  /// A standard normal number (Box and Muller 1958, doi:10.1214/aoms/1177706645).
  package func normal(_ counter: UInt64, _ stream: UInt64) -> Double {
    let (a, b) = bits(counter, stream)
    // In (0, 1], so that the logarithm is finite.
    let u = (Double(a >> 11) + 1) * 0x1p-53
    let v = Double(b >> 11) * 0x1p-53
    return (-2 * log(u)).squareRoot() * cos(2 * .pi * v)
  }
}
