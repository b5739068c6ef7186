/// Where two runs of a pair may be on two sides of a threshold, or both on the wrong one.
///
/// Near a threshold the potential lingers at a saddle and leaves it as exp(λt) times the distance of
/// the stimulus from the threshold. An excursion below the threshold is so the higher by b·ln r
/// where that distance is r times less; b is about the potential over which the membrane's spike
/// takes off, 0.5 to 3 mV in Hodgkin and Huxley's. The threshold of a run is off by ε·step², that of
/// the coarser by four times as much. So wherever the exact threshold lies on the other side of
/// the stimulus, the distances of the two runs have r > 4, and their heights differ
/// by more than b·ln 4, at any step (docs/decisions/0008-undecided.md).
struct Parting {
  /// Which place.
  let place: Int
  /// How high the finer run came there, mV.
  let height: Double

  /// Heights that differ by more leave it open on which side they are, mV: less than half of the
  /// least b·ln 4 that was found.
  private static let sensitive = 0.25
  /// Heights that differ by more are those of a spike and of none, mV.
  private static let spike = 20.0

  /// The first place where the runs part; nil where there is none.
  ///
  /// - Parameter threshold: what is higher in both runs is a spike in both, mV.
  init?(coarse: [Course], fine: [Course], threshold: Double) {
    for (place, runs) in zip(coarse, fine).enumerated() {
      let (a, b) = Self.completed(runs.0, runs.1)
      guard let height = Self.height(a, b, threshold) else { continue }
      self.place = place
      self.height = height
      return
    }
    return nil
  }

  /// The excursions that ended in both runs: where the end cut off the last one of either, that one
  /// is left out of the other too.
  private static func completed(_ a: Course, _ b: Course) -> ([Excursion], [Excursion]) {
    func without(_ a: Course, _ b: Course) -> [Excursion] {
      let isAhead = b.isRising && !a.isRising && a.excursions.count == b.excursions.count + 1
      return isAhead ? a.excursions.dropLast() : a.excursions
    }
    return (without(a, b), without(b, a))
  }

  private static func height(
    _ coarse: [Excursion], _ fine: [Excursion], _ threshold: Double
  ) -> Double? {
    // A rise that one run has alone counts where it is no ripple: what is left out grows until both
    // runs have as many.
    var (a, b) = (coarse, fine)
    var least = 2.0
    while a.count != b.count {
      least *= 1.5
      guard least < spike else { return (coarse + fine).map(\.height).max() }
      (a, b) = (coarse.withoutRipples(below: least), fine.withoutRipples(below: least))
    }
    return zip(a, b).first { a, b in
      abs(a.height - b.height) > (min(a.height, b.height) > threshold ? spike : sensitive)
    }?.1.height
  }
}
