import RallModel
import RallUnits

extension NWBFile {
  /// The base unit in which NWB wants a quantity, and the factor that leads to it.
  private static func base(of unit: String) -> (unit: String, factor: Double) {
    switch unit {
    case "mV": ("volts", 1e-3)
    case "nA": ("amperes", 1e-9)
    default: ("n.a.", 1)
    }
  }

  /// A recording: the frames as they are in the result, a row a frame, at stated times in seconds.
  func createSeries(
    _ stored: StoredTrack, of result: borrowing ResultReader
  ) throws(HDF5Failure) {
    let (track, path) = (stored.track, "acquisition/\(stored.track.name)")
    let place = TrackPlace(track: track, path: path)
    let count = (frames: track.frameCount, columns: track.columns.count)
    try createSeries(at: path, about: "\(track.longName); columns: processing/rall/\(track.name)")
    let data = try file.createDataset(
      "\(path)/data", type: Float.fileType, extents: [count.frames, count.columns],
      layout: .chunked([place.chunk.frames, place.chunk.columns]))
    for first in stride(from: 0, to: count.frames, by: place.chunk.frames) {
      let rows = first..<min(first + place.chunk.frames, count.frames)
      let frames = try result.frames(rows, columns: 0..<count.columns, at: stored.path)
      try data.write(frames, rows: rows, columns: 0..<count.columns, path: path)
    }
    try finish(data, unit: track.unit)
    let every = track.every.coherent
    try createTimes((0..<count.frames).map { Double($0) * every }, at: path)
  }

  /// What an electrode did: its current, or a clamp's command.
  func createStimulus(_ stimulus: StoredStimulus) throws(HDF5Failure) {
    let path = "stimulus/presentation/\(stimulus.name)"
    try createSeries(at: path, about: "\(stimulus.type), linear between its samples")
    let data = try file.createDataset("\(path)/data", list: stimulus.values)
    try finish(data, unit: stimulus.unit)
    try createTimes(stimulus.times, at: path)
  }

  private func createSeries(at path: String, about: String) throws(HDF5Failure) {
    let group = try file.createGroup(path)
    try mark(group, as: "TimeSeries", at: path)
    try group.setAttribute("description", about)
    try group.setAttribute("comments", "no comments")
  }

  private func finish(_ data: borrowing Dataset, unit: String) throws(HDF5Failure) {
    let base = Self.base(of: unit)
    try data.setAttribute("unit", base.unit)
    try data.setAttribute("conversion", base.factor)
    try data.setAttribute("offset", Float(0))
    try data.setAttribute("resolution", Float(-1))
  }

  private func createTimes(_ milliseconds: [Double], at path: String) throws(HDF5Failure) {
    let times = try file.createDataset("\(path)/timestamps", list: milliseconds.map { $0 / 1000 })
    try times.setAttribute("interval", Int32(1))
    try times.setAttribute("unit", "seconds")
  }
}
