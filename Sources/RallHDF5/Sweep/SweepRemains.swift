import RallModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a sweep left that was killed or stopped, held against the one that is to go on with it. To look at it
/// changes nothing.
struct SweepRemains {
  /// Of a sweep that was killed; nil where none was.
  private(set) var log: SweepLog?
  /// Of the file that has the result's name, where it is of the same sweep.
  private(set) var former: SweepHead?
  /// Whether that file has every variant.
  private(set) var isWhole = false

  /// - Parameters:
  ///   - claim: of the result's name.
  ///   - former: what has that name.
  ///   - description: of the sweep that goes on.
  init(
    beside claim: borrowing PartFile, _ former: FormerSweep?, of description: SweepDescription
  ) throws(ResultFileError) {
    let isSame = former?.head.map { description.difference(from: $0.description) == nil } ?? false
    if isSame { self.former = former?.head }
    isWhole = isSame && former?.isWhole == true
    if isWhole { return }
    log = try Self.log(beside: claim)
    if let log {
      // A file of another kind may stand there: what was begun with --overwrite replaces it.
      try Self.check(log.head, of: description, at: claim.final)
      if !description.tracks.isEmpty { try Self.checkTraces(log, at: claim.traces) }
    } else if let former {
      guard let head = former.head else {
        throw .cannotRead(path: claim.final, place: "/", reason: "it is no sweep")
      }
      try Self.check(head, of: description, at: claim.final)
    }
  }

  private static func check(
    _ head: SweepHead, of description: SweepDescription, at path: String
  ) throws(ResultFileError) {
    guard let difference = description.difference(from: head.description) else { return }
    throw .anotherSweep(path: path, difference: difference)
  }

  /// What to do about a flaw that cannot be mended.
  private static let anew = "; --overwrite begins anew"

  /// The log; nil where none was written.
  private static func log(beside claim: borrowing PartFile) throws(ResultFileError) -> SweepLog? {
    let path = claim.logPath
    func useless(_ flaw: String) -> ResultFileError {
      .cannotRead(path: path, place: "variants", reason: flaw + anew)
    }
    let bytes: [UInt8]
    do { bytes = try claim.log.contents() } catch {
      throw .cannotRead(path: path, place: "variants", reason: error.description)
    }
    if let log = SweepLog(bytes) {
      guard let line = log.damaged else { return log }
      throw useless(
        "line \(line) is damaged; without it and what is behind it, --resume goes on with the lines before it"
      )
    }
    let hasLines = bytes.contains(UInt8(ascii: "\n"))
    if hasLines, SweepLog.isBegun(in: bytes) { throw useless("line 1 is damaged") }
    if hasLines || Directory.has(claim.part) {
      throw .anotherSweep(path: path, difference: "it is what a run left, or its head is damaged")
    }
    // A sweep that was killed as it began left no whole line, and recorded nothing.
    if Directory.size(of: claim.traces) > 0 {
      throw useless("it is missing or empty, and recordings of a sweep stand in \(claim.traces)")
    }
    return nil
  }

  /// Holds the recordings beside a log against what it says of them.
  private static func checkTraces(_ log: SweepLog, at path: String) throws(ResultFileError) {
    func useless(_ flaw: String) -> ResultFileError {
      .cannotRead(path: path, place: "recordings", reason: flaw + anew)
    }
    let wanted = log.traceBytes
    if wanted == 0 { return }
    guard Directory.has(path) else { throw useless("the file is missing") }
    var end = 0
    do {
      let file = try Descriptor(path, O_RDONLY)
      let size = try file.size()
      guard size >= wanted else {
        throw useless("it has \(size) bytes and had \(wanted) when the log was written")
      }
      for (line, _) in log.lines where line.traceBytes > 0 {
        var sum = CheckSum()
        sum.take(try file.bytes(end..<end + line.traceBytes))
        guard sum.digits == line.sum else {
          throw useless("those of variant \(line.result.variant) are damaged")
        }
        end += line.traceBytes
      }
    } catch let error as SystemFailure {
      throw .cannotRead(path: path, place: "recordings", reason: error.description)
    } catch let error as ResultFileError {
      throw error
    } catch {
      throw .cannotRead(path: path, place: "recordings", reason: "\(error)")
    }
  }
}

/// What has the name of a sweep's result before it is gone on with.
struct FormerSweep {
  /// What it says of itself; nil of a file that is no sweep.
  let head: SweepHead?
  let isWhole: Bool

  /// Nil where nothing has that name.
  init?(_ path: String) throws(ResultFileError) {
    guard Directory.has(path) else { return nil }
    guard try SweepReader.isSweep(path) else {
      (head, isWhole) = (nil, false)
      return
    }
    let reader = try SweepReader(path)
    head = reader.head
    isWhole = reader.status == .complete
  }
}
