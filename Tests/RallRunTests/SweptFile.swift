import RallHDF5

/// All datasets in the root of an HDF5 file, to the last bit.
func datasets(of path: String) throws -> [String: [UInt8]] {
  let file = try File.read(path)
  var found: [String: [UInt8]] = [:]
  for name in try file.members() where try !file.isGroup(name) {
    let dataset = try file.dataset(name)
    if try dataset.isText() {
      found[name] = Array(try file.readTexts(name).joined(separator: "\0").utf8)
    } else {
      // Every number that a sweep writes is a double too.
      found[name] = try dataset.read(Double.self, path: name).withUnsafeBytes { Array($0) }
    }
  }
  return found
}
