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
      try examinePoints(of: path, count)
      if try numbers("\(path)/peak", as: Float.self, count: count) != nil {
        try requireText("units", ["mV"], of: "\(path)/peak")
      }
    }
  }

  /// Each spike is at one of the detector's sites.
  private mutating func examinePoints(of path: String, _ count: Int?) throws(HDF5Failure) {
    let detector = try file.group(path)
    let sites = lines(try detector.text("sites")).count
    let compartments = try detector.numbers("compartments", as: Int32.self) ?? []
    require(
      compartments.count == sites, path,
      "'compartments' has \(compartments.count) numbers, of \(sites) sites")
    let found = try numbers("\(path)/compartment", as: Int32.self, count: count)
    guard let points = try numbers("\(path)/point", as: Int32.self, count: count) else { return }
    guard points.allSatisfy({ 0..<sites ~= Int($0) }) else {
      report("\(path)/point", "is none of the \(sites) sites")
      return
    }
    guard compartments.count == sites, let found else { return }
    require(
      found == points.map { compartments[Int($0)] }, "\(path)/compartment",
      "is another than that of the site")
  }

  private mutating func examineTimes(_ path: String) throws(HDF5Failure) -> Int? {
    guard let times = try numbers(path, as: Double.self) else { return nil }
    try requireText("units", ["ms"], of: path)
    require(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }, path, "is not sorted")
    require(times.allSatisfy { $0 >= 0 && $0.isFinite }, path, "is negative, or no number")
    return times.count
  }
}
