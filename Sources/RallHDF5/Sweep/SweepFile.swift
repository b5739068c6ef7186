import Foundation
package import RallModel

/// The result of a sweep on disk.
///
/// While the sweep goes on, what its variants answered stands in `NAME.part.log`, a line each, and their
/// recordings in `NAME.part.traces`, each with a check sum; a variant is finished once the disk has both, so a
/// kill at any moment loses none that was. `finish` makes the HDF5 file of them, first as `NAME.part`.
package struct SweepFile: ~Copyable {
  /// The variants that are done, by their number.
  package private(set) var results: [Int: VariantResult] = [:]
  /// How many of them were done before this sweep went on.
  package private(set) var found = 0
  private var head: SweepHead
  private let claim: PartFile
  /// Whether a file of that name may go when this one comes.
  private let overwrite: Bool
  private let traces: Descriptor?
  private var logSize = 0
  private var tracesSize = 0
  /// Where the recordings of each variant begin in the file beside, and how many values each has.
  private var places: [Int: (offset: Int, values: [Int])] = [:]

  package var description: SweepDescription { head.description }

  /// Begins a sweep; `overwrite` says whether a file of that name, or what a stopped sweep left, goes, and
  /// `room` what its recordings will take on the disk.
  package static func create(
    _ path: String, overwrite: Bool, _ description: SweepDescription, title: String,
    command: String, room: SweepRoom = SweepRoom()
  ) throws(ResultFileError) -> SweepFile {
    try description.checkNames()
    try room.check(at: path, having: overwrite ? Directory.size(of: PartFile.traces(of: path)) : 0)
    let birth = Birth()
    let head = SweepHead(
      title: title, begun: birth.time, identifier: birth.identifier,
      history: ["\(birth.time) \(command)"], description: description)
    var file = try SweepFile(claim(path, overwrite: overwrite), head, overwrite: overwrite)
    try file.write(head)
    return file
  }

  private static func claim(
    _ path: String, overwrite: Bool
  ) throws(ResultFileError) -> PartFile {
    do { return try PartFile.claim(path, overwrite: overwrite) } catch {
      switch error {
      case .exists:
        throw .cannotCreate(
          path: path,
          reason: "it exists already; --overwrite replaces it, --resume goes on with it")
      case .unfinished where wasLeft(at: path):
        throw .stoppedSweep(path: PartFile.log(of: path))
      default: throw error
      }
    }
  }

  private init(
    _ claim: consuming PartFile, _ head: SweepHead, overwrite: Bool
  ) throws(ResultFileError) {
    traces = try SweepFile.openTraces(of: claim, head.description)
    self.claim = claim
    self.head = head
    self.overwrite = overwrite
  }

  /// Goes on with what a sweep of the same description left, killed or stopped; begins it where nothing
  /// was left. Nil where it is whole.
  package static func resume(
    _ path: String, _ description: SweepDescription, title: String, command: String,
    room: SweepRoom = SweepRoom()
  ) throws(ResultFileError) -> SweepFile? {
    try description.checkNames()
    // Read before anything is made: some damaged files break the library, and the process with it.
    let identity = Directory.identity(of: path)
    let former = try FormerSweep(path)
    let logWasThere = Directory.has(PartFile.log(of: path))
    let claim = try PartFile.claim(resuming: path)
    let left: SweepRemains
    do throws(ResultFileError) {
      guard Directory.identity(of: path) == identity else { throw .busy(path: path) }
      left = try SweepRemains(beside: claim, former, of: description)
      let taken = left.log?.traceBytes ?? 0
      if !left.isWhole { try room.check(at: path, written: taken) }
    } catch {
      if !logWasThere { Directory.remove(claim.logPath) }
      throw error
    }
    // Of one that was killed behind its last work, what stands beside it is of no use any more.
    if left.isWhole {
      claim.abandon()
      return nil
    }
    let birth = Birth()
    let known = left.log?.head ?? left.former
    let head = SweepHead(
      title: title, begun: known?.begun ?? birth.time,
      identifier: known?.identifier ?? birth.identifier,
      history: (known?.history ?? []) + ["\(birth.time) \(command)"], description: description)
    Directory.remove(claim.part)
    var file = try SweepFile(claim, head, overwrite: true)
    if let log = left.log { try file.take(log) } else { try file.write(head) }
    if left.former != nil { try file.takeOver(path) }
    file.found = file.results.count
    return file
  }

  /// Goes on behind the last line of the log; its head stays as it was begun.
  private mutating func take(_ log: SweepLog) throws(ResultFileError) {
    logSize = log.lines.last?.end ?? log.headEnd
    for (line, _) in log.lines { take(line) }
    do {
      try claim.log.truncate(to: logSize)
      try traces?.truncate(to: tracesSize)
    } catch {
      throw ResultFileError(writing: claim.logPath, "variants", error)
    }
  }

  /// Takes the variants of a finished file that are not here.
  private mutating func takeOver(_ path: String) throws(ResultFileError) {
    let reader = try SweepReader(path)
    for result in reader.results where results[result.variant] == nil {
      let record = SweepRecord(result, frames: try reader.frames(of: result.variant))
      guard record.line.isSound(in: head.description) else {
        throw .cannotRead(
          path: path, place: "variant \(result.variant)", reason: "its parts do not belong together"
        )
      }
      try append([record])
    }
  }

  private static func openTraces(
    of claim: borrowing PartFile, _ description: SweepDescription
  ) throws(ResultFileError) -> Descriptor? {
    if description.tracks.isEmpty { return nil }
    do { return try Descriptor(claim.traces, O_RDWR | O_CREAT) } catch {
      throw .cannotCreate(path: claim.traces, reason: error.description)
    }
  }

  /// Takes what variants answered; once this returns, no kill loses them.
  package mutating func append(_ records: [SweepRecord]) throws(ResultFileError) {
    if records.isEmpty { return }
    guard claim.log.isNamed(claim.logPath) else { throw .gone(path: claim.logPath) }
    var lines: [UInt8] = []
    do {
      for record in records {
        var offset = tracesSize
        for frames in record.frames {
          try traces?.write(frames, at: offset)
          offset += frames.count * MemoryLayout<Float>.stride
        }
        let line = record.summedLine
        lines += SweepJSON.logLine(line)
        take(line)
      }
      try traces?.synchronize()
    } catch {
      throw ResultFileError(writing: claim.traces, "traces", error)
    }
    try write(lines)
  }

  private mutating func take(_ line: SweepLine) {
    results[line.result.variant] = line.result
    places[line.result.variant] = (tracesSize, line.values)
    tracesSize += line.traceBytes
  }

  private mutating func write(_ head: SweepHead) throws(ResultFileError) {
    try write(SweepJSON.logLine(head))
  }

  private mutating func write(_ lines: [UInt8]) throws(ResultFileError) {
    do {
      try claim.log.write(lines, at: logSize)
      try claim.log.synchronize()
    } catch {
      throw ResultFileError(writing: claim.logPath, "variants", error)
    }
    logSize += lines.count
  }

  /// Makes the HDF5 file, and gives it its name once the disk has it. What stands beside it goes then.
  package consuming func finish(_ provenance: SweepProvenance) throws(ResultFileError) {
    try write(provenance)
    let overwrite = overwrite
    let part = claim.part
    try claim.publish(part, overwrite: overwrite)
  }

  private func write(_ provenance: SweepProvenance) throws(ResultFileError) {
    let part = claim.part
    let layout = SweepLayout(
      head: head, results: results.values.sorted { $0.variant < $1.variant },
      provenance: provenance)
    do {
      let file = try File.create(part)
      try file.createSweep(layout) { variant, track throws(HDF5Failure) in
        try frames(of: variant, track)
      }
      try file.close("closing \(part)")
    } catch {
      Directory.remove(part)
      throw ResultFileError(writing: part, error)
    }
  }

  /// What a variant recorded; nil where it did not.
  private func frames(of variant: Int, _ track: Int) throws(HDF5Failure) -> [Float]? {
    guard let place = places[variant], place.values.indices.contains(track) else {
      return nil
    }
    let stride = MemoryLayout<Float>.stride
    let start = place.offset + place.values[..<track].reduce(0, +) * stride
    do {
      let bytes = try traces?.bytes(start..<start + place.values[track] * stride)
      return bytes.map { [Float](rawBytes: $0[...]) }
    } catch {
      throw HDF5Failure(doing: "reading \(claim.traces)", message: error.description)
    }
  }

  /// Takes back a sweep that led to nothing.
  package consuming func abandon() { claim.abandon() }
}

extension SweepFile {
  /// Whether a sweep was stopped that was to be called so.
  package static func wasLeft(at path: String) -> Bool {
    guard let log = try? Descriptor(PartFile.log(of: path), O_RDONLY),
      let first = try? log.bytes(0..<1)
    else { return false }
    return SweepLog.isBegun(in: first)
  }
}

/// Who computed a sweep.
package struct SweepProvenance: Sendable {
  package var command: String
  package var version: String
  package var compiler: String
  package var host: String
  package var operatingSystem: String
  package var threads: Int
  package var processes: Int
  package var wallSeconds: Double

  package init(
    command: String, version: String, compiler: String, host: String, operatingSystem: String,
    threads: Int, processes: Int, wallSeconds: Double
  ) {
    self.command = command
    self.version = version
    self.compiler = compiler
    self.host = host
    self.operatingSystem = operatingSystem
    self.threads = threads
    self.processes = processes
    self.wallSeconds = wallSeconds
  }
}
