#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The names that a result has while its run goes on, and the lock that keeps a second run away.
///
/// The file is `NAME.part` from before the first step until it is whole, and under that name it can be
/// read at any moment. Beside it stands `NAME.part.log`, which takes what grows and which is locked, so
/// that the file itself can be read while the run goes on.
struct PartFile: ~Copyable {
  /// What the result will be called.
  let final: String
  let log: Descriptor
  /// True where a stopped run was taken over and its log was gone.
  private let logIsMissing: Bool

  /// The result while it is not whole.
  var part: String { "\(final).part" }
  var logPath: String { PartFile.log(of: final) }

  /// The result in smaller chunks, while it is made.
  var packed: String { "\(final).part.packed" }
  /// The result while it is made, until the first step.
  var new: String { "\(final).part.new" }
  /// The result's frame, on which its last work is done.
  var shadow: String { "\(final).part.frame" }
  /// What that work changed.
  var redo: String { "\(final).part.redo" }

  /// What may stand beside the part while it is made or finished.
  private var scaffolding: [String] { [packed, new, shadow, redo, traces] }

  /// The recordings of a sweep, while they are not in the result.
  var traces: String { PartFile.traces(of: final) }

  static func log(of final: String) -> String { "\(final).part.log" }
  static func traces(of final: String) -> String { "\(final).part.traces" }

  /// How names end that this makes.
  private static let endings =
    [".part"] + ["log", "packed", "new", "frame", "redo", "traces"].map { ".part.\($0)" }

  /// Takes a name for a new result. What a stopped run left there goes only when asked for.
  static func claim(_ final: String, overwrite: Bool) throws(ResultFileError) -> PartFile {
    try checkName(final)
    if Directory.has(final), !overwrite { throw .exists(path: final) }
    let logWasThere = Directory.has(log(of: final))
    let claim = PartFile(final: final, log: try lockLog(of: final))
    // A run that was killed before its first step leaves a log without a line, and nothing to lose.
    if !overwrite, let left = claim.left {
      if !logWasThere { Directory.remove(claim.logPath) }
      throw left
    }
    for path in [claim.part] + claim.scaffolding { Directory.remove(path) }
    do {
      try claim.log.truncate(to: 0)
    } catch {
      throw .cannotCreate(path: final, reason: error.description)
    }
    return claim
  }

  /// What a stopped run or sweep left that is worth keeping, as a refusal; nil where it left nothing.
  private var left: ResultFileError? {
    if Directory.has(part) { return .unfinished(path: part) }
    if (try? log.size()) != 0 { return .unfinished(path: logPath) }
    return Directory.size(of: traces) > 0 ? .stoppedSweep(path: traces) : nil
  }

  /// Takes a name for a sweep that goes on, with whatever was left there.
  static func claim(resuming final: String) throws(ResultFileError) -> PartFile {
    try checkName(final)
    return PartFile(final: final, log: try lockLog(of: final))
  }

  private static func checkName(_ final: String) throws(ResultFileError) {
    if final.isEmpty { throw .cannotCreate(path: "''", reason: "a name was expected") }
    // Else the whole result would be taken for what a stopped run left, and go with it.
    if endings.contains(where: final.hasSuffix) {
      throw .cannotCreate(
        path: final, reason: "only what is not whole is called .part; leave that out of the name")
    }
    if Directory.isFolder(final) { throw .cannotCreate(path: final, reason: "it is a folder") }
    // Overwriting is a rename: it would put a file in the place of the device for all programs.
    if Directory.isSpecial(final) {
      throw .cannotCreate(path: final, reason: "it is a device or a pipe, and no file")
    }
  }

  /// Takes over what a stopped run left.
  static func takeOver(_ final: String) throws(ResultFileError) -> PartFile {
    try checkPart(of: final)
    let isMissing = !Directory.has(log(of: final))
    return PartFile(final: final, log: try lockLog(of: final), logIsMissing: isMissing)
  }

