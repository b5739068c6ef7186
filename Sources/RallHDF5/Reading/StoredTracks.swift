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
      every: Time(coherent: interval.last ?? .nan),
      frameCount: min(try data.extents().first ?? 0, Int(clamping: written.first ?? 0)),
      columns: try readColumns(path))
    return StoredTrack(track: track, path: path)
  }

  /// Where the columns of a report or a map are.
  func readColumns(_ path: String) throws(HDF5Failure) -> [Column] {
    let compartment = try read("\(path)/compartment", as: Int32.self)
    func list<Number: StoredNumber>(
      _ name: String, _ type: Number.Type
    ) throws(HDF5Failure) -> [Number] {
      try read("\(path)/\(name)", as: type, count: compartment.count)
    }
    func numbers(_ name: String) throws(HDF5Failure) -> [Double] { try list(name, Double.self) }
    func points(_ suffix: String) throws(HDF5Failure) -> [SIMD3<Double>] {
      let (x, y, z) = (
        try numbers("x\(suffix)"), try numbers("y\(suffix)"), try numbers("z\(suffix)")
      )
      return x.indices.map { SIMD3(x[$0], y[$0], z[$0]) }
    }
    let (section, type) = (try list("section_id", UInt32.self), try list("swc_type", Int32.self))
    let (parent, sample) = (try list("parent", Int32.self), try list("swc_sample", Int64.self))
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

  /// The whole of a dataset, which has `count` values where that is given.
  package func read<Number: StoredNumber>(
    _ path: String, as type: Number.Type, count: Int? = nil
  ) throws(HDF5Failure) -> [Number] {
    let values = try dataset(path).read(type, path: path)
    if let count, values.count != count {
      throw HDF5Failure(
        doing: "reading \(path)", message: "\(values.count) values where \(count) belong together")
    }
    return values
  }
}
