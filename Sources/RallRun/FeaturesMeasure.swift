internal import RallAnalysis
internal import RallCable
internal import RallModel
internal import RallMorphology
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

  /// A property of a spike; NaN stands where a spike has none.
  private struct Feature: Sendable {
    let quantity: String
    let unit: String
    let value: @Sendable (RallAnalysis.Spike) -> Double?
  }

  private static let features = [
    Feature(quantity: "time", unit: "ms") { $0.time.value(in: .ms) },
    Feature(quantity: "peak", unit: "mV") { $0.peak.voltage.value(in: .mV) },
    Feature(quantity: "threshold", unit: "mV") { $0.threshold?.voltage.value(in: .mV) },
    Feature(quantity: "halfWidth", unit: "ms") { $0.halfWidth?.value(in: .ms) },
    Feature(quantity: "afterHyperpolarisation", unit: "mV") {
      $0.afterHyperpolarisation?.voltage.value(in: .mV)
    },
  ]

  /// The answer, from the potential at every step: the values are those of the first spike, the
  /// series those of all.
  func result(_ trace: [Double], step: Double, breaks: [Double]) -> MeasureResult {
    let trace = Trace(
      times: trace.indices.map { Double($0) * step }, values: trace,
      breaks: breaks)
    let spikes = trace.spikes(above: level, takingOffAt: Self.takeOff)
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
}
