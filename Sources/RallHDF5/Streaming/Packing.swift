import RallModel

extension Handle where Kind == FileKind {
  /// Makes the same file again with compressed frames.
  ///
  /// Compressed chunks have no fixed place and could not be written while the run goes on without
  /// losing what a kill leaves; so a run is compressed at its end.
  static func pack(
    _ path: String, as packed: String, _ description: ResultDescription, birth: Birth,
    places: [TrackPlace]
  ) throws(HDF5Failure) {
    let source = try File.read(path)
    let copy = try File.create(packed)
    try copy.createSkeleton(description, birth: birth, places: places, compress: true)
    for place in places {
      let (data, counter) = ("\(place.path)/data", "\(place.path)/frames_written")
      let from = try source.dataset(data)
      let to = try copy.dataset(data)
      let columns = 0..<place.track.columns.count
      for first in stride(from: 0, to: place.track.frameCount, by: place.chunk.frames) {
        let rows = first..<min(first + place.chunk.frames, place.track.frameCount)
        let frames = try from.read(Float.self, rows: rows, columns: columns, path: data)
        try to.write(frames, rows: rows, columns: columns, path: data)
      }
      let written = try source.dataset(counter).read(UInt64.self, path: counter)
      try copy.dataset(counter).write(written, to: counter)
    }
    try copy.close("closing \(packed)")
  }
}
