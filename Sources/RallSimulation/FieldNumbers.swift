internal import RallModel
internal import RallUnits

extension ExtracellularField {
  /// Checks every number of a source and of its course; `path` is its way in the experiment.
  func checkNumbers(_ path: String) throws(PlanError) {
    switch source {
    case .point(let point):
      let place = "\(path).point"
      try finite(point.current, "\(place).current")
      for (axis, at) in [point.x, point.y, point.z].enumerated() {
        try finite(at, "\(place).at[\(axis)]")
      }
      guard point.resistivity > .zero, point.resistivity.coherent.isFinite else {
        throw .number(
          "\(place).resistivity", found: "\(point.resistivity)",
          wanted: "a finite resistivity above zero")
      }
    case .uniform(let uniform): try finite(uniform.strength, "\(path).uniform.strength")
    case .table(let table): try finite(table.scale, "\(path).table.scale")
    }
    if let course { try course.checkNumbers("\(path).\(course.word)") }
  }
}

extension FieldCourse {
  fileprivate func checkNumbers(_ path: String) throws(PlanError) {
    switch self {
    case .pulse(let pulse):
      try finite(pulse.start, "\(path).start")
      guard !pulse.phases.isEmpty else {
        throw .number("\(path).phases", found: "no phase", wanted: "one or more")
      }
      for (number, phase) in pulse.phases.enumerated() {
        try finite(phase.share, "\(path).phases[\(number)].share")
        try positive(phase.duration, "\(path).phases[\(number)].for")
      }
      guard let repeats = pulse.repeats else { return }
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
      try finite(sine.phase, "\(path).phase")
      try finite(sine.frequency, "\(path).frequency")
      if let end = sine.endFrequency { try finite(end, "\(path).to_frequency") }
    case .noise(let noise):
      try checkSpan(noise.start, noise.duration, path)
      try finite(noise.mean, "\(path).mean")
      try finite(noise.sd, "\(path).sd")
      try positive(noise.tau, "\(path).tau")
    case .file: break
    }
  }

  private func checkSpan(_ start: Time, _ duration: Time, _ path: String) throws(PlanError) {
    try finite(start, "\(path).start")
    try positive(duration, "\(path).duration")
  }
}

private func finite(_ number: Double, _ path: String) throws(PlanError) {
  guard number.isFinite else {
    throw .number(path, found: "\(number)", wanted: "a finite number")
  }
}
