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
      try stimulus.electrode.checkNumbers("stimuli[\(number)].\(stimulus.electrode.word)")
    }
    for (number, field) in fields.enumerated() {
      try field.checkNumbers("extracellular[\(number)]")
    }
    for (number, recording) in recordings.enumerated() {
      if let every = recording.every { try positive(every, "record[\(number)].every") }
    }
  }
}

extension Electrode {
  fileprivate func checkNumbers(_ path: String) throws(PlanError) {
    switch self {
    case .currentClamp(let clamp):
      try finite(clamp.amplitude, "\(path).amplitude")
      try checkSpan(clamp.start, clamp.duration, path)
      guard let repeats = clamp.repeats else { return }
      try positive(repeats.every, "\(path).repeat.every")
      guard repeats.times > 0 else {
        throw .number("\(path).repeat.times", found: "\(repeats.times)", wanted: "one or more")
      }
    case .ramp(let ramp):
      try checkSpan(ramp.start, ramp.duration, path)
      try finite(ramp.from, "\(path).from")
      try finite(ramp.to, "\(path).to")
    case .sine(let sine):
      try checkSpan(sine.start, sine.duration, path)
      try finite(sine.amplitude, "\(path).amplitude")
      try finite(sine.offset, "\(path).offset")
      try finite(sine.frequency, "\(path).frequency")
      if let end = sine.endFrequency { try finite(end, "\(path).to_frequency") }
      guard sine.phase.isFinite else {
        throw .number("\(path).phase", found: "\(sine.phase)", wanted: "a finite number")
      }
    case .noise(let noise):
      try checkSpan(noise.start, noise.duration, path)
      try finite(noise.mean, "\(path).mean")
      try finite(noise.sd, "\(path).sd")
      try positive(noise.tau, "\(path).tau")
    case .file: break
    case .voltageClamp(let clamp):
      try finite(clamp.start, "\(path).start")
      guard !clamp.levels.isEmpty else {
        throw .number("\(path).levels", found: "no level", wanted: "one or more")
      }
      for (number, level) in clamp.levels.enumerated() {
        try finite(level.hold, "\(path).levels[\(number)].hold")
        try positive(level.duration, "\(path).levels[\(number)].for")
      }
      guard clamp.seriesResistance >= .zero, clamp.seriesResistance.coherent.isFinite else {
        throw .number(
          "\(path).series_resistance", found: "\(clamp.seriesResistance)",
          wanted: "a finite resistance, 0 or more")
      }
    }
  }

  private func checkSpan(_ start: Time, _ duration: Time, _ path: String) throws(PlanError) {
    try finite(start, "\(path).start")
    try positive(duration, "\(path).duration")
  }
}

func positive(_ time: Time, _ path: String) throws(PlanError) {
  guard time > .zero, time.coherent.isFinite else {
    throw .number(path, found: "\(time)", wanted: "a finite time above zero")
  }
}

func finite<Kind>(_ quantity: Quantity<Kind>, _ path: String) throws(PlanError) {
  guard quantity.coherent.isFinite else {
    throw .number(path, found: "\(quantity)", wanted: "\(Kind.dimensions) that is finite")
  }
}
