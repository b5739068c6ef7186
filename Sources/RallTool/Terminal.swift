#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Standard error, and the end of the process.
enum Terminal {
  /// One line on standard error.
  static func error(_ line: String) { write(line + "\n") }

  /// Text on standard error as it is.
  static func write(_ text: String) {
    fflush(stdout)
    fputs(text, stderr)
  }

  /// True where a person reads standard error.
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

  static func exit(_ status: Int32) -> Never {
    fflush(stdout)
    #if canImport(Darwin)
      Darwin.exit(status)
    #else
      Glibc.exit(status)
    #endif
  }
}
