internal import RallAnalysis
internal import RallSimulation
internal import RallUnits

/// The spikes of one place in both runs of a pair.
///
/// The errors of two spikes are much alike, and a rate of the one run is near that of the other where they
/// cancel; how far they cancel is chance. A rate is off by no more than as if they added up.
struct PairedTrain {
  private let fine: SpikeTrain
  /// What each spike may be off, ms.
  private let errors: [Double]

  /// Trains of the same number of spikes.
  init(coarse: [Time], fine: [Time], _ bar: PairBar) {
    self.fine = SpikeTrain(times: fine)
    errors = zip(coarse, fine).map {
      abs($1.coherent - $0.coherent) * bar.share(at: $1.coherent)
    }
  }

  /// Of the rate over the whole train, Hz: `n·(δ₁ + δₙ₊₁)/T²`, of n intervals that take T.
  var meanRateError: Double? {
    fine.rate.map { error(of: $0, over: Double(errors.count - 1), errors.first, errors.last) }
  }

  /// Of the rate of the last interval, Hz.
  var lastRateError: Double? {
    fine.lastRate.map { error(of: $0, over: 1, errors.dropLast().last, errors.last) }
  }

  /// A rate r of n intervals in a time T = n/r.
  private func error(
    of rate: Frequency, over intervals: Double, _ first: Double?, _ last: Double?
  ) -> Double {
    let r = rate.coherent
    return Frequency(coherent: r * r / intervals * ((first ?? 0) + (last ?? 0))).value(in: .Hz)
  }
}
