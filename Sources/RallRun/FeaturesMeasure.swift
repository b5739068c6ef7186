internal import RallAnalysis
internal import RallCable
internal import RallModel
internal import RallMorphology
internal import RallSimulation
internal import RallUnits

/// The shape and the rate of the spikes at one place.
struct FeaturesMeasure {
  let name: String
  let site: Site
  let level: Voltage
  /// What a plan must follow.
  let probe: LoweredCell.Probe

  /// Where the rise of a spike begins: a usual value in cortical slices.
  private static let takeOff = VoltageRate(20, .mVPerMs)

  /// A property of a spike: its value, and the times that this depends on; none where a spike has none.
  private struct Feature: Sendable {
    let quantity: String
    let unit: String
    let value: @Sendable (RallAnalysis.Spike) -> Double?
    let times: @Sendable (RallAnalysis.Spike) -> [Time?]
  }

  private static let features = [
    Feature(quantity: "time", unit: "ms") {
      $0.time.value(in: .ms)
    } times: {
      [$0.time]
    },
    Feature(quantity: "peak", unit: "mV") {
      $0.peak.voltage.value(in: .mV)
    } times: {
      [$0.peak.time]
    },
    Feature(quantity: "threshold", unit: "mV") {
      $0.threshold?.voltage.value(in: .mV)
    } times: {
      [$0.threshold?.time]
    },
    Feature(quantity: "halfWidth", unit: "ms") {
      $0.halfWidth?.value(in: .ms)
    } times: { spike in
      [
        spike.threshold?.time, spike.halfRise, spike.peak.time,
        spike.halfWidth.flatMap { width in spike.halfRise.map { $0 + width } },
      ]
    },
    Feature(quantity: "afterHyperpolarisation", unit: "mV") {
      $0.afterHyperpolarisation?.voltage.value(in: .mV)
    } times: {
      [$0.afterHyperpolarisation?.time]
    },
  ]

  private func spikes(_ trace: FollowedTrace) -> [RallAnalysis.Spike] {
    let spikes = trace.spikes(above: level, takingOffAt: Self.takeOff)
    return trace.response == nil ? spikes.map { $0.without(threshold: .driven) } : spikes
  }

  /// The answer of a run.
  func result(_ trace: FollowedTrace) -> MeasureResult {
    result(spikes(trace), isKnown: trace.response != nil)
  }

  /// The answer of a pair of runs: extrapolated, with its errors.
  func result(
    coarse: FollowedTrace, fine: FollowedTrace, _ bar: PairBar, doubt: String?
  ) -> MeasureResult {
    var (a, b) = (spikes(coarse), spikes(fine))
    // What one of them alone can tell has no error.
    for index in a.indices where index < b.count {
      if let reason = a[index].noThreshold ?? b[index].noThreshold {
        a[index] = a[index].without(threshold: reason)
        b[index] = b[index].without(threshold: reason)
      }
    }
    let isKnown = fine.response != nil
    return MeasureResult(
      extrapolating: result(a, isKnown: isKnown), result(b, isKnown: isKnown),
      shares: shares(b, bar), least: leastErrors(a, b, bar, coarse, fine), doubt: doubt)
  }

  /// The values are those of the first spike, the series those of all.
  private func result(_ spikes: [RallAnalysis.Spike], isKnown: Bool) -> MeasureResult {
    let rate = SpikeTrain(times: spikes.map(\.time)).rate
    func value(_ quantity: String, _ value: Double?, _ unit: String) -> [MeasureResult.Value] {
      value.map { [.init(quantity: quantity, value: $0, unit: unit, place: "\(site)")] } ?? []
    }
    return MeasureResult(
      name: name, .features,
      values: value("spikes", Double(spikes.count), "1")
        + value("rate", rate?.value(in: .Hz), "Hz")
        + Self.features.flatMap { value($0.quantity, spikes.first.flatMap($0.value), $0.unit) },
      series: Self.features.map { feature in
        .init(
          quantity: feature.quantity, unit: feature.unit,
          values: spikes.map { feature.value($0) ?? .nan })
      },
      remark: remark(spikes.first, isKnown: isKnown))
  }

  private func remark(_ first: RallAnalysis.Spike?, isKnown: Bool) -> String? {
    guard let first else { return "no spike rose above \(level)" }
    guard let reason = first.noThreshold else { return nil }
    guard isKnown else {
      return "no threshold: what the stimuli do by themselves is not known"
    }
    let why =
      switch reason {
      case .begun: "the run begins within the rise"
      case .driven: "of itself the membrane rises nowhere by \(Self.takeOff)"
      case .edge(let time):
        "the rise begins with the edge at \(significant(time.value(in: .ms), 6)) ms"
      case .drained(let time):
        "what the stimuli brought runs off as it takes off at \(significant(time.value(in: .ms), 6)) ms"
      }
    return "no threshold: \(why)"
  }

  /// The share of a difference of two runs that is taken for the error of the finer one's answer, value
  /// by value: where a value depends on several times, the largest of theirs.
  private func shares(_ spikes: [RallAnalysis.Spike], _ bar: PairBar) -> [String: Double] {
    guard let first = spikes.first, let last = spikes.last else { return [:] }
    func share(_ times: [Time?]) -> Double? {
      // What happens on an edge is the end of what was before it.
      times.compactMap { $0.map { bar.share(at: $0.coherent.nextDown) } }.max()
    }
    var shares = ["rate": share([first.time, last.time])]
    for feature in Self.features { shares[feature.quantity] = share(feature.times(first)) }
    return shares.compactMapValues(\.self)
  }

  /// What no error is below.
  ///
  /// Of a rate what the errors of the spikes' times come to. Of what the first spike looks like what becomes of
  /// it where the finer run is seen at every second of its steps alone, and of an extremum what the runs
  /// differ by nearby: where the drive is rough, as noise is, the two runs come near each other by chance.
  private func leastErrors(
    _ coarse: [RallAnalysis.Spike], _ fine: [RallAnalysis.Spike], _ bar: PairBar,
    _ coarseTrace: FollowedTrace, _ fineTrace: FollowedTrace
  ) -> [String: Double] {
    guard coarse.count == fine.count, let first = fine.first else { return [:] }
    let train = PairedTrain(coarse: coarse.map(\.time), fine: fine.map(\.time), bar)
    var least = ["rate": train.meanRateError].compactMapValues(\.self)
    let thinned = fineTrace.thinned(to: coarseTrace)
    let seen = spikes(thinned)
    if seen.count == fine.count, let same = seen.first {
      for feature in Self.features {
        guard let value = feature.value(first), let other = feature.value(same) else { continue }
        least[feature.quantity] = abs(value - other)
      }
    }
    for (quantity, extremum) in [
      ("peak", first.peak), ("afterHyperpolarisation", first.afterHyperpolarisation),
    ] {
      guard let time = extremum?.time else { continue }
      let off = coarseTrace.difference(to: thinned, near: time) * bar.share(at: time.coherent)
      least[quantity] = max(least[quantity] ?? 0, off)
    }
    return least
  }
}
