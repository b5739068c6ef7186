internal import Foundation

/// The bytes of a file, or a line that says why there are none.
enum InputFile {
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw .noInput("\(path): there is no such file")
    }
    guard !isDirectory.boolValue else { throw .noInput("\(path): this is a folder") }
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

  /// A path as seen from the folder of another file.
  static func resolve(_ path: String, besides file: String) -> String {
    if path.hasPrefix("/") { return path }
    let folder = (file as NSString).deletingLastPathComponent
    return folder.isEmpty ? path : (folder as NSString).appendingPathComponent(path)
  }

  /// The name of a file without its folders and its ending.
  static func name(_ path: String) -> String {
    ((path as NSString).lastPathComponent as NSString).deletingPathExtension
  }
}
