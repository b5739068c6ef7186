import RallModel
import RallUnits

extension Handle where Kind == FileKind {
  /// All tracks, those of `/report` first.
  func readTracks() throws(HDF5Failure) -> [StoredTrack] {
    var tracks: [StoredTrack] = []
    for path in try reports() { tracks.append(try readTrack(path)) }
    return tracks
  }

  private func readTrack(_ path: String) throws(HDF5Failure) -> StoredTrack {
    let data = try dataset("\(path)/data")
    let interval = try read("\(path)/mapping/time", as: Double.self)
    let written = try read("\(path)/frames_written", as: UInt64.self)
    let track = Track(
      name: try data.text("recording") ?? "", variable: try data.text("variable") ?? "",
      unit: try data.text("units") ?? "", longName: try data.text("long_name") ?? "",
      every: Time(coherent: interval.last ?? .nan), frameCount: Int(written.first ?? 0),
      columns: try readColumns(path))
    return StoredTrack(track: track, path: path)
  }

  private func readColumns(_ path: String) throws(HDF5Failure) -> [Column] {
    func numbers(_ name: String) throws(HDF5Failure) -> [Double] {
      try read("\(path)/\(name)", as: Double.self)
    }
    func points(_ suffix: String) throws(HDF5Failure) -> [SIMD3<Double>] {
      let (x, y, z) = (
        try numbers("x\(suffix)"), try numbers("y\(suffix)"), try numbers("z\(suffix)")
      )
      return x.indices.map { SIMD3(x[$0], y[$0], z[$0]) }
    }
    let compartment = try read("\(path)/compartment", as: Int32.self)
    let section = try read("\(path)/section_id", as: UInt32.self)
    let type = try read("\(path)/swc_type", as: Int32.self)
    let parent = try read("\(path)/parent", as: Int32.self)
    let sample = try read("\(path)/swc_sample", as: Int64.self)
    let position = try numbers("section_pos")
    let (diameter, length) = (try numbers("diameter"), try numbers("length"))
    let (area, distance) = (try numbers("area"), try numbers("path_distance"))
    let (centre, near, far) = (try points(""), try points("0"), try points("1"))
    return compartment.indices.map {
      Column(
        compartment: Int(compartment[$0]), isProbe: area[$0].isNaN, section: Int(section[$0]),
        sectionPosition: position[$0], type: Int(type[$0]), parent: Int(parent[$0]),
        sample: Int(sample[$0]), centre: centre[$0], near: near[$0], far: far[$0],
        diameter: diameter[$0], length: length[$0], area: area[$0], pathDistance: distance[$0])
    }
  }

  /// The whole of a dataset.
  package func read<Number: StoredNumber>(
    _ path: String, as type: Number.Type
  ) throws(HDF5Failure) -> [Number] {
    try dataset(path).read(type, path: path)
  }
}
