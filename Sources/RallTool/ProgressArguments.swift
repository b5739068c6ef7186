import ArgumentParser
import Rall

/// How long work is watched: a line of progress, and a wish to stop.
struct ProgressArguments: ParsableArguments {
  @Option(help: "Progress on standard error: auto (a line on a terminal), none, or json.")
  var progress = ProgressLine.Kind.auto

  /// Does long work, which asks again and again whether it may go on.
  ///
  /// - Parameters:
  ///   - isLost: whether all is lost that was done until a wish to stop, so that it may end at once.
  ///   - work: what is to be done.
  func long<Outcome>(
    isLost: Bool = false, _ work: ((RunProgress) -> Bool) throws(Failure) -> Outcome
  ) throws(Failure) -> Outcome {
    let line = ProgressLine(progress)
    let interrupt = Interrupt.watch(quitsAtOnce: isLost)
    defer { line.clear() }
    return try work { state in
      line.show(state)
      return !interrupt.isRequested
    }
  }
}
