#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ResultFile {
  /// Makes a whole file of what a killed run left: `interrupted`, and as long as it came. A result
  /// that lacked nothing but its name keeps its status.
  ///
  /// `path` is the name that the result was to have, without `.part`.
  public static func recover(_ path: String, overwrite: Bool = false) throws(ResultFileError) {
    let claim = try PartFile.takeOver(path)
    let part = claim.part
    let file = try claim.openAsItWas()
    let found = try look(at: part)
    let fold = Fold(log: try claim.readLog(), measures: [], status: found.status, wallSeconds: nil)
    try fold.apply(to: claim, file, chunks: found.chunks)
    try claim.publish(part, overwrite: overwrite)
  }

  private static func look(
    at path: String
  ) throws(ResultFileError) -> (status: ResultStatus, chunks: [StoredChunk]) {
    do {
      let file = try File.read(path)
      let status = ResultStatus(rawValue: try file.text("status") ?? "") ?? .running
      return (status == .running ? .interrupted : status, try file.storedChunks())
    } catch {
      throw ResultFileError(reading: path, error)
    }
  }
}

extension PartFile {
  /// The file before its last work, where that was broken off.
  fileprivate func openAsItWas() throws(ResultFileError) -> Descriptor {
    do {
      let file = try Descriptor(part, O_RDWR)
      try Undo.restore(undo, to: file)
      return file
    } catch {
      throw ResultFileError(writing: part, "its former state", error)
    }
  }
}
