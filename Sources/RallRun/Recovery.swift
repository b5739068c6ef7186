internal import RallHDF5
public import RallJSON
internal import RallModel
internal import RallUnits

/// A whole result file made of what a killed run left.
public struct Recovery: Sendable {
  /// The result's name.
  public let file: String
  /// What a person should know of it.
  public let warnings: [Warning]
  private let contents: ResultContents

  /// Makes it: `path` is the result's name, or that of the unfinished file, `NAME.part`.
  ///
  /// The reports end with the last frame that was counted, and the file says `interrupted`. Broken off
  /// itself, it can be begun again.
  public init(of path: String, overwrite: Bool = false) throws(Failure) {
    file = ResultFile.finalName(of: path)
    do {
      let flaw = try ResultFile.recover(file, overwrite: overwrite)
      warnings = flaw.map { [Warning(code: "damagedLog", $0)] } ?? []
      contents = try ResultReader(file).contents
    } catch {
      throw Failure(error)
    }
  }

  /// What there is, a line a recording and a detector.
  public var text: String {
    table(
      contents.tracks.map { stored in
        let end = stored.track.every.coherent * Double(max(0, stored.track.frameCount - 1))
        return (
          stored.track.name, "\(counted(stored.track.frameCount, "frame")), to \(decimal(end)) ms"
        )
      } + contents.detectors.map { ($0.name, counted($0.spikes.count, "spike")) }
        + [("file", "\(file), \(contents.status.rawValue)")])
  }

  /// One object with the same.
  public var json: JSON {
    [
      "file": .string(file), "status": .string(contents.status.rawValue),
      "warnings": .array(warnings.map(\.json)),
      "recordings": .array(
        contents.tracks.map {
          ["name": .string($0.track.name), "frames": .integer($0.track.frameCount)]
        }),
      "detectors": .array(
        contents.detectors.map {
          ["name": .string($0.name), "spikes": .integer($0.spikes.count)]
        }),
    ]
  }
}
