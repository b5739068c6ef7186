extension [Excursion] {
  /// Without the excursions that stand out by less than `least`, mV: notches in a rise and shoulders
  /// in a fall.
  ///
  /// An excursion stands out by the lesser of its rise and its fall to where the next one begins; that
  /// of the last is not known, and is taken for enough. The least of all goes first, and what is left
  /// of it is part of its neighbour's, so the order of the heights that stay does not depend on the
  /// ripples between them.
  package func withoutRipples(below least: Double) -> [Excursion] {
    var left = self
    while let ripple = left.indices.min(by: { left.prominence($0) < left.prominence($1) }),
      left.prominence(ripple) < least
    {
      let gone = left.remove(at: ripple)
      guard ripple < left.endIndex else { continue }
      let next = left[ripple]
      left[ripple] = Excursion(
        height: next.height, rise: next.height - Swift.min(gone.low, next.low))
    }
    return left
  }

  private func prominence(_ index: Int) -> Double {
    guard index + 1 < endIndex else { return self[index].rise }
    return Swift.min(self[index].rise, self[index].height - self[index + 1].low)
  }
}

extension Excursion {
  /// Where it began to rise, mV.
  fileprivate var low: Double { height - rise }
}
