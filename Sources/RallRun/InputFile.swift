internal import Foundation

/// The bytes of a file, or a line that says why there are none.
enum InputFile {
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw .noInput("\(path): there is no such file")
    }
    guard !isDirectory.boolValue else { throw .noInput("\(path): this is a folder") }
    if let mode = status(of: path)?.st_mode, mode & S_IFMT != S_IFREG {
      throw .noInput("\(path): this is a pipe or a device; a file was expected")
    }
    guard access(path, R_OK) == 0 else {
      throw .noInput("\(path): cannot be read (\(String(cString: strerror(errno))))")
    }
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw .noInput("\(path): cannot be read (\(reason(error)))")
    }
  }

  /// The system's own word for what went wrong.
  private static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    if let code = underlying?.code { return String(cString: strerror(Int32(code))) }
    return "\(error.localizedDescription)"
  }

  /// Whether two names lead to one file.
  static func isSame(_ path: String, _ other: String) -> Bool {
    guard let one = status(of: path), let two = status(of: other) else { return false }
    return one.st_dev == two.st_dev && one.st_ino == two.st_ino
  }

  /// What the system knows of a file; nil where there is none.
  private static func status(of path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  /// A path as seen from the folder of another file.
  static func resolve(_ path: String, besides file: String) -> String {
    if path.hasPrefix("/") { return path }
    let folder = (file as NSString).deletingLastPathComponent
    return folder.isEmpty ? path : (folder as NSString).appendingPathComponent(path)
  }

  /// The folder of a file, and its name in it.
  static func parts(of path: String) -> (folder: String, name: String) {
    let path = path as NSString
    let folder = path.deletingLastPathComponent
    return (folder.isEmpty ? "." : folder, path.lastPathComponent)
  }

  /// The name of a file without its folders and its ending.
  static func name(_ path: String) -> String {
    ((path as NSString).lastPathComponent as NSString).deletingPathExtension
  }
}
