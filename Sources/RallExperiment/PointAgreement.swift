internal import RallModel
internal import RallUnits

extension Agreement {
  /// Measures that have a meaning where there is no length, and no shape of a spike.
  mutating func measures(of point: PointCell) {
    for (index, measure) in draft.measures.enumerated() {
      let (key, reason): (String, String)
      switch measure?.kind {
      case .conductionVelocity: (key, reason) = ("conduction_velocity", "it has no length")
      case .lengthConstant: (key, reason) = ("length_constant", "it has no length")
      case .impedance: (key, reason) = ("impedance", "it has no length")
      case .timeConstants: (key, reason) = ("time_constants", "it has one only")
      case .features where point.isExact:
        (key, reason) = ("features", "its spikes are moments and have no shape")
      case .convergence where point.isExact:
        (key, reason) = ("convergence", "it is solved exactly, and nothing moves")
      case .features, .inputResistance, .rate, .convergence, nil: continue
      }
      add(
        Violation(
          path: ("measure" as ExperimentPath)[index] + key,
          found: "\(key) of a point cell; \(reason)",
          expected: point.isExact
            ? "input_resistance or rate" : "input_resistance, features, rate or convergence"
        ))
    }
  }

  /// Currents that are lines between corners, for which alone there is a closed form.
  mutating func stimuliOfExactCell() {
    for (index, stimulus) in draft.stimuli.enumerated() {
      switch stimulus?.electrode {
      case .sine(_)?, .noise(_)?, .voltageClamp(_)?: break
      case .currentClamp(_)?, .ramp(_)?, .file(_)?, nil: continue
      }
      guard let word = stimulus?.electrode.word else { continue }
      add(
        Violation(
          path: ("stimuli" as ExperimentPath)[index] + word,
          found: "\(word) into a point cell that is solved exactly",
          expected: "current_clamp, ramp or file"))
    }
  }

  /// What is reset at a threshold never rises above it, and cannot start there.
  mutating func levels(below firing: PointCell.Firing, restingAt rest: Voltage) {
    let expected = "\(firing.threshold), its threshold, or less"
    for (index, detector) in draft.detectors.enumerated() {
      guard let level = detector?.threshold, level > firing.threshold else { continue }
      add(
        Violation(
          path: ("detect" as ExperimentPath)[index] + "above",
          found: "a level of \(level), which the cell never reaches", expected: expected))
    }
    for (index, measure) in draft.measures.enumerated() {
      guard case .rate(_, let level) = measure?.kind, level > firing.threshold else { continue }
      add(
        Violation(
          path: ("measure" as ExperimentPath)[index] + "rate" + "above",
          found: "a level of \(level), which the cell never reaches", expected: expected))
    }
    let start =
      switch draft.cell.start {
      case .voltage(let start): start
      case .rest: rest
      }
    if start >= firing.threshold {
      add(
        Violation(
          path: ("cell" as ExperimentPath) + "start",
          found: "a cell that starts at \(start), where it would have fired",
          expected: "less than its threshold, \(firing.threshold)"))
    }
  }
}