  /// Sees that a stopped run left something there.
  static func checkPart(of final: String) throws(ResultFileError) {
    if SweepFile.wasLeft(at: final) { throw .sweep(path: final, isWhole: false) }
    if Directory.has("\(final).part") { return }
    guard Directory.has(final) else {
      throw .cannotOpen(path: "\(final).part", reason: String(cString: strerror(ENOENT)))
    }
    let status: ResultStatus?
    let isSweep: Bool
    do {
      let file = try File.read(final)
      status = ResultStatus(rawValue: try file.text("status") ?? "")
      isSweep = try file.text("schema") == SweepSchema.name
    } catch {
      throw ResultFileError(opening: final, error)
    }
    if isSweep { throw .sweep(path: final, isWhole: status == .complete) }
    throw status == .running ? .renamed(path: final) : .whole(path: final)
  }

  private init(final: String, log: consuming Descriptor, logIsMissing: Bool = false) {
    self.final = final
    self.log = log
    self.logIsMissing = logIsMissing
  }

  /// Nothing goes on without its log; that which was made in its place to lock the result goes again.
  func checkLog() throws(ResultFileError) {
    guard logIsMissing else { return }
    Directory.remove(logPath)
    throw uselessLog(Self.missing)
  }

  /// A log with a flaw is nothing to go on with.
  func uselessLog(_ flaw: String) -> ResultFileError {
    .cannotRead(path: logPath, place: "what belongs to the state", reason: flaw)
  }

  private static let missing = "the file is missing"

  /// What is wrong with the log that a stopped run left; nil where all of it is there.
  ///
  /// - Parameter leastBytes: how long it was when the state of the run was kept.
  func flaw(of content: RunLogContent, leastBytes: Int) -> String? {
    if logIsMissing { return Self.missing }
    if let line = content.damaged.first {
      let lines = content.damaged.count
      return lines == 1
        ? "line \(line) is damaged" : "\(lines) lines are damaged, the first is line \(line)"
    }
    return content.end < leastBytes
      ? "it has \(content.end) bytes and had \(leastBytes) when the state was kept" : nil
  }

  /// Opens the log and locks it. A log that another run removed in between is no lock.
  private static func lockLog(of final: String) throws(ResultFileError) -> Descriptor {
    let path = log(of: final)
    do {
      while true {
        let log = try Descriptor(path, O_RDWR | O_CREAT)
        let isLocked = try log.lock()
        if isLocked, !log.isNamed(path) { continue }
        if isLocked { return log }
        break
      }
    } catch {
      throw .cannotCreate(path: final, reason: error.description)
    }
    throw .busy(path: final)
  }

  /// Opens a file that was laid out, and gives it the name that it has while the run goes on once the
  /// disk has it.
  func begin(_ allocation: Allocation) throws(ResultFileError) -> Descriptor {
    let file = try allocation.open(new, as: part)
    do {
      try Directory.rename(new, to: part)
      try Directory.synchronize(around: part)
    } catch {
      throw .cannotCreate(path: part, reason: error.description)
    }
    return file
  }

  /// What the log says until now.
  func readLog(forResuming: Bool = false) throws(ResultFileError) -> RunLogContent {
    do {
      return RunLogContent(try log.contents(), forResuming: forResuming)
    } catch {
      throw .cannotRead(path: logPath, place: "spikes", reason: error.description)
    }
  }

  /// Carries over to the file what its last work changed.
  func carryOver(to file: borrowing Descriptor) throws(ResultFileError) {
    do {
      try Redo.apply(redo, to: file)
    } catch {
      throw ResultFileError(writing: part, "the last of it", error)
    }
    Directory.remove(redo)
  }

  /// Takes back a claim that led to nothing.
  consuming func abandon() {
    for left in [part, logPath] + scaffolding { Directory.remove(left) }
  }

  /// Gives the whole file its name, after the disk has it.
  consuming func publish(_ path: String, overwrite: Bool) throws(ResultFileError) {
    if Directory.has(final), !overwrite { throw .exists(path: final) }
    do {
      try Descriptor(path, O_RDONLY).synchronize()
      try Directory.rename(path, to: final)
      try Directory.synchronize(around: final)
    } catch {
      throw ResultFileError(writing: path, "its name \(final)", error)
    }
    for left in [part] + scaffolding + [logPath] { Directory.remove(left) }
  }
}
