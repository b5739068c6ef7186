import CHDF5
import RallModel
import RallMorphology

/// Where the columns of a report are, one dataset a property, all along `compartment`.
struct ColumnTable {
  let columns: [Column]

  init(_ columns: [Column]) { self.columns = columns }

  /// What stands in the group, `compartment` first.
  static let names = [
    "compartment", "node_id", "section_id", "section_pos", "swc_type", "parent", "swc_sample", "x",
    "y", "z", "x0", "y0", "z0", "x1", "y1", "z1", "diameter", "length", "area", "path_distance",
  ]

  /// The value of the attribute `coordinates` of whatever lies along these columns.
  static var coordinates: String { names.dropFirst().joined(separator: " ") }

  func write(to path: String, in file: borrowing File) throws(HDF5Failure) {
    let scale = try file.createDataset("\(path)/compartment", columns.map { Int32($0.compartment) })
    try scale.setAttribute("long_name", "vertex of the cell; of a probe the nearest one")
    let dimension = try Dimension(coordinates: scale, named: "compartment")

    func put<Number: StoredNumber>(
      _ name: String, _ values: [Number], _ longName: String, unit: String? = nil
    ) throws(HDF5Failure) {
      let dataset = try file.createDataset("\(path)/\(name)", values)
      try dataset.setAttribute("long_name", longName)
      if let unit { try dataset.setAttribute("units", unit) }
      try dimension.attach(to: dataset)
    }
    try put("node_id", columns.map { _ in UInt64(0) }, "cell of the population")
    try put("section_id", columns.map { UInt32($0.section) }, "section")
    try put(
      "section_pos", columns.map { Float($0.sectionPosition) },
      "place in the section, 0 at its first point and 1 at its last", unit: "1")
    try put("swc_type", columns.map { Int32($0.type) }, "type of neurite")
    try file.dataset("\(path)/swc_type").flagTypes(columns.map(\.type))
    try put("parent", columns.map { Int32($0.parent) }, "vertex towards the root, -1 at the root")
    try put(
      "swc_sample", columns.map { Int64($0.sample) },
      "sample of the morphology file that stands here, -1 where none does")
    for (suffix, meaning, point) in [
      ("", "the place itself", \Column.centre), ("0", "end towards the root", \Column.near),
      ("1", "end away from the root", \Column.far),
    ] {
      try put("x\(suffix)", columns.map { $0[keyPath: point].x }, "x of \(meaning)", unit: "um")
      try put("y\(suffix)", columns.map { $0[keyPath: point].y }, "y of \(meaning)", unit: "um")
      try put("z\(suffix)", columns.map { $0[keyPath: point].z }, "z of \(meaning)", unit: "um")
    }
    try put("diameter", columns.map(\.diameter), "area over pi times length", unit: "um")
    try put("length", columns.map(\.length), "length of the cable that belongs here", unit: "um")
    try put("area", columns.map(\.area), "membrane; NaN of a probe", unit: "um2")
    try put("path_distance", columns.map(\.pathDistance), "path from the soma", unit: "um")
  }
}

extension Handle where Kind == DatasetKind {
  /// Says which word each SWC type stands for, as CF's flags.
  func flagTypes(_ types: [Int]) throws(HDF5Failure) {
    let present = Set(types).union(0...4).sorted()
    try setAttribute("flag_values", present.map { Int32($0) })
    try setAttribute(
      "flag_meanings",
      present.map { Section.name(ofType: $0) }.joined(separator: " "))
  }
}
