import Rall

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What is said on standard output and standard error, and the end of the process.
enum Terminal {
  /// A line of the answer, on standard output.
  ///
  /// - Throws: a failure of status 74 where the answer does not get out, for instance to a full disk.
  static func answer(_ line: String) throws(Failure) { try answer(text: line + "\n") }

  /// The answer as it is, on standard output.
  static func answer(text: String) throws(Failure) {
    guard write(text, to: STDOUT_FILENO) else {
      // Whoever read it has seen enough, as `head` does, and wants no complaint among its lines.
      if errno == EPIPE { exit(74) }
      throw Failure(
        status: 74, ["standard output: cannot be written (\(String(cString: strerror(errno))))"])
    }
  }

  /// One line on standard error.
  static func error(_ line: String) { write(line + "\n") }

  /// The warnings, one line each.
  static func warn(_ warnings: [Warning]) { for warning in warnings { error("\(warning)") } }

  /// Text on standard error as it is.
  static func write(_ text: String) { _ = write(text, to: STDERR_FILENO) }

  /// False, with `errno`, where not all was written.
  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes {
        #if canImport(Darwin)
          Darwin.write(descriptor, $0.baseAddress, $0.count)
        #else
          Glibc.write(descriptor, $0.baseAddress, $0.count)
        #endif
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return false }
      bytes = bytes.dropFirst(written)
    }
    return true
  }

  /// True where a person reads standard error.
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

  static func exit(_ status: Int32) -> Never {
    #if canImport(Darwin)
      Darwin.exit(status)
    #else
      Glibc.exit(status)
    #endif
  }
}
