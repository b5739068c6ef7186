import ArgumentParser
import Rall

/// How long work is watched: a line of progress, and a wish to stop.
struct ProgressArguments: ParsableArguments {
  @Option(help: "Progress on standard error: auto (a line on a terminal), none, or json.")
  var progress = ProgressLine.Kind.auto

  /// Does long work, which asks again and again whether it may go on.
  func long<Outcome>(
    _ work: ((RunProgress) -> Bool) throws(Failure) -> Outcome
  ) throws(Failure) -> Outcome {
    let line = ProgressLine(progress)
    let interrupt = Interrupt.watch()
    defer { line.clear() }
    return try work { state in
      line.show(state)
      return !interrupt.isRequested
    }
  }
}
