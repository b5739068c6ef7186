import RallModel

extension Handle where Kind == FileKind {
  /// All measures, by name.
  func readMeasures() throws(HDF5Failure) -> [MeasureResult] {
    guard try has("measure") else { return [] }
    var measures: [MeasureResult] = []
    for name in try members(of: "measure") {
      let path = "measure/\(name)"
      let group = try group(path)
      var measure = MeasureResult(
        name: name, kind: try group.text("kind") ?? "", values: [],
        remark: try group.text("remark"))
      for quantity in lines(try group.text("quantities")) {
        measure.values += try readQuantity(quantity, at: "\(path)/\(quantity)")
      }
      if try has("\(path)/series") {
        for quantity in lines(try self.group("\(path)/series").text("quantities")) {
          let place = "\(path)/series/\(quantity)"
          measure.series.append(
            MeasureResult.Series(
              quantity: quantity, unit: try dataset(place).text("units") ?? "",
              values: try read(place, as: Double.self)))
        }
      }
      if try has("\(path)/map") { measure.map = try readMap("\(path)/map") }
      measures.append(measure)
    }
    return measures
  }

  private func readQuantity(
    _ quantity: String, at path: String
  ) throws(HDF5Failure) -> [MeasureResult.Value] {
    let values = try read(path, as: Double.self)
    func beside(_ name: String) throws(HDF5Failure) -> [Double?] {
      guard try has("\(path)_\(name)") else { return values.map { _ in nil } }
      return try read("\(path)_\(name)", as: Double.self, count: values.count)
        .map { $0.isNaN ? nil : $0 }
    }
    let unit = try dataset(path).text("units") ?? ""
    let places = try dataset(path).text("places").map { lines($0) } ?? values.map { _ in "" }
    guard places.count == values.count else {
      throw HDF5Failure(
        doing: "reading \(path)", message: "\(places.count) places for \(values.count) values")
    }
    let (standardError, error) = (try beside("standard_error"), try beside("error"))
    let (meshError, frequency) = (try beside("mesh_error"), try beside("frequency"))
    return values.indices.map {
      MeasureResult.Value(
        quantity: quantity, value: values[$0], unit: unit, standardError: standardError[$0],
        error: error[$0], meshError: meshError[$0], place: places[$0], frequency: frequency[$0])
    }
  }
}
