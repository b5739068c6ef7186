import CHDF5

extension Examination {
  /// What the root says of the file, and that it repeats the first population.
  mutating func examineRoot() throws(HDF5Failure) {
    let magic = try file.numbers("magic", as: UInt32.self)
    require(magic == [ResultSchema.magic], "/", "'magic' is not \(ResultSchema.magic)")
    let version = try file.numbers("version", as: UInt32.self)
    require(version == ResultSchema.sonataVersion, "/", "'version' is not 0, 1")
    let schemaVersion = try file.numbers("schema_version", as: UInt32.self)
    require(
      schemaVersion == [ResultSchema.version], "/",
      "'schema_version' is not \(ResultSchema.version)")
    try requireText("schema", [ResultSchema.name], of: "")
    try requireText("Conventions", ["CF-1.10"], of: "")
    try requireText("status", ResultStatus.allCases.map(\.rawValue), of: "")
    for name in ["title", "source", "history", "identifier"] { try requireText(name, of: "") }
    let format = try HDF5.call("reading the form of the file") {
      chdf5_superblock_version(file.id)
    }
    require(format <= 2, "/", "is of a newer form than HDF5 1.8's, and old readers cannot open it")
    if let first = try file.reports().first { try examineLinks(to: first) }
  }

  private mutating func examineLinks(to population: String) throws(HDF5Failure) {
    guard try file.has("\(population)/data") else { return }
    let variable = try file.dataset("\(population)/data").text("variable") ?? "v"
    let names = ["time", "frames_written"] + ColumnTable.names
    for (name, target) in names.map({ ($0, $0) }) + [(variable, "data")] {
      guard try file.has(name), try file.has("\(population)/\(target)") else {
        report(name, "does not repeat /\(population)/\(target)")
        continue
      }
      let isSame = try Group(any: name, in: file).isSame(
        as: Group(any: "\(population)/\(target)", in: file))
      require(isSame, name, "is another object than /\(population)/\(target)")
    }
  }
}
