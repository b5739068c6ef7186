extension ResultFile {
  /// True where something has the name and is no result of this program, whole or unfinished.
  package static func isForeign(_ path: String) -> Bool {
    guard Directory.has(path) else { return false }
    let schema = try? File.read(path).text("schema")
    return schema != ResultSchema.name
  }
}
