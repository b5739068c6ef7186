#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What to say where a file breaks libhdf5, which follows some lengths in damaged files beyond their end, and
/// others round and round.
///
/// Nothing can be computed after that, so the process ends: with one line, and the status of bad data.
enum DamagedResult {
  /// Made before it is needed: nothing may be allocated when it is.
  nonisolated(unsafe) private static var line = UnsafeMutableBufferPointer<CChar>(
    start: nil, count: 0)
  private static let signals = [SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGXCPU]
  /// Seconds of a processor that any file may take to be opened, and more for each of its megabytes: many
  /// times what they take.
  private static let patience = (least: 20, eachMegabyte: 5)
  /// The limit that the process had before.
  nonisolated(unsafe) private static var former: rlimit?
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
    limitTime(file)
  }

  /// The file was opened, and what is done with it now may take any time.
  static func isOpen() {
    if var limit = former { setrlimit(cpu, &limit) }
    former = nil
  }

  /// Ends the process with SIGXCPU where it takes longer than any such file should.
  private static func limitTime(_ file: String) {
    var about = stat()
    guard stat(file, &about) == 0 || stat("\(file).part", &about) == 0 else { return }
    var limit = rlimit()
    guard getrlimit(cpu, &limit) == 0 else { return }
    former = limit
    let megabytes = Int(about.st_size >> 20)
    let seconds = rlim_t(patience.least + patience.eachMegabyte * megabytes)
    limit.rlim_cur = min(limit.rlim_cur, seconds)
    setrlimit(cpu, &limit)
  }

  #if canImport(Darwin)
    private static let cpu = RLIMIT_CPU
  #else
    private static let cpu = __rlimit_resource_t(RLIMIT_CPU.rawValue)
  #endif

  /// The file was read, and whatever breaks from here on is not its fault.
  static func isRead() {
    isOpen()
    obey(SIG_DFL)
  }

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
