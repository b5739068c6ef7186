internal import Foundation
internal import Synchronization

/// How long who waits for a team of threads sleeps before it looks again, in seconds.
let teamPause = 0.001

/// Threads that compute variants, each a few whole ones at a time, whichever are next.
///
/// No two threads work on one variant and none sees what another does, and a variant answers the same
/// whatever is computed beside it, so an answer does not depend on how many there are. A class, since the
/// threads and whoever leads them share it.
final class VariantTeam<Answer: Sendable>: Sendable {
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
  private let compute: @Sendable ([Int], () -> Bool) -> [Answer]?
  private let threads: Int
  private let batchCount: Int

  /// The stack of a thread, as large as a program's own: how deep a tree is read is not bounded by ours.
  private static var stackBytes: Int { 8 << 20 }

  /// - Parameters:
  ///   - batchCount: how many variants a thread takes at the most.
  ///   - compute: some variants; asks again and again whether it is to go on, and answers nil where it is
  ///     not.
  init(
    threads: Int, batchCount: Int,
    compute: @escaping @Sendable ([Int], () -> Bool) -> [Answer]?
  ) {
    (self.threads, self.batchCount, self.compute) = (threads, batchCount, compute)
    state.withLock { $0.threads = threads }
    for _ in 0..<threads {
      let thread = Thread { self.work() }
      thread.stackSize = Self.stackBytes
      thread.start()
    }
  }

  private func work() {
    while !isStopped.load(ordering: .relaxed) {
      let (next, isOver) = state.withLock { (take(from: &$0.waiting), $0.isOver) }
      guard !next.isEmpty else {
        if isOver { break }
        Thread.sleep(forTimeInterval: teamPause)
        continue
      }
      let answers = compute(next) { !isStopped.load(ordering: .relaxed) }
      guard let answers else { break }
      state.withLock { $0.answers += answers }
    }
    state.withLock { $0.threads -= 1 }
  }

  /// The next few: fewer towards the end, so that all threads come home together.
  private func take(from waiting: inout ArraySlice<Int>) -> [Int] {
    let share = threads == 1 ? waiting.count : waiting.count / (2 * threads)
    let count = max(1, min(batchCount, share))
    defer { waiting = waiting.dropFirst(count) }
    return Array(waiting.prefix(count))
  }

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
    while state.withLock({ $0.threads > 0 }) { Thread.sleep(forTimeInterval: teamPause) }
  }
}
