internal import RallModel
internal import RallUnits

extension Experiment {
  /// Checks every number that lays out time: lengths of time above zero, currents and starts finite.
  func checkNumbers() throws(PlanError) {
    try positive(run.duration, "run.duration")
    try positive(run.step, "run.step")
    guard run.duration / run.step <= 1e12 else {
      throw .number("run.step", found: "\(run.step)", wanted: "at most 1e12 steps in the run")
    }
    for (number, stimulus) in stimuli.enumerated() {
      let (clamp, path) = (stimulus.clamp, "stimuli[\(number)].current_clamp")
      guard clamp.amplitude.coherent.isFinite else {
        throw .number("\(path).amplitude", found: "\(clamp.amplitude)", wanted: "a finite current")
      }
      guard clamp.start.coherent.isFinite else {
        throw .number("\(path).start", found: "\(clamp.start)", wanted: "a finite time")
      }
      try positive(clamp.duration, "\(path).duration")
      if let repeats = clamp.repeats {
        try positive(repeats.every, "\(path).repeat.every")
        guard repeats.times > 0 else {
          throw .number("\(path).repeat.times", found: "\(repeats.times)", wanted: "one or more")
        }
      }
    }
    for (number, recording) in recordings.enumerated() {
      if let every = recording.every { try positive(every, "record[\(number)].every") }
    }
  }

  private func positive(_ time: Time, _ path: String) throws(PlanError) {
    guard time > .zero, time.coherent.isFinite else {
      throw .number(path, found: "\(time)", wanted: "a finite time above zero")
    }
  }
}
