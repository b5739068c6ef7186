import ArgumentParser
import Rall

/// One line on standard error while work is long.
///
/// A class, since it is written to from within a run and cleared after it.
final class ProgressLine {
  /// For whom the line is.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case auto
    case none
    case json
  }

  private let kind: Kind
  private let start = ContinuousClock.now
  private var last: ContinuousClock.Instant
  private var isShown = false

  init(_ kind: Kind) {
    self.kind = kind == .auto && !Terminal.isInteractive ? .none : kind
    last = start
  }

  /// At most five times a second: the share done, the speed, the time left, the spikes.
  func show(_ state: RunProgress) {
    // Of a cell at rest no time goes by, and there is no speed.
    guard kind != .none, state.time > .zero else { return }
    let now = ContinuousClock.now
    guard last.duration(to: now) >= .milliseconds(200) else { return }
    last = now
    let elapsed = start.duration(to: now) / .seconds(1)
    let (time, duration) = (state.time.value(in: .ms), state.duration.value(in: .ms))
    let speed = time / elapsed
    let left = (duration - time) / max(speed, .leastNormalMagnitude)
    let share = time / duration
    switch kind {
    case .none: break
    case .auto:
      isShown = true
      Terminal.write(
        "\r\u{1B}[K\(Int(share * 100)) %  \(Int(time)) of \(Int(duration)) ms  "
          + "\(Int(speed)) ms/s  \(Int(left.rounded(.up))) s left  \(state.spikes) spikes")
    case .json:
      let object: JSON = [
        "share": .number(share), "time": .number(time), "speed": .number(speed),
        "left": .number(left), "spikes": .integer(state.spikes),
      ]
      Terminal.error(object.description)
    }
  }

  /// Takes the line away.
  func clear() {
    if isShown { Terminal.write("\r\u{1B}[K") }
  }
}
