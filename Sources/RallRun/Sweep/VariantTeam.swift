internal import Foundation
internal import RallHDF5
internal import Synchronization

/// Threads that compute variants, each a whole one at a time, whichever is next.
///
/// No two threads work on one variant and none sees what another does, so an answer does not depend on
/// how many there are. A class, since the threads and whoever leads them share it.
final class VariantTeam: Sendable {
  /// What a thread has to say.
  enum Answer: Sendable {
    case record(SweepRecord)
    /// What would befall every other variant too.
    case failure(Failure)
  }

  private struct State {
    /// What nobody has begun, in order.
    var waiting: ArraySlice<Int> = []
    var answers: [Answer] = []
    /// How many variants were offered and not yet collected.
    var pending = 0
    var isOver = false
    var threads = 0
  }

  private let state = Mutex(State())
  private let isStopped = Atomic(false)
  private let compute: @Sendable (Int, () -> Bool) -> Answer?

  /// The stack of a thread, as large as a program's own: how deep a tree is read is not bounded by ours.
  private static let stackBytes = 8 << 20

  /// - Parameter compute: a variant; asks again and again whether it is to go on, and answers nil where it
  ///   is not.
  init(threads: Int, compute: @escaping @Sendable (Int, () -> Bool) -> Answer?) {
    self.compute = compute
    state.withLock { $0.threads = threads }
    for _ in 0..<threads {
      let thread = Thread { self.work() }
      thread.stackSize = Self.stackBytes
      thread.start()
    }
  }

  private func work() {
    while !isStopped.load(ordering: .relaxed) {
      let (next, isOver) = state.withLock { ($0.waiting.popFirst(), $0.isOver) }
      guard let next else {
        if isOver { break }
        Thread.sleep(forTimeInterval: Self.pause)
        continue
      }
      let answer = compute(next) { !isStopped.load(ordering: .relaxed) }
      guard let answer else { break }
      state.withLock { $0.answers.append(answer) }
    }
    state.withLock { $0.threads -= 1 }
  }

  /// How long who waits sleeps before it looks again, in seconds.
  static let pause = 0.001

  /// More to do.
  func offer(_ variants: some Collection<Int>) {
    state.withLock {
      $0.waiting += variants
      $0.pending += variants.count
    }
  }

  /// What was answered since the last time.
  func collect() -> [Answer] {
    state.withLock { state in
      defer { state.answers = [] }
      state.pending -= state.answers.count
      return state.answers
    }
  }

  /// How many variants were offered and not yet collected.
  var pending: Int { state.withLock { $0.pending } }

  /// True where a thread has, or will soon have, nothing to do.
  var isHungry: Bool { state.withLock { $0.waiting.isEmpty } }

  /// Lets the threads go home when all is done, or, where they are to stop, at once; waits for them.
  func dismiss(stopping: Bool) {
    if stopping { isStopped.store(true, ordering: .relaxed) }
    state.withLock { $0.isOver = true }
    while state.withLock({ $0.threads > 0 }) { Thread.sleep(forTimeInterval: Self.pause) }
  }
}
