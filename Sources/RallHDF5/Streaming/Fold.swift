import RallModel
import RallUnits

/// The last work on a file: what grew beside it is put inside, what was not reached is cut off,
/// and the file says how it ended.
struct Fold {
  var log: RunLogContent
  var measures: [MeasureResult]
  /// How far each column of a report may be off, by the report's path; empty where nobody estimated.
  var trackErrors: [(path: String, errors: [Double])] = []
  var status: ResultStatus
  /// nil where nobody knows it any more.
  var wallSeconds: Double?
  /// When the run was gone on with, and by which command; nil where it was not.
  var resumed: String?

  /// Does the work on a result in its own place. Broken off or failed, it is as if never begun, until
  /// all of it is written down; from then on it only has to be carried over.
  func apply(
    to claim: borrowing PartFile, _ file: borrowing Descriptor, chunks: [StoredChunk]
  ) throws(ResultFileError) {
    do {
      try Redo.copy(file, outside: chunks.map(\.bytes), to: claim.shadow)
    } catch {
      Directory.remove(claim.shadow)
      throw ResultFileError(writing: claim.shadow, "a copy of the file's frame", error)
    }
    do {
      try apply(to: claim.shadow)
    } catch {
      Directory.remove(claim.shadow)
      throw ResultFileError(writing: claim.part, error)
    }
    do {
      try Redo.save(
        changesIn: claim.shadow, of: file,
        keeping: chunks.filter { !$0.isEmpty }.map(\.bytes),
        releasing: status == .complete ? [] : chunks.filter(\.isEmpty).map(\.bytes),
        to: claim.redo)
    } catch {
      for path in [claim.shadow, claim.redo] { Directory.remove(path) }
      throw ResultFileError(writing: claim.redo, "the changes of its frame", error)
    }
    Directory.remove(claim.shadow)
    try claim.carryOver(to: file)
  }

  func apply(to path: String) throws(HDF5Failure) {
    let file = try File.update(path)
    if try file.has(File.checkpoint) { try file.unlink(File.checkpoint) }
    if status != .complete { try cut(file) }
    try file.writeEvents(log)
    for measure in measures { try file.createMeasure(measure) }
    for track in trackErrors { try file.createErrorEstimate(track.errors, of: track.path) }
    if let warnings = log.warnings {
      try file.unlink("provenance/warnings")
      try file.createText("provenance/warnings", warnings)
    }
    if let wallSeconds {
      try file.group("provenance").setAttribute("wall_seconds", wallSeconds)
    }
    if let resumed, let history = try file.text("history") {
      try file.setAttribute("history", "\(history)\n\(resumed)")
    }
    try file.setAttribute("status", status.rawValue)
    try file.close("closing \(path)")
  }

  /// Shortens every report to the frames that are in the file.
  private func cut(_ file: borrowing File) throws(HDF5Failure) {
    for path in try file.reports() {
      let counter: [UInt64] = try file.dataset("\(path)/frames_written").read(
        path: "\(path)/frames_written")
      let data = try file.dataset("\(path)/data")
      let (rows, columns) = try data.tableExtents("\(path)/data")
      let frames = min(Int(clamping: counter[0]), rows)
      try data.resize(to: [frames, columns], path: "\(path)/data")
      try file.dataset("\(path)/time").resize(to: [frames], path: "\(path)/time")
      let interval = try file.dataset("\(path)/mapping/time")
      var times: [Double] = try interval.read(path: "\(path)/mapping/time")
      guard times.count == 3, times[2] > 0, times[2].isFinite else {
        throw HDF5Failure(
          doing: "reading \(path)/mapping/time", message: "it is no start, stop and step")
      }
      times[1] = TrackPlace.stop(frames: frames, every: times[2])
      try interval.write(times, to: "\(path)/mapping/time")
    }
  }
}

extension Handle where Kind == FileKind {
  /// The paths of all reports: those of `/report`, then those of `/reports`.
  func reports() throws(HDF5Failure) -> [String] {
    var paths: [String] = []
    if try has("report") {
      for cell in try members(of: "report") { paths.append("report/\(cell)") }
    }
    if try has("reports") {
      for name in try members(of: "reports") {
        for cell in try members(of: "reports/\(name)") { paths.append("reports/\(name)/\(cell)") }
      }
    }
    return paths
  }
}
