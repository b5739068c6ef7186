internal import Foundation

/// The bytes of a file, or a line that says why there are none.
enum InputFile {
  /// So many bytes of one file are read, a gigabyte.
  static let mostBytes = 1 << 30

  /// Reads a file of text, without the byte order mark that some programs put before it.
  ///
  /// `expected` says what the text should be; `place` puts the place of the file's name before a
  /// message.
  static func text(
    _ path: String, from source: inout InputSource, besides experiment: String, expected: String,
    place: (String) -> String
  ) throws(Failure) -> (file: String, text: String) {
    let (file, content): (String, [UInt8])
    do { (file, content) = try source.take(path, besides: experiment) } catch {
      throw Failure(status: error.status, error.lines.map(place))
    }
    var bytes = content[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      throw .badData(["\(file): \(isUTF16 ? "UTF-16" : "no text"); expected UTF-8 in \(expected)"])
    }
    return (file, text)
  }

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
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw .noInput("\(path): cannot be read (\(String(cString: strerror(errno))))")
    }
    defer { close(descriptor) }
    return try contents(of: descriptor, path)
  }

  /// What is read from a file until its end, whatever size it says that it has.
  private static func contents(of descriptor: Int32, _ path: String) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var status = stat()
    if fstat(descriptor, &status) == 0 {
      bytes.reserveCapacity(min(Int(status.st_size), mostBytes) + 1)
    }
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 1)
    defer { piece.deallocate() }
    while true {
      guard bytes.count <= mostBytes, status.st_size <= mostBytes else {
        throw .badData([
          "\(path): a file of \(max(bytes.count, Int(status.st_size))) bytes; \(mostBytes) are read at most"
        ])
      }
      let count = Foundation.read(descriptor, piece.baseAddress, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw .noInput("\(path): cannot be read (\(String(cString: strerror(errno))))")
      }
      if count == 0 { return bytes }
      bytes += piece[..<count]
    }
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
