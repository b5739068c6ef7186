import RallModel

extension Handle where Kind == FileKind {
  /// The halves of every piece of cable, one dataset a property, for line sources.
  func createHalfEdges(_ edges: [HalfEdge], at path: String) throws(HDF5Failure) {
    _ = try createGroup(path)
    let dimension = try Dimension(size: edges.count, at: "\(path)/half_edge", in: self)
    func put<Number: StoredNumber>(
      _ name: String, _ values: [Number], _ longName: String, unit: String? = nil
    ) throws(HDF5Failure) {
      let dataset = try createDataset("\(path)/\(name)", list: values)
      try dataset.setAttribute("long_name", longName)
      if let unit { try dataset.setAttribute("units", unit) }
      try dimension.attach(to: dataset)
    }
    try put("compartment", edges.map { Int32($0.compartment) }, "vertex that it belongs to")
    try put("x0", edges.map(\.start.x), "x of its start", unit: "um")
    try put("y0", edges.map(\.start.y), "y of its start", unit: "um")
    try put("z0", edges.map(\.start.z), "z of its start", unit: "um")
    try put("x1", edges.map(\.end.x), "x of its end", unit: "um")
    try put("y1", edges.map(\.end.y), "y of its end", unit: "um")
    try put("z1", edges.map(\.end.z), "z of its end", unit: "um")
    try put("area", edges.map(\.area), "membrane", unit: "um2")
    try put("length", edges.map(\.length), "length along the path", unit: "um")
    try put("swc_type", edges.map { Int32($0.type) }, "type of neurite")
    try dataset("\(path)/swc_type").flagTypes(edges.map(\.type))
  }

  /// Where the result comes from.
  func createProvenance(
    _ provenance: Provenance, warnings: String
  ) throws(HDF5Failure) {
    let group = try createGroup("provenance")
    try group.setAttribute("command", provenance.command)
    try group.setAttribute("version", provenance.version)
    try group.setAttribute("host", provenance.host)
    try group.setAttribute("os", provenance.operatingSystem)
    try group.setAttribute("threads", UInt32(clamping: provenance.threads))
    try group.setAttribute("seed", Int64(provenance.seed))
    try group.setAttribute("step_ms", provenance.step)
    try group.setAttribute("accuracy", provenance.accuracy)
    try group.setAttribute("wall_seconds", Double.nan)
    try group.setAttribute("compiler", provenance.compiler)
    try createText("provenance/experiment", provenance.experiment)
    try createText("provenance/warnings", warnings)
  }

  /// A list that may be empty: netCDF knows an axis of size 0 only where it may grow.
  func createDataset<Number: StoredNumber>(
    _ path: String, list: [Number]
  ) throws(HDF5Failure) -> Dataset {
    try createDataset(path, list, layout: list.isEmpty ? .chunked([1]) : .contiguous)
  }
}
