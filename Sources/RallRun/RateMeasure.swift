internal import RallAnalysis
internal import RallCable
internal import RallModel
internal import RallMorphology
internal import RallSimulation
internal import RallUnits

/// How often a place fires.
struct RateMeasure {
  let name: String
  let site: Site
  /// What a plan must watch.
  let watch: Plan.Watch

  init(name: String, at site: Site, _ probe: LoweredCell.Probe, above level: Voltage) {
    self.name = name
    self.site = site
    watch = Plan.Watch([probe], above: level)
  }

  /// A pause of more than so many of the longest interval is the end of the firing.
  private static let longestPause = 2.0

  /// The answer, from the spikes at the place: the steady rate is that of the last interval, and 0 where
  /// the firing ended while something went on to drive the cell.
  ///
  /// - Parameter end: until when something drives it.
  func result(_ spikes: [RallModel.Spike], until end: Time) -> MeasureResult {
    let train = SpikeTrain(times: spikes.map(\.time).sorted())
    let pause = train.times.last.map { end - $0 }
    let hasStopped =
      if let longest = train.intervals.max(), let pause { pause > Self.longestPause * longest } else
      {
        false
      }
    let steady = hasStopped ? Frequency.zero : train.lastRate ?? .zero
    func value(_ quantity: String, _ value: Double, _ unit: String) -> MeasureResult.Value {
      .init(quantity: quantity, value: value, unit: unit, place: "\(site)")
    }
    let mean = train.rate.map { [value("mean", $0.value(in: .Hz), "Hz")] } ?? []
    let remark: String? =
      if train.times.count < 2 {
        "too few spikes for a rate: " + (train.times.isEmpty ? "none" : "one")
      } else if hasStopped, let last = train.times.last {
        "the firing ends at \(significant(last.value(in: .ms), 6)) ms, before the stimuli do"
      } else {
        nil
      }
    return MeasureResult(
      name: name, .rate,
      values: [value("value", steady.value(in: .Hz), "Hz")] + mean + [
        value("spikes", Double(train.times.count), "1")
      ],
      series: [.init(quantity: "time", unit: "ms", values: train.times.map { $0.value(in: .ms) })],
      remark: remark)
  }

  /// What no error of a pair's answer is below: what the errors of the spikes' times come to.
  static func leastErrors(
    coarse: [RallModel.Spike], fine: [RallModel.Spike], _ bar: PairBar
  ) -> [String: Double] {
    guard coarse.count == fine.count else { return [:] }
    let train = PairedTrain(
      coarse: coarse.map(\.time).sorted(), fine: fine.map(\.time).sorted(), bar)
    return ["value": train.lastRateError, "mean": train.meanRateError].compactMapValues(\.self)
  }
}
