import RallModel
import RallUnits

extension NWBFile {
  /// Where the columns of each recording are: a table a recording, in `processing/rall`.
  func createColumns(_ tracks: [StoredTrack]) throws(HDF5Failure) {
    guard !tracks.isEmpty else { return }
    let module = try file.createGroup("processing/rall")
    try mark(module, as: "ProcessingModule", at: "processing/rall")
    try module.setAttribute("description", "where the columns of the recordings are")
    for stored in tracks { try createColumns(of: stored.track) }
  }

  private func createColumns(of track: Track) throws(HDF5Failure) {
    let (path, columns) = ("processing/rall/\(track.name)", track.columns)
    let table = try createTable(
      path, "DynamicTable", in: "hdmf-common", rows: columns.count,
      about: "a row a column of acquisition/\(track.name); lengths in um",
      columns: ["compartment", "section", "position", "swc_type", "x", "y", "z", "diameter"])
    try put("compartment", columns.map { Int32($0.compartment) }, "vertex of the cell", in: table)
    try put("section", columns.map { Int32($0.section) }, "section of the morphology", in: table)
    try put("position", columns.map(\.sectionPosition), "0 at its start, 1 at its end", in: table)
    try put(
      "swc_type", columns.map { Int32($0.type) }, "1 soma, 2 axon, 3 basal, 4 apical", in: table)
    try put("x", columns.map(\.centre.x), "um", in: table)
    try put("y", columns.map(\.centre.y), "um", in: table)
    try put("z", columns.map(\.centre.z), "um", in: table)
    try put("diameter", columns.map(\.diameter), "um", in: table)
  }

  /// The spikes: a row of `Units` for each point of each detector, all of which watch from 0 to `end`, ms.
  func createUnits(_ detectors: [StoredDetector], until end: Double) throws(HDF5Failure) {
    let points = detectors.flatMap { detector in
      detector.labels.enumerated().map { number, label in
        (
          detector: detector.name, label: label,
          times: detector.spikes.filter { $0.point == number }.map { $0.time.coherent / 1000 }
        )
      }
    }
    guard !points.isEmpty else { return }
    let table = try createTable(
      "units", "Units", in: "core", rows: points.count, about: "the points of the detectors",
      columns: ["detector", "site", "spike_times", "obs_intervals"])
    try put("detector", points.map(\.detector), "name in the experiment", in: table)
    try put("site", points.map(\.label), "where it watches", in: table)
    try put(
      "spike_times", points.flatMap(\.times), "upward crossings of the threshold, s", in: table)
    let ends = points.reduce(into: [UInt64]()) {
      $0.append(($0.last ?? 0) + UInt64($1.times.count))
    }
    try putIndex(ends, of: "spike_times", in: table)
    try put(
      "obs_intervals", points.flatMap { _ in [0, end / 1000] }, "when it was watched, s", in: table,
      extents: [points.count, 2])
    try putIndex((1...points.count).map { UInt64($0) }, of: "obs_intervals", in: table)
  }

  /// A table without its columns; returns its path.
  private func createTable(
    _ path: String, _ type: String, in namespace: String, rows: Int, about: String,
    columns: [String]
  ) throws(HDF5Failure) -> String {
    let group = try file.createGroup(path)
    try mark(group, as: type, in: namespace, at: path)
    try group.setAttribute("description", about)
    try group.setAttribute("colnames", texts: columns)
    let rows = try file.createDataset("\(path)/id", list: (0..<rows).map { Int64($0) })
    try mark(rows, as: "ElementIdentifiers", in: "hdmf-common", at: "\(path)/id")
    return path
  }

  @discardableResult
  private func put<Number: StoredNumber>(
    _ name: String, _ values: [Number], _ about: String, in table: String,
    extents: [Int]? = nil, as type: String = "VectorData"
  ) throws(HDF5Failure) -> Dataset {
    let path = "\(table)/\(name)"
    let column: Dataset
    if let extents {
      column = try file.createDataset(path, values, extents: extents)
    } else {
      column = try file.createDataset(path, list: values)
    }
    try mark(column, as: type, in: "hdmf-common", at: path)
    try column.setAttribute("description", about)
    return column
  }

  /// Where each row of a ragged column ends.
  private func putIndex(
    _ ends: [UInt64], of column: String, in table: String
  ) throws(HDF5Failure) {
    let index = try put(
      "\(column)_index", ends, "the end of each row in \(column)", in: table, as: "VectorIndex")
    try index.setAttribute("target", reference: "\(table)/\(column)", in: file)
  }

  private func put(
    _ name: String, _ values: [String], _ about: String, in table: String
  ) throws(HDF5Failure) {
    let path = "\(table)/\(name)"
    try file.createTexts(path, values)
    let column = try file.dataset(path)
    try mark(column, as: "VectorData", in: "hdmf-common", at: path)
    try column.setAttribute("description", about)
  }
}
