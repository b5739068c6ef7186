import RallSWC

extension Examination {
  /// The shape: its bytes are those that were hashed, and MorphIO can open its tables.
  mutating func examineMorphology() throws(HDF5Failure) {
    guard try requireGroup("morphology") else { return }
    for cell in try file.members(of: "morphology") {
      let path = "morphology/\(cell)"
      if let bytes = try numbers("\(path)/swc_text", as: UInt8.self) {
        try requireText("sha256", [SHA256.hex(of: bytes)], of: path)
      }
      try examineTables(path)
      if try requireGroup("\(path)/metadata") {
        try requireNumbers("version", of: "\(path)/metadata", count: 2)
        try requireNumbers("cell_family", of: "\(path)/metadata", count: 1)
      }
    }
  }

  private mutating func examineTables(_ path: String) throws(HDF5Failure) {
    guard let points = try table("\(path)/points", Float.self, columns: 4),
      let structure = try table("\(path)/structure", Int32.self, columns: 3)
    else { return }
    let rows = stride(from: 0, to: structure.count, by: 3).map {
      (first: Int(structure[$0]), type: structure[$0 + 1], parent: Int(structure[$0 + 2]))
    }
    let place = "\(path)/structure"
    require(rows.first.map { $0.type == 1 && $0.parent == -1 } ?? false, place, "no soma first")
    let offsets = rows.map(\.first) + [points.count / 4]
    let counts = zip(offsets, offsets.dropFirst()).map { $1 - $0 }
    require(counts.first.map { $0 == 0 || $0 >= 3 } ?? false, place, "no outline for a soma")
    require(counts.dropFirst().allSatisfy { $0 > 0 }, place, "a section has no points")
    require(
      rows.dropFirst().allSatisfy { (2...19).contains($0.type) }, place,
      "a section has a type that MorphIO does not know")
    require(
      rows.dropFirst().allSatisfy { rows.indices.contains($0.parent) }, place,
      "a section hangs on none of the others")
  }

  private mutating func table<Number: StoredNumber>(
    _ path: String, _ type: Number.Type, columns: Int
  ) throws(HDF5Failure) -> [Number]? {
    let values = try numbers(path, as: type)
    guard let values else { return nil }
    let extents = try file.dataset(path).extents()
    guard extents.count == 2, extents[1] == columns else {
      report(path, "has the shape \(extents), expected [rows, \(columns)]")
      return nil
    }
    return values
  }
}
