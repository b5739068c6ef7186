import RallModel

/// One recording as a SONATA report of its own: a file with `/report/<cell>` and nothing else.
package enum SonataReport {
  /// Writes the frames of a track that are in the result; an existing file is an error.
  package static func write(
    _ track: Int, of result: borrowing ResultReader, to path: String
  ) throws(ResultFileError) {
    let stored = result.contents.tracks[track]
    let place = TrackPlace(track: stored.track, path: "report/\(result.contents.cellName)")
    let columns = stored.track.columns.indices
    do {
      let file = try File.create(path)
      try file.markAsSonata()
      try file.createReport(0, of: [place], compress: false)
      let data = try file.dataset("\(place.path)/data")
      for first in stride(from: 0, to: stored.track.frameCount, by: place.chunk.frames) {
        let rows = first..<min(first + place.chunk.frames, stored.track.frameCount)
        let frames = try result.frames(rows, columns: columns, at: stored.path)
        try data.write(frames, rows: rows, columns: columns, path: "\(place.path)/data")
      }
      let counter = "\(place.path)/frames_written"
      try file.dataset(counter).write([UInt64(stored.track.frameCount)], to: counter)
      try file.close("closing \(path)")
    } catch {
      throw ResultFileError(exporting: path, error)
    }
  }
}

/// The spikes of a result as a SONATA file of their own: `/spikes/<cell>`.
package enum SonataSpikes {
  package static func write(
    _ times: [Double], of cell: String, to path: String
  ) throws(ResultFileError) {
    do {
      let file = try File.create(path)
      try file.markAsSonata()
      let place = "spikes/\(cell)"
      let group = try file.createGroup(place)
      try group.setAttribute(
        "sorting", UInt8(2), of: ["none": UInt8(0), "by_id": UInt8(1), "by_time": UInt8(2)])
      let timestamps = try file.createDataset("\(place)/timestamps", list: times)
      try timestamps.setAttribute("units", "ms")
      _ = try file.createDataset("\(place)/node_ids", list: times.map { _ in UInt64(0) })
      try file.close("closing \(path)")
    } catch {
      throw ResultFileError(exporting: path, error)
    }
  }
}

extension Handle where Kind == FileKind {
  /// SONATA's mark in the root.
  func markAsSonata() throws(HDF5Failure) {
    try setAttribute("magic", ResultSchema.magic)
    try setAttribute("version", ResultSchema.sonataVersion)
  }
}

extension ResultFileError {
  init(exporting path: String, _ failure: HDF5Failure) {
    self = .cannotCreate(path: path, reason: failure.description)
  }
}
