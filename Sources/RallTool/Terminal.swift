import Rall

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Standard error, and the end of the process.
enum Terminal {
  /// One line on standard error.
  static func error(_ line: String) { write(line + "\n") }

  /// The warnings, one line each.
  static func warn(_ warnings: [Warning]) { for warning in warnings { error("\(warning)") } }

  /// Text on standard error as it is.
  static func write(_ text: String) {
    fflush(nil)
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes {
        #if canImport(Darwin)
          Darwin.write(STDERR_FILENO, $0.baseAddress, $0.count)
        #else
          Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count)
        #endif
      }
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }

  /// True where a person reads standard error.
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

  static func exit(_ status: Int32) -> Never {
    fflush(nil)
    #if canImport(Darwin)
      Darwin.exit(status)
    #else
      Glibc.exit(status)
    #endif
  }
}
