import RallModel
import RallUnits

extension Handle where Kind == FileKind {
  /// Makes the lists of spikes, empty: SONATA's of the cell, and one a detector.
  func createEvents(_ description: ResultDescription) throws(HDF5Failure) {
    let path = "spikes/\(description.cellName)"
    let group = try createGroup(path)
    try group.setAttribute(
      "sorting", UInt8(2), of: ["none": UInt8(0), "by_id": UInt8(1), "by_time": UInt8(2)])
    if let first = description.layout.detectors.first {
      try group.setAttribute("detector", first.name)
    }
    let spike = try Dimension(size: 0, at: "\(path)/spike", in: self)
    let times = try createList("\(path)/timestamps", Double.self, along: spike)
    try times.setAttribute("units", "ms")
    _ = try createList("\(path)/node_ids", UInt64.self, along: spike)

    for (index, detector) in description.layout.detectors.enumerated() {
      try createDetector(detector, index: index)
    }
  }

  private func createDetector(_ detector: DetectorLayout, index: Int) throws(HDF5Failure) {
    let path = "events/\(detector.name)"
    let group = try createGroup(path)
    try group.setAttribute("index", UInt32(index))
    try group.setAttribute("threshold", detector.threshold.coherent)
    try group.setAttribute("sites", detector.labels.joined(separator: "\n"))
    try group.setAttribute("compartments", detector.points.map { Int32($0.compartment) })
    let event = try Dimension(size: 0, at: "\(path)/event", in: self)
    let times = try createList("\(path)/timestamps", Double.self, along: event)
    try times.setAttribute("units", "ms")
    try times.setAttribute("long_name", "upward crossing of the threshold")
    let points = try createList("\(path)/point", Int32.self, along: event)
    try points.setAttribute("long_name", "which of the detector's sites")
    _ = try createList("\(path)/compartment", Int32.self, along: event)
    let peaks = try createList("\(path)/peak", Float.self, along: event)
    try peaks.setAttribute("units", "mV")
  }

  private func createList<Number: StoredNumber>(
    _ path: String, _ type: Number.Type, along dimension: borrowing Dimension
  ) throws(HDF5Failure) -> Dataset {
    let list = try createDataset(
      path, type: Number.fileType, extents: [0], layout: .chunked([1024]))
    try dimension.attach(to: list)
    return list
  }

  /// Fills the lists with what a run's log says.
  func writeEvents(_ log: RunLogContent) throws(HDF5Failure) {
    guard try has("events") else { return }
    for name in try members(of: "events") {
      let path = "events/\(name)"
      let detector = try group(path)
      guard let index = try detector.numbers("index", as: UInt32.self)?.first,
        let compartments = try detector.numbers("compartments", as: Int32.self)
      else { continue }
      let spikes = (log.spikes[Int(index)] ?? []).filter { compartments.indices ~= $0.point }
      try fill(path, axis: "event", count: spikes.count)
      try fill("\(path)/timestamps", spikes.map(\.time.coherent))
      try fill("\(path)/point", spikes.map { Int32($0.point) })
      try fill("\(path)/compartment", spikes.map { compartments[$0.point] })
      try fill("\(path)/peak", spikes.map { Float($0.peak.coherent) })
      try createErrorEstimate(spikes, axis: "event", at: path)
      if index == 0 { try writeSpikes(spikes.filter { $0.point == 0 }) }
    }
  }

  /// The spikes of a cell are those of the first site of the first detector.
  private func writeSpikes(_ spikes: [Spike]) throws(HDF5Failure) {
    for cell in try members(of: "spikes") {
      let path = "spikes/\(cell)"
      try fill(path, axis: "spike", count: spikes.count)
      try fill("\(path)/timestamps", spikes.map(\.time.coherent))
      try fill("\(path)/node_ids", spikes.map { _ in UInt64(0) })
      try createErrorEstimate(spikes, axis: "spike", at: path)
    }
  }

  /// How far each time may be off, where a run estimated it; NaN of a spike that is not decided.
  private func createErrorEstimate(
    _ spikes: [Spike], axis: String, at path: String
  ) throws(HDF5Failure) {
    guard spikes.contains(where: { $0.error != nil }) else { return }
    let errors = try createDataset(
      "\(path)/error_estimate", spikes.map { $0.error?.coherent ?? .nan })
    try errors.setAttribute("units", "ms")
    try errors.setAttribute("long_name", "estimated error in time of each spike")
    try Dimension(existing: dataset("\(path)/\(axis)")).attach(to: errors)
  }

  private func fill<Number: StoredNumber>(
    _ path: String, _ values: [Number]
  ) throws(HDF5Failure) {
    let list = try dataset(path)
    try list.resize(to: [values.count], path: path)
    try list.write(values, to: path)
  }

  private func fill(_ path: String, axis: String, count: Int) throws(HDF5Failure) {
    try dataset("\(path)/\(axis)").resize(to: [count], path: "\(path)/\(axis)")
  }
}
