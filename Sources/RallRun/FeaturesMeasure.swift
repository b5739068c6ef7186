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

  private func spikes(_ samples: [Double]) -> [RallAnalysis.Spike] {
    Trace(samples: samples).spikes(above: level, takingOffAt: Self.takeOff)
  }

  /// The answer, from every sample of the run, time, ms, and potential, mV, in turn: the values are those
  /// of the first spike, the series those of all.
  func result(_ samples: [Double]) -> MeasureResult {
    let spikes = spikes(samples)
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
      remark: spikes.isEmpty ? "no spike rose above \(level)" : nil)
  }

  /// The share of a difference of two runs that is taken for the error of the finer one's answer, value
  /// by value: where a value depends on several times, the largest of theirs.
  func shares(_ samples: [Double], _ bar: PairBar) -> [String: Double] {
    let spikes = spikes(samples)
    guard let first = spikes.first, let last = spikes.last else { return [:] }
    func share(_ times: [Time?]) -> Double? {
      // What happens on an edge is the end of what was before it.
      times.compactMap { $0.map { bar.share(at: $0.coherent.nextDown) } }.max()
    }
    var shares = ["rate": share([first.time, last.time])]
    for feature in Self.features { shares[feature.quantity] = share(feature.times(first)) }
    return shares.compactMapValues(\.self)
  }
}
