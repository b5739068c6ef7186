internal import RallModel
internal import RallUnits

/// The spikes of one point in two runs, held against each other.
struct SpikeMatch {
  /// What one run saw at the point.
  struct Side {
    let spikes: [Spike]
    let sighting: Sighting
  }

  /// Extrapolated where they are sure, else those of the finer run, without an error.
  let spikes: [Spike]
  /// Why they are not sure; nil where they are.
  let doubt: String?

  /// - Parameter known: a doubt about the whole cell.
  init(coarse: Side, fine: Side, bar: PairBar, threshold: Voltage, known: String?) {
    doubt =
      Self.count(coarse, fine) ?? known ?? Self.grazing(coarse, fine, threshold.coherent)
      ?? Self.lingering(coarse, fine)
    guard doubt == nil else {
      spikes = fine.spikes
      return
    }
    spikes = zip(coarse.spikes, fine.spikes).map { a, b in
      let time = PairMerger.extrapolated(a.time.coherent, b.time.coherent)
      return Spike(
        point: b.point, time: Time(coherent: time),
        peak: Voltage(
          coherent: PairMerger.extrapolated(a.peak.coherent, b.peak.coherent)),
        error: Time(
          coherent: abs(b.time.coherent - a.time.coherent) * bar.share(at: b.time.coherent)))
    }
  }

  private static func count(_ coarse: Side, _ fine: Side) -> String? {
    guard coarse.spikes.count != fine.spikes.count else { return nil }
    return "undecided: \(coarse.spikes.count) spikes in steps twice as long, "
      + "\(fine.spikes.count) in the finer run"
  }

  /// No peak is nearer to a threshold than this without a doubt, mV.
  private static let leastBar = 1.0

  /// A peak within its own error of the threshold, from above or from below.
  private static func grazing(_ coarse: Side, _ fine: Side, _ threshold: Double) -> String? {
    func grazes(_ a: Double, _ b: Double) -> Bool {
      let peak = PairMerger.extrapolated(a, b)
      return abs(peak - threshold) < max(leastBar, abs(b - peak))
    }
    for (a, b) in zip(coarse.spikes, fine.spikes)
    where grazes(a.peak.coherent, b.peak.coherent) {
      return "undecided: the peak at \(b.time) is within its error of the threshold"
    }
    let (a, b) = (coarse.sighting.highestMiss, fine.sighting.highestMiss)
    guard let a, let b, grazes(a, b) else { return nil }
    return "undecided: a peak of \(rounded(b)) mV is within its error of the threshold"
  }

  /// The error of an interval between spikes may not be more than this share of the time that
  /// the spike takes to rise.
  private static let lingering = 0.3

  /// A spike whose time depends on how long it lingered at the threshold.
  ///
  /// It lingers for ln(1/d)/λ at a distance d of the stimulus from the threshold, so where the exact
  /// threshold is not on the same side, the times of the two runs differ by more than ln 4/λ.
  private static func lingering(_ coarse: Side, _ fine: Side) -> String? {
    var before = 0.0
    for (index, pair) in zip(coarse.spikes, fine.spikes).enumerated() {
      let off = (pair.1.time.coherent - pair.0.time.coherent) / 3
      if abs(off - before) > lingering * fine.sighting.rises[index] {
        return "undecided: the spike at \(pair.1.time) lingers at the threshold"
      }
      before = off
    }
    return nil
  }

  /// To a hundredth.
  static func rounded(_ value: Double) -> String { decimal((value * 100).rounded() / 100) }
}
