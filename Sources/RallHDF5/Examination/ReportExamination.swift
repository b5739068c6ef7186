import CHDF5

extension Examination {
  /// Every report, as SONATA and netCDF-4 read it.
  mutating func examineReports() throws(HDF5Failure) {
    for top in ["report", "reports"] where try file.has(top) {
      for name in try file.members(of: top) where try !file.isGroup("\(top)/\(name)") {
        report("\(top)/\(name)", "only groups may stand here")
      }
    }
    for path in try file.reports() where try file.isGroup(path) { try examineReport(path) }
  }

  private mutating func examineReport(_ path: String) throws(HDF5Failure) {
    guard try file.has("\(path)/data"), try !file.isGroup("\(path)/data") else {
      report("\(path)/data", "is missing")
      return
    }
    let data = try file.dataset("\(path)/data")
    require(try data.holds(Float.self), "\(path)/data", "holds another type than f4")
    for name in ["variable", "long_name", "coordinates", "recording"] {
      try requireText(name, of: "\(path)/data")
    }
    try requireText("units", [Self.unit(of: data.text("variable") ?? "")], of: "\(path)/data")
    let extents = try data.extents()
    guard extents.count == 2 else {
      report("\(path)/data", "has the shape \(extents), expected frames by compartments")
      return
    }
    try examineTime(path, frames: extents[0])
    try examineColumns(path, count: extents[1])
    try examineMapping(path, columns: extents[1])
    if try data.holds(Float.self) { try examineFrames(path, extents) }
  }

  /// Of potentials, of gates (`hh.m`), and of currents.
  private static func unit(of variable: String) -> String {
    if variable == "v" || variable.hasPrefix("v_") { return "mV" }
    return variable.contains(".") ? "1" : "nA"
  }

  private mutating func examineTime(_ path: String, frames: Int) throws(HDF5Failure) {
    let times = try numbers("\(path)/time", as: Double.self, count: frames)
    let isAscending = times.map { zip($0, $0.dropFirst()).allSatisfy { $0 < $1 } } ?? true
    require(isAscending, "\(path)/time", "does not ascend")
    if times != nil { try requireText("units", ["ms"], of: "\(path)/time") }
    if let interval = try numbers("\(path)/mapping/time", as: Double.self, count: 3) {
      try requireText("units", ["ms"], of: "\(path)/mapping/time")
      let counted = (interval[1] - interval[0]) / interval[2]
      require(
        counted.rounded(.towardZero) == Double(frames), "\(path)/mapping/time",
        "start, stop and step give \(counted) frames, expected \(frames)")
    }
    guard try file.has("\(path)/frames_written") else {
      report("\(path)/frames_written", "is missing")
      return
    }
    let counter = try file.dataset("\(path)/frames_written").read(
      UInt64.self, path: "\(path)/frames_written")
    let isRunning = try file.text("status") == ResultStatus.running.rawValue
    let fits = counter.first.map { isRunning ? $0 <= frames : $0 == frames } ?? false
    require(fits, "\(path)/frames_written", "is \(counter), expected \(frames)")
  }

  private mutating func examineMapping(_ path: String, columns: Int) throws(HDF5Failure) {
    let mapping = "\(path)/mapping"
    guard let nodes = try numbers("\(mapping)/node_ids", as: UInt64.self) else { return }
    try requireNumbers("sorted", of: "\(mapping)/node_ids")
    let pointers = try numbers(
      "\(mapping)/index_pointers", as: UInt64.self, count: nodes.count + 1)
    if let pointers {
      require(
        pointers.first == 0 && pointers.last == UInt64(columns), "\(mapping)/index_pointers",
        "is \(pointers), expected 0 to \(columns)")
      let other = try numbers("\(mapping)/index_pointer", as: UInt64.self)
      require(
        other == nil || other == pointers, "\(mapping)/index_pointer",
        "differs from index_pointers")
    }
  }
}
