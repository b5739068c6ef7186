#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// `offset + amplitude · sin(phase + rate·s + acceleration·s²/2)`, s = t − start.
package struct Chirp: Sendable, Hashable {
  let start: Double
  let offset: Double
  let amplitude: Double
  let phase: Double
  /// 1/ms.
  let rate: Double
  /// 1/ms².
  let acceleration: Double

  func value(at time: Double) -> Double {
    let s = time - start
    return offset + amplitude * sin(phase + s * (rate + acceleration * s / 2))
  }

  /// The mean from `a` to `b`, to rounding.
  ///
  /// A chirp has no elementary integral. Five points of Gauss on panels of at most half a radian are
  /// off by less than 1e-15 of the amplitude.
  func mean(from a: Double, to b: Double) -> Double {
    let fastest = max(
      abs(rate + acceleration * (a - start)), abs(rate + acceleration * (b - start)))
    let panels = max(1, (2 * fastest * (b - a)).rounded(.up))
    let half = (b - a) / panels / 2
    var sum = 0.0
    for panel in 0..<Int(panels) {
      let middle = a + (2 * Double(panel) + 1) * half
      sum += Self.weights[0] * value(at: middle)
      for (node, weight) in zip(Self.nodes, Self.weights.dropFirst()) {
        sum += weight * (value(at: middle - node * half) + value(at: middle + node * half))
      }
    }
    return sum / panels
  }

  /// The positive zeros of the Legendre polynomial of degree 5: √(5 ∓ 2√(10/7))/3.
  private static let nodes = [0.538469310105683091, 0.906179845938663993]
  /// Halved, so that they add up to 1 over a panel; the first is of the middle.
  private static let weights = [0.284444444444444444, 0.239314335249683234, 0.118463442528094544]
}
