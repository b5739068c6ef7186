package import RallModel

/// A sweep's file, read back.
package struct SweepReader: ~Copyable {
  private let path: String
  private let file: File
  let head: SweepHead
  /// Of the variants that are done, in their order; an answer without number and without remark is not
  /// in the file.
  package let results: [VariantResult]
  package let status: ResultStatus

  package var title: String { head.title }
  package var description: SweepDescription { head.description }

  /// Opens a file; one that is no sweep's is an error.
  package init(_ path: String) throws(ResultFileError) {
    let file = try Self.open(path)
    do {
      (head, status, results) = try Self.contents(of: file)
    } catch {
      throw ResultFileError(reading: path, error)
    }
    self.path = path
    self.file = file
  }

  private static func contents(
    of file: borrowing File
  ) throws(HDF5Failure) -> (SweepHead, ResultStatus, [VariantResult]) {
    guard try file.text("schema") == SweepSchema.name else {
      throw HDF5Failure(doing: "/", message: "it is no sweep")
    }
    let text = try file.readText("provenance/sweep") ?? ""
    guard let head = SweepJSON.read(SweepHead.self, Array(text.utf8)[...]),
      !head.description.parameters.isEmpty
    else {
      throw HDF5Failure(doing: "provenance/sweep", message: "it describes no sweep")
    }
    return (
      head, ResultStatus(rawValue: try file.text("status") ?? "") ?? .interrupted,
      try file.readVariants(head.description)
    )
  }

  private static func open(_ path: String) throws(ResultFileError) -> File {
    do { return try File.read(path) } catch { throw ResultFileError(opening: path, error) }
  }

  /// Whether a file is a sweep's.
  package static func canRead(_ path: String) -> Bool { (try? isSweep(path)) == true }

  /// The same; a file that cannot be opened is an error.
  static func isSweep(_ path: String) throws(ResultFileError) -> Bool {
    let file = try open(path)
    return (try? file.text("schema")) == SweepSchema.name
  }

  /// What a variant recorded, track by track.
  package func frames(of variant: Int) throws(ResultFileError) -> [[Float]] {
    var frames: [[Float]] = []
    do throws(HDF5Failure) {
      for track in description.tracks {
        let names = SweepTrackNames(track)
        let lengths = try file.dataset(names.frames).read(Int32.self, path: names.frames)
        guard lengths.count == description.count, let length = Int(exactly: lengths[variant]),
          length >= 0
        else { throw HDF5Failure(doing: names.frames, message: "it is none of this sweep") }
        // A variant that failed recorded nothing.
        if length == 0 { continue }
        frames.append(
          try file.dataset(names.data).read(
            Float.self, [variant..<variant + 1, 0..<length, 0..<track.columns.count],
            path: names.data))
      }
    } catch {
      throw ResultFileError(reading: path, error)
    }
    return frames
  }
}
