package import RallHDF5

/// Which of a sweep's other processes are there, as they say so one after the other.
///
/// One that is there asks for work at once, while others are still reading: it is served when all are there.
package struct RollCall {
  /// Those who have said nothing yet.
  package private(set) var missing: Set<Int>
  /// Those who are there and asked for work.
  package private(set) var hungry: [Int] = []
  private let description: SweepDescription
  private let digest: String
  private var failures: [Failure] = []

  /// Of so many processes, this one with them, which is the first and reads this.
  package init(of size: Int, _ description: SweepDescription) {
    missing = Set(1..<max(size, 1))
    self.description = description
    digest = description.digest
  }

  /// Takes what a process says; false where no process says that before its first variant.
  package mutating func take(_ message: SweepMessage, from sender: Int) -> Bool {
    switch message {
    case .ready(let host, let program, let digest):
      missing.remove(sender)
      if program != description.program {
        failures.append(
          .badData([
            "process \(sender) on \(host) is \(program), and process 0 is \(description.program); all have to "
              + "compute alike: RALL_KERNEL in the environment of all asks for one kernel"
          ]))
      } else if digest != self.digest {
        failures.append(
          .badData([
            "process \(sender) on \(host) reads another experiment; all have to see the same files"
          ]))
      }
    case .cannot(let host, let failure):
      missing.remove(sender)
      failures.append(
        Failure(
          status: failure.status, failure.lines.map { "process \(sender) on \(host): \($0)" }))
    case .hungry where !missing.contains(sender): hungry.append(sender)
    case .hungry, .record, .variants: return false
    }
    return true
  }

  /// Throws what hinders any of them.
  package func check() throws(Failure) {
    guard let first = failures.first else { return }
    throw Failure(status: first.status, failures.flatMap(\.lines))
  }
}
