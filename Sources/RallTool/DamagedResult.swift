#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What to say where a file breaks libhdf5, which follows some lengths in damaged files beyond their end.
///
/// Nothing can be computed after that, so the process ends: with one line, and the status of bad data.
enum DamagedResult {
  /// Made before it is needed: nothing may be allocated when it is.
  nonisolated(unsafe) private static var line = UnsafeMutableBufferPointer<CChar>(
    start: nil, count: 0)
  private static let signals = [SIGSEGV, SIGBUS, SIGFPE, SIGABRT]
  /// A stack of its own, for the other may be what was used up.
  private static let stackSize = 1 << 16

  /// From here on a file is read that may be anything.
  static func mayBe(_ file: String) {
    let words =
      "\(file): the library that reads HDF5 broke on this file; it is damaged, or made to do harm\n"
    let bytes = UnsafeMutableBufferPointer<CChar>.allocate(capacity: words.utf8.count)
    _ = bytes.initialize(from: words.utf8.map { CChar(bitPattern: $0) })
    line = bytes
    var stack = stack_t()
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: stackSize, alignment: 16)
    stack.ss_size = numericCast(stackSize)
    sigaltstack(&stack, nil)
    obey { _ in DamagedResult.end() }
  }

  /// The file was read, and whatever breaks from here on is not its fault.
  static func isRead() { obey(SIG_DFL) }

  private static func obey(_ handler: (@convention(c) (Int32) -> Void)?) {
    for number in signals {
      var action = sigaction()
      #if canImport(Darwin)
        action.__sigaction_u.__sa_handler = handler
      #else
        action.__sigaction_handler.sa_handler = handler
      #endif
      action.sa_flags = SA_ONSTACK
      sigaction(number, &action, nil)
    }
  }

  private static func end() {
    _ = write(STDERR_FILENO, line.baseAddress, line.count)
    _exit(65)
  }
}
