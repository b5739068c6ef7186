import RallModel

extension Handle where Kind == FileKind {
  /// Numbers at every compartment: a dataset a quantity, of frequencies by compartments, with the
  /// columns that a report has.
  func createMap(_ map: CompartmentMap, at path: String) throws(HDF5Failure) {
    let group = try createGroup(path)
    try group.setAttribute("quantities", map.layers.map(\.quantity).joined(separator: "\n"))
    try ColumnTable(map.columns).write(to: path, in: self)
    let frequencies = try createDataset("\(path)/frequency", map.frequencies)
    try frequencies.setAttribute("units", "Hz")
    try frequencies.setAttribute("long_name", "frequency of the sine; 0 is steady")
    _ = try Dimension(coordinates: frequencies, named: "frequency")
    for layer in map.layers {
      let place = "\(path)/\(layer.quantity)"
      let data = try createDataset(
        place, Array(layer.values.joined()), extents: [map.frequencies.count, map.columns.count])
      try data.setAttribute("units", layer.unit)
      try data.setAttribute("long_name", layer.meaning)
      try data.setAttribute("coordinates", ColumnTable.coordinates)
      try Dimension(existing: dataset("\(path)/frequency")).attach(to: data, axis: 0)
      try Dimension(existing: dataset("\(path)/compartment")).attach(to: data, axis: 1)
    }
  }

  /// Reads it back.
  func readMap(_ path: String) throws(HDF5Failure) -> CompartmentMap {
    let columns = try readColumns(path)
    let frequencies = try read("\(path)/frequency", as: Double.self)
    var map = CompartmentMap(columns: columns, frequencies: frequencies, layers: [])
    for quantity in lines(try group(path).text("quantities")) {
      let data = try dataset("\(path)/\(quantity)")
      let numbers = try read(
        "\(path)/\(quantity)", as: Double.self, count: columns.count * frequencies.count)
      map.layers.append(
        CompartmentMap.Layer(
          quantity: quantity, meaning: try data.text("long_name") ?? "",
          unit: try data.text("units") ?? "",
          values: frequencies.indices.map {
            Array(numbers[$0 * columns.count..<($0 + 1) * columns.count])
          }))
    }
    return map
  }
}
