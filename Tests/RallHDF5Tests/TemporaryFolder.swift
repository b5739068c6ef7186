import Foundation

/// A folder that is there for one test.
struct TemporaryFolder: ~Copyable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "rall-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  /// The bytes that a file takes on the disk.
  func occupied(_ name: String) throws -> Int {
    var status = stat()
    guard stat(self(name), &status) == 0 else { throw CocoaError(.fileNoSuchFile) }
    return Int(status.st_blocks) * 512
  }
}
