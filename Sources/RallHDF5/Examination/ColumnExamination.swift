extension Examination {
  /// What stands along the columns of a report: where each is, in bounds, and on a tree.
  mutating func examineColumns(_ path: String, count: Int) throws(HDF5Failure) {
    var sections: [UInt32]?
    var positions: [Float]?
    for name in ColumnTable.names {
      let place = "\(path)/\(name)"
      switch name {
      case "compartment", "parent": break
      case "swc_type": _ = try numbers(place, as: Int32.self, count: count)
      case "node_id": _ = try numbers(place, as: UInt64.self, count: count)
      case "section_id": sections = try numbers(place, as: UInt32.self, count: count)
      case "swc_sample": _ = try numbers(place, as: Int64.self, count: count)
      case "section_pos":
        positions = try numbers(place, as: Float.self, count: count)
        require(positions?.allSatisfy { 0...1 ~= $0 } ?? true, place, "is not within 0 and 1")
      default:
        guard let values = try numbers(place, as: Double.self, count: count) else { continue }
        try requireText("units", [name == "area" ? "um2" : "um"], of: place)
        let isSize = ["diameter", "length", "area"].contains(name)
        require(!isSize || !values.contains { $0 < 0 }, place, "is negative")
      }
    }
    try examineTree(of: path, count: count)
    let mapping = "\(path)/mapping"
    let elements = try numbers("\(mapping)/element_ids", as: UInt32.self, count: count)
    require(
      elements == nil || sections == nil || elements == sections, "\(mapping)/element_ids",
      "are other sections than section_id")
    let places = try numbers("\(mapping)/element_pos", as: Float.self, count: count)
    require(
      places == nil || positions == nil || places == positions, "\(mapping)/element_pos",
      "are other places than section_pos")
  }

  /// A parent comes before its children, so no way towards the root is a circle.
  private mutating func examineTree(of path: String, count: Int) throws(HDF5Failure) {
    guard
      let compartments = try numbers("\(path)/compartment", as: Int32.self, count: count),
      let parents = try numbers("\(path)/parent", as: Int32.self, count: count)
    else { return }
    require(
      zip(parents, compartments).allSatisfy { -1 <= $0 && $0 < $1 }, "\(path)/parent",
      "does not come before its compartment")
    guard let last = try lastCompartment(of: path) else { return }
    require(
      compartments.allSatisfy { 0...last ~= $0 }, "\(path)/compartment",
      "is beyond the cell's, which are 0 to \(last)")
  }

  /// The last compartment that the halves of the cell's pieces of cable belong to; nil where there are none.
  private func lastCompartment(of report: String) throws(HDF5Failure) -> Int32? {
    guard let cell = report.split(separator: "/").last else { return nil }
    let path = "geometry/\(cell)/half_edges/compartment"
    guard try file.has(path), try !file.isGroup(path) else { return nil }
    return try file.dataset(path).read(Int32.self, path: path).max()
  }

  /// Every compartment has a half of some piece of cable, so none is missing up to the last.
  mutating func examineCompartments(of halves: [Int32], _ path: String) {
    let present = Set(halves)
    require(
      present.isEmpty || (present.min() == 0 && Int(present.max() ?? 0) == present.count - 1), path,
      "does not name the compartments from 0 to the last")
  }
}
