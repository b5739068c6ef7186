import RallModel

extension Handle where Kind == FileKind {
  /// The answer of one measure: a dataset a quantity, with what is known of its error beside it.
  ///
  /// `value`, with `value_standard_error`, `value_error`, `value_mesh_error` and
  /// `value_frequency` where there are any;
  /// the places of its entries stand in the attribute `places`, a line each. Along a path,
  /// `series/delay` and so on; over the compartments, `map/lengthConstant` and so on.
  func createMeasure(_ measure: MeasureResult) throws(HDF5Failure) {
    let path = "measure/\(measure.name)"
    let group = try createGroup(path)
    try group.setAttribute("kind", measure.kind)
    if let remark = measure.remark { try group.setAttribute("remark", remark) }
    var quantities: [String] = []
    for value in measure.values where !quantities.contains(value.quantity) {
      quantities.append(value.quantity)
    }
    try group.setAttribute("quantities", quantities.joined(separator: "\n"))
    for quantity in quantities {
      try createQuantity(
        quantity, measure.values.filter { $0.quantity == quantity }, at: "\(path)/\(quantity)")
    }
    if !measure.series.isEmpty { try createSeries(measure.series, at: "\(path)/series") }
    if let map = measure.map { try createMap(map, at: "\(path)/map") }
  }

  private func createQuantity(
    _ quantity: String, _ values: [MeasureResult.Value], at path: String
  ) throws(HDF5Failure) {
    precondition(Set(values.map(\.unit)).count == 1, "a quantity has one unit")
    let entry = try Dimension(size: values.count, at: "\(path)_entry", in: self)
    let dataset = try createDataset(path, values.map(\.value))
    try dataset.setAttribute("units", values[0].unit)
    if values.contains(where: { !$0.place.isEmpty }) {
      try dataset.setAttribute("places", values.map(\.place).joined(separator: "\n"))
    }
    try entry.attach(to: dataset)
    let companions: [(name: String, unit: String, values: [Double?])] = [
      ("standard_error", values[0].unit, values.map(\.standardError)),
      ("error", values[0].unit, values.map(\.error)),
      ("mesh_error", values[0].unit, values.map(\.meshError)),
      ("frequency", "Hz", values.map(\.frequency)),
    ]
    for companion in companions where companion.values.contains(where: { $0 != nil }) {
      let numbers = companion.values.map { $0 ?? .nan }
      let beside = try createDataset("\(path)_\(companion.name)", numbers)
      try beside.setAttribute("units", companion.unit)
      try entry.attach(to: beside)
    }
  }

  private func createSeries(
    _ series: [MeasureResult.Series], at path: String
  ) throws(HDF5Failure) {
    let group = try createGroup(path)
    try group.setAttribute("quantities", series.map(\.quantity).joined(separator: "\n"))
    for one in series {
      let count = one.values.count
      let axis = "\(path)/points_\(count)"
      if try !has(axis) { _ = try Dimension(size: count, at: axis, in: self) }
      let dataset = try createDataset("\(path)/\(one.quantity)", list: one.values)
      try dataset.setAttribute("units", one.unit)
      try Dimension(existing: self.dataset(axis)).attach(to: dataset)
    }
  }
}
