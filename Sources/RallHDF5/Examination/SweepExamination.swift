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
    if try file.text("arrangement") == "sample" {
      // Drawn points lie along no axis but that of the variants.
      require(shape.isEmpty, "/", "'shape' is \(shape), of a sample")
      try requireNumbers("seed", of: "", count: 1)
    } else {
      let product = shape.reduce(Int64(1)) { $0.multipliedReportingOverflow(by: $1).partialValue }
      require(
        !shape.isEmpty && product == Int64(count), "/", "'shape' is \(shape), of \(count) variants")
    }
    try examineStates(count)
    try examineCoordinates(count)
    try examineAnswers(count)
    for name in try file.members() where try !file.isGroup(name) {
      if try file.dataset(name).isScale() { continue }
      let extents = try file.dataset(name).extents()
      // What lies along another axis alone says where its places are.
      if extents.count == 1, try !isAlongVariants(name) { continue }
      require(extents.first == count, name, "has the shape \(extents), of \(count) variants")
    }
  }

  /// The order of the answers, how often detectors were passed, and how long each recording is.
  private mutating func examineAnswers(_ count: Int) throws(HDF5Failure) {
    var places: [String: [UInt32]] = ["measure": [], "detector": []]
    for name in try file.members() where try !file.isGroup(name) {
      let dataset = try file.dataset(name)
      for kind in ["measure", "detector"] where try dataset.hasAttribute(kind) {
        places[kind]?.append(try dataset.numbers("index", as: UInt32.self)?.first ?? .max)
      }
      if try dataset.hasAttribute("detector"), try dataset.holds(Int32.self) {
        let counts = try dataset.read(Int32.self, path: name)
        require(counts.allSatisfy { $0 >= -1 }, name, "is negative, and not the -1 of no answer")
      }
      if try dataset.hasAttribute("recording") { try examineLengths(of: name, count) }
    }
    for (kind, indices) in places {
      require(
        indices.sorted() == indices.indices.map { UInt32($0) }, "/",
        "'index' does not count what has a \(kind) from 0")
    }
  }

  private mutating func examineLengths(of name: String, _ count: Int) throws(HDF5Failure) {
    let place = "\(name).frames"
    guard let lengths = try numbers(place, as: Int32.self, count: count) else { return }
    let extents = try file.dataset(name).extents()
    require(
      extents.count == 3 && lengths.allSatisfy { 0...extents[1] ~= Int($0) }, place,
      "is no number of frames of a recording with the shape \(extents)")
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
