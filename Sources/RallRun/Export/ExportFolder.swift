internal import Foundation

/// A folder that an export fills: made where it is missing, and never filled over what is there
/// unless told.
struct ExportFolder {
  let path: String

  /// `names` are the files to be, which go where they are there already and `overwrite` says so.
  init(_ path: String, for names: [String], overwrite: Bool) throws(Failure) {
    self.path = path
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Failure(status: 73, ["\(path): cannot create the folder"])
    }
    for name in names {
      guard FileManager.default.fileExists(atPath: self.name(name)) else { continue }
      guard overwrite else {
        throw Failure(
          status: 73, ["\(self.name(name)): the file exists already; --overwrite replaces it"])
      }
      try? FileManager.default.removeItem(atPath: self.name(name))
    }
  }

  func name(_ file: String) -> String { "\(path)/\(file)" }

  /// Writes a file of text.
  func write(_ text: String, to file: String) throws(Failure) {
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: name(file))) } catch {
      throw Failure(status: 74, ["\(name(file)): cannot be written"])
    }
  }
}
