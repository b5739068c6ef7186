import Dispatch
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A wish to stop: Ctrl-C, SIGTERM, or a terminal that was closed. The second one quits at once, and the first
/// where there is nothing to bring to an end.
///
/// A class, since the signal's handler and the run look at the same wish.
final class Interrupt: Sendable {
  private let requested = Atomic(false)

  /// True once somebody asked to stop.
  var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// Watches from now on, to the end of the process.
  static func watch(quitsAtOnce: Bool = false) -> Interrupt {
    let interrupt = Interrupt()
    // A file grown too large for the user, and a reader of the messages that went, are errors of writing
    // and end no process.
    for number in [SIGXFSZ, SIGPIPE] { signal(number, SIG_IGN) }
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let before = signal(number, SIG_IGN)
      // Under nohup the closing of the terminal is to be no reason to stop.
      if number == SIGHUP, isIgnoring(before) { continue }
      let source = DispatchSource.makeSignalSource(
        signal: number, queue: .global(qos: .userInteractive))
      source.setEventHandler {
        let isSecond = interrupt.requested.exchange(true, ordering: .relaxed)
        if isSecond || quitsAtOnce { Terminal.exit(130) }
        // The source lives as long as its own handler.
        withExtendedLifetime(source) {}
      }
      source.activate()
    }
    return interrupt
  }

  private static func isIgnoring(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
