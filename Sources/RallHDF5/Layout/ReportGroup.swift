import RallModel
import RallUnits

extension Handle where Kind == FileKind {
  /// Makes a track's group: a SONATA report of its frames, when they are, and where its columns are.
  ///
  /// What two tracks have in common is stored once and has a name in both. Datasets are linked,
  /// never groups: a linked group makes netCDF-C fail on the whole file.
  func createReport(_ index: Int, of places: [TrackPlace], compress: Bool) throws(HDF5Failure) {
    let place = places[index]
    let (path, track) = (place.path, place.track)
    _ = try createGroup(path)
    _ = try createGroup("\(path)/mapping")
    if let first = place.framesOf {
      for name in ["time", "start_stop_step", "mapping/time", "frames_written"] {
        try link("\(places[first].path)/\(name)", as: "\(path)/\(name)")
      }
    } else {
      try createTime(of: place)
    }
    if let first = place.columnsOf {
      for name in ColumnTable.names + MappingTable.names {
        try link("\(places[first].path)/\(name)", as: "\(path)/\(name)")
      }
    } else {
      try ColumnTable(track.columns).write(to: path, in: self)
      try MappingTable(track.columns).write(to: path, in: self)
    }
    let chunk = [place.chunk.frames, place.chunk.columns]
    let data = try createDataset(
      "\(path)/data", type: Float.fileType, extents: [track.frameCount, track.columns.count],
      layout: compress ? .compressed(chunk) : .chunked(chunk))
    try data.setAttribute("units", track.unit)
    try data.setAttribute("variable", track.variable)
    try data.setAttribute("recording", track.name)
    try data.setAttribute("long_name", track.longName)
    try data.setAttribute("coordinates", ColumnTable.coordinates)
    try Dimension(existing: dataset("\(path)/time")).attach(to: data, axis: 0)
    try Dimension(existing: dataset("\(path)/compartment")).attach(to: data, axis: 1)
  }

  /// How far each column of a report may be off: the most in the run, in the unit of its frames.
  func createErrorEstimate(_ errors: [Double], of path: String) throws(HDF5Failure) {
    let estimate = try createDataset("\(path)/error_estimate", errors)
    if let unit = try dataset("\(path)/data").text("units") {
      try estimate.setAttribute("units", unit)
    }
    try estimate.setAttribute("long_name", "estimated error in time, the largest of the run")
    try Dimension(existing: dataset("\(path)/compartment")).attach(to: estimate)
  }

  /// When the frames are, in full and as SONATA has it, and how many are there.
  private func createTime(of place: TrackPlace) throws(HDF5Failure) {
    let (path, track) = (place.path, place.track)
    let every = track.every.coherent
    let chunk = max(1, min(track.frameCount, 8192))
    let data = try createDataset(
      "\(path)/time", type: Double.fileType, extents: [track.frameCount], layout: .chunked([chunk]))
    // However many there are, a few are in memory.
    for first in stride(from: 0, to: track.frameCount, by: 16 * chunk) {
      let rows = first..<min(first + 16 * chunk, track.frameCount)
      try data.write(rows.map { Double($0) * every }, at: first, path: "\(path)/time")
    }
    try data.setAttribute("units", "ms")
    try data.setAttribute("long_name", "time")
    _ = try Dimension(coordinates: data, named: "time")

    let interval = try createDataset("\(path)/mapping/time", [0, place.stop, every])
    try interval.setAttribute("units", "ms")
    try interval.setAttribute("long_name", "start, stop and step of the frames")
    try Dimension(size: 3, at: "\(path)/start_stop_step", in: self).attach(to: interval)

    let written = try createDataset("\(path)/frames_written", [UInt64(0)], extents: [])
    try written.setAttribute("long_name", "frames that are in the file")
  }
}
