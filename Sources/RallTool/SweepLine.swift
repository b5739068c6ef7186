import Rall

/// How far a sweep has come, on standard error: one line on a terminal, elsewhere a line now and then.
///
/// A class, since it is written to from within a sweep and cleared after it.
final class SweepLine {
  private let kind: ProgressLine.Kind
  private let isTerminal = Terminal.isInteractive
  private let start = ContinuousClock.now
  private var last: ContinuousClock.Instant
  private var isShown = false

  init(_ kind: ProgressLine.Kind) {
    self.kind = kind
    last = start
  }

  /// At most five times a second on a terminal and for programs, every ten seconds elsewhere: how many are
  /// done, how many failed, the time left.
  func show(_ state: SweepProgress) {
    guard kind != .none else { return }
    let now = ContinuousClock.now
    let pause: Duration = kind == .json || isTerminal ? .milliseconds(200) : .seconds(10)
    guard last.duration(to: now) >= pause else { return }
    last = now
    let elapsed = start.duration(to: now) / .seconds(1)
    let computed = state.done - state.found
    let left =
      computed > 0 ? elapsed / Double(computed) * Double(state.count - state.done) : nil
    if kind == .json {
      let object: JSON = [
        "share": .number(Double(state.done) / Double(state.count)), "done": .integer(state.done),
        "failed": .integer(state.failed), "variants": .integer(state.count), "left": JSON(left),
      ]
      Terminal.error(object.description)
      return
    }
    let failed = state.failed > 0 ? ", \(state.failed) failed" : ""
    let rest = left.map { ", \(Int($0.rounded(.up))) s left" } ?? ""
    let text = "\(state.done) of \(state.count) variants\(failed)\(rest)"
    isShown = isTerminal
    Terminal.write(isTerminal ? "\r\u{1B}[K\(text)" : "\(text)\n")
  }

  /// Takes the line away.
  func clear() {
    if isShown { Terminal.write("\r\u{1B}[K") }
    isShown = false
  }
}
