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
    let file = try claim.open()
    if try !claim.completeLastWork(on: file) {
      let found = try look(at: part)
      // What has another status has had its last work.
      if found.status == .running {
        let fold = Fold(log: try claim.readLog(), measures: [], status: .interrupted)
        try fold.apply(to: claim, file, chunks: found.chunks)
      }
    }
    try claim.publish(part, overwrite: overwrite)
  }

  private static func look(
    at path: String
  ) throws(ResultFileError) -> (status: ResultStatus, chunks: [StoredChunk]) {
    do {
      let file = try File.read(path)
      let status = ResultStatus(rawValue: try file.text("status") ?? "") ?? .running
      return (status, try file.storedChunks())
    } catch {
      throw ResultFileError(reading: path, error)
    }
  }
}

extension PartFile {
  /// Opens what a stopped run left, to be written.
  func open() throws(ResultFileError) -> Descriptor {
    do {
      return try Descriptor(part, O_RDWR)
    } catch {
      throw ResultFileError(writing: part, "its content", error)
    }
  }

  /// Does the rest of a last work that was written down and broken off; false where there is none.
  func completeLastWork(on file: borrowing Descriptor) throws(ResultFileError) -> Bool {
    do {
      guard try Redo.isFinished(redo) else { return false }
    } catch {
      throw .cannotRead(path: redo, place: "the changes", reason: error.description)
    }
    try carryOver(to: file)
    return true
  }
}
