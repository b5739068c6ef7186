import RallModel
import RallUnits

extension Handle where Kind == FileKind {
  /// All detectors with their spikes, in the order of the experiment.
  func readDetectors() throws(HDF5Failure) -> [StoredDetector] {
    guard try has("events") else { return [] }
    var detectors: [(index: UInt32, detector: StoredDetector)] = []
    for name in try members(of: "events") {
      let path = "events/\(name)"
      let group = try group(path)
      let times = try read("\(path)/timestamps", as: Double.self)
      let points = try read("\(path)/point", as: Int32.self, count: times.count)
      let peaks = try read("\(path)/peak", as: Double.self, count: times.count)
      let errors =
        try has("\(path)/error_estimate")
        ? try read("\(path)/error_estimate", as: Double.self, count: times.count) : []
      let detector = StoredDetector(
        name: name, threshold: try group.numbers("threshold", as: Double.self)?.first ?? .nan,
        labels: lines(try group.text("sites")),
        compartments: (try group.numbers("compartments", as: Int32.self) ?? []).map { Int($0) },
        spikes: times.indices.map {
          Spike(
            point: Int(points[$0]), time: Time(coherent: times[$0]),
            peak: Voltage(coherent: peaks[$0]),
            error: errors.isEmpty || errors[$0].isNaN ? nil : Time(coherent: errors[$0]))
        })
      detectors.append((try group.numbers("index", as: UInt32.self)?.first ?? 0, detector))
    }
    return detectors.sorted { $0.index < $1.index }.map(\.detector)
  }
}

/// The lines of an attribute that lists words.
func lines(_ text: String?) -> [String] {
  guard let text, !text.isEmpty else { return [] }
  return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}
