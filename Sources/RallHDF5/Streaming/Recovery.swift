#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ResultFile {
  /// The name of a result, of which a person may have given that of the unfinished file or of its log.
  public static func finalName(of path: String) -> String {
    for ending in [".part.log", ".part"] where path.hasSuffix(ending) {
      return String(path.dropLast(ending.count))
    }
    return path
  }

  /// Makes a whole file of what a killed run left: `interrupted`, and as long as it came. A result
  /// that lacked nothing but its name keeps its status.
  ///
  /// `path` is the name that the result was to have, without `.part`.
  /// - Returns: what is wrong with the log of spikes, so that some may be lost; nil where all is well.
  public static func recover(
    _ path: String, overwrite: Bool = false
  ) throws(ResultFileError) -> String? {
    let claim = try PartFile.takeOver(path)
    let part = claim.part
    let file = try claim.open()
    var flaw: String?
    if try !claim.completeLastWork(on: file) {
      let found = try look(at: part)
      // What has another status has had its last work.
      if found.status == .running {
        let log = try claim.readLog()
        flaw = claim.flaw(of: log, leastBytes: try keptLogSize(in: part, file)).map {
          "\(claim.logPath): \($0); spikes may be lost"
        }
        let fold = Fold(log: log, measures: [], status: .interrupted)
        try fold.apply(to: claim, file, chunks: found.chunks)
      }
    }
    try claim.publish(part, overwrite: overwrite)
    return flaw
  }

  /// How long the log was when the last state was kept; 0 where none is.
  private static func keptLogSize(
    in part: String, _ file: borrowing Descriptor
  ) throws(ResultFileError) -> Int {
    var slots: CheckpointSlots?
    do { slots = try CheckpointSlots(in: File.read(part)) } catch {
      throw ResultFileError(reading: part, error)
    }
    do { return try slots?.read(from: file)?.logSize ?? 0 } catch {
      throw .cannotRead(path: part, place: "the state of the run", reason: error.description)
    }
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
