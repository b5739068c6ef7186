internal import RallModel
internal import RallUnits

/// What an experiment asks for beyond the end of its run, which is cut off there.
struct CutShort {
  private(set) var findings: [ExperimentFinding] = []

  init(_ experiment: Experiment) {
    let end = experiment.run.duration.coherent
    for (number, stimulus) in experiment.stimuli.enumerated() {
      look(at: stimulus.electrode.edges, end, "stimuli[\(number)].\(stimulus.electrode.word)")
    }
    for (number, field) in experiment.fields.enumerated() {
      guard let course = field.course else { continue }
      let waveform = course.waveform(named: field.name, seed: experiment.run.seed)
      look(at: waveform?.edges ?? [], end, "extracellular[\(number)].\(course.word)")
    }
  }

  /// The edges are in order; the sum of a start and a duration may be rounded.
  private mutating func look(at edges: [Double], _ end: Double, _ path: String) {
    guard let last = edges.last, last > end * (1 + 1e-12) else { return }
    findings.append(
      ExperimentFinding(
        code: "cutShort", path: path,
        message: edges[0] >= end
          ? "it begins at \(Time(coherent: edges[0])), when the run is over"
          : "it lasts to \(Time(coherent: last)) and is cut off at the end of the run, "
            + "\(Time(coherent: end))"))
  }
}

extension Electrode {
  /// When it begins and ends, ms, with or without edges in between; none of a file that was not read.
  fileprivate var edges: [Double] {
    switch self {
    case .currentClamp(let clamp):
      [clamp.start.coherent, (clamp.start + clamp.lasts).coherent]
    case .ramp(let ramp): [ramp.start.coherent, (ramp.start + ramp.duration).coherent]
    case .sine(let sine): sine.edges
    case .noise(let noise): [noise.start.coherent, (noise.start + noise.duration).coherent]
    case .file(let file): file.samples?.edges ?? []
    case .voltageClamp(let clamp): clamp.edges
    }
  }
}

extension CurrentClamp {
  /// From the start of its first pulse to the end of its last.
  fileprivate var lasts: Time {
    guard let repeats else { return duration }
    return Double(repeats.times - 1) * repeats.every + duration
  }
}
