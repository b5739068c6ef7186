#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Names in the file system.
enum Directory {
  static func has(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  static func isFolder(_ path: String) -> Bool { kind(of: path) == S_IFDIR }

  /// Whether a device, a pipe or a socket has the name.
  static func isSpecial(_ path: String) -> Bool {
    kind(of: path).map { $0 != S_IFDIR && $0 != S_IFREG } ?? false
  }

  /// What a name leads to; nil where it leads nowhere.
  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// How many bytes a file has; 0 where there is none.
  static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Which file has a name, by its disk and its number there; nil where none has.
  static func identity(of path: String) -> [UInt64]? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return [UInt64(truncatingIfNeeded: status.st_dev), UInt64(status.st_ino)]
  }

  static func remove(_ path: String) { _ = unlink(path) }

  static func rename(_ path: String, to other: String) throws(SystemFailure) {
    #if canImport(Glibc)
      let code = Glibc.rename(path, other)
    #else
      let code = Darwin.rename(path, other)
    #endif
    if code != 0 { throw SystemFailure() }
  }

  /// How many bytes the disk under a file has left.
  static func room(around path: String) throws(SystemFailure) -> Int {
    var status = statvfs()
    if statvfs(directory(of: path), &status) != 0 { throw SystemFailure() }
    return Int(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
  }

  private static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Waits until the disk knows the names in the directory of a file.
  static func synchronize(around path: String) throws(SystemFailure) {
    try Descriptor(directory(of: path), O_RDONLY).synchronize()
  }
}
