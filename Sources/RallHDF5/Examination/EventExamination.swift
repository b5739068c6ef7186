extension Examination {
  /// The spikes of the cell and of every detector.
  mutating func examineEvents() throws(HDF5Failure) {
    if try requireGroup("spikes") {
      for cell in try file.members(of: "spikes") {
        let path = "spikes/\(cell)"
        try requireNumbers("sorting", of: path)
        let times = try examineTimes("\(path)/timestamps")
        _ = try numbers("\(path)/node_ids", as: UInt64.self, count: times)
      }
    }
    guard try file.has("events") else { return }
    for detector in try file.members(of: "events") {
      let path = "events/\(detector)"
      try requireNumbers("threshold", of: path)
      try requireNumbers("index", of: path)
      try requireText("sites", of: path)
      let count = try examineTimes("\(path)/timestamps")
      _ = try numbers("\(path)/compartment", as: Int32.self, count: count)
      _ = try numbers("\(path)/point", as: Int32.self, count: count)
      if try numbers("\(path)/peak", as: Float.self, count: count) != nil {
        try requireText("units", ["mV"], of: "\(path)/peak")
      }
    }
  }

  private mutating func examineTimes(_ path: String) throws(HDF5Failure) -> Int? {
    guard let times = try numbers(path, as: Double.self) else { return nil }
    try requireText("units", ["ms"], of: path)
    require(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }, path, "is not sorted")
    return times.count
  }
}
