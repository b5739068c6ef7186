import CHDF5
import RallModel

extension Examination {
  /// What a sweep says of itself, that every variable lies along its variants, and that what it says of
  /// the sweep is what its coordinates hold.
  mutating func examineSweep() throws(HDF5Failure) {
    hasTexts = true
    try requireText("schema", [SweepSchema.name], of: "")
    let version = try file.numbers("schema_version", as: UInt32.self)
    require(version == [SweepSchema.version], "/", "'schema_version' is not \(SweepSchema.version)")
    try requireText("Conventions", ["CF-1.10"], of: "")
    try requireText("arrangement", ["grid", "sample"], of: "")
    for name in ["title", "source", "history", "identifier"] { try requireText(name, of: "") }
    guard let variants = try numbers("variant", as: Int64.self) else { return }
    let count = variants.count
    require(variants == (0..<Int64(count)).map { $0 }, "variant", "does not count from 0")
    let shape = try file.numbers("shape", as: Int64.self) ?? []
    let product = shape.reduce(Int64(1)) { $0.multipliedReportingOverflow(by: $1).partialValue }
    require(product == Int64(count), "/", "'shape' is \(shape), of \(count) variants")
    try examineStates(count)
    try examineCoordinates(count)
    for name in try file.members() where try !file.isGroup(name) {
      if try file.dataset(name).isScale() { continue }
      let extents = try file.dataset(name).extents()
      // What lies along another axis alone says where its places are.
      if extents.count == 1, try !isAlongVariants(name) { continue }
      require(extents.first == count, name, "has the shape \(extents), of \(count) variants")
    }
  }

  private func isAlongVariants(_ name: String) throws(HDF5Failure) -> Bool {
    try file.dataset(name).hasScale(onAxis: 0, of: file.dataset("variant"))
  }

  private mutating func examineStates(_ count: Int) throws(HDF5Failure) {
    guard let states = try numbers("status", as: UInt8.self, count: count) else { return }
    require(
      states.allSatisfy { VariantState(rawValue: $0) != nil }, "status",
      "holds another state than \(VariantState.names)")
    let isWhole = !states.contains(VariantState.unfinished.rawValue)
    let status: ResultStatus = isWhole ? .complete : .interrupted
    try requireText("status", [status.rawValue], of: "")
    guard try file.has("failure") ? try file.dataset("failure").isText() : false else {
      report("failure", "is missing, or is no text")
      return
    }
    let failures = try file.readTexts("failure")
    require(
      failures.map(\.isEmpty) == states.map { $0 != VariantState.failed.rawValue }, "failure",
      "says why of other variants than those that failed")
  }

  /// The sweep in words against the values along its variants.
  private mutating func examineCoordinates(_ count: Int) throws(HDF5Failure) {
    guard try requireGroup("provenance") else { return }
    for name in ["experiment", "sweep"] {
      let path = "provenance/\(name)"
      let text = try file.has(path) ? try file.readText(path) : nil
      require(text != nil, path, "is missing, or is no text")
    }
    guard try file.has("provenance/sweep"), let text = try file.readText("provenance/sweep"),
      let head = SweepJSON.read(SweepHead.self, Array(text.utf8)[...])
    else {
      report("provenance/sweep", "describes no sweep")
      return
    }
    for parameter in head.description.parameters {
      let values = try numbers(parameter.path, as: Double.self, count: count)
      require(
        values == parameter.values, parameter.path, "holds other values than the sweep's own")
      if !parameter.unit.isEmpty { try requireText("units", [parameter.unit], of: parameter.path) }
    }
  }
}
