internal import RallMembrane
internal import RallModel
internal import RallUnits

/// What the parts of an experiment must agree on among one another.
///
/// Each disagreement has a path, so that it can be placed in a file.
struct Agreement {
  /// A disagreement, where, and what would agree.
  struct Violation {
    var path: ExperimentPath
    var found: String
    var expected: String
    /// A name that was not known, and those that are.
    var unknown: (name: String, known: [String])?

    /// The name that was most likely meant.
    var nearest: String? { unknown.flatMap { nearestName(to: $0.name, among: $0.known) } }
  }

  let draft: Draft
  private(set) var violations: [Violation] = []

  /// - Parameter mechanisms: what the membrane has; nil where that is not known for sure.
  init(of draft: Draft, mechanisms: Set<String>?, hasDoubleCable: Bool) {
    self.draft = draft
    names("stimuli", draft.stimuli.map { $0?.name })
    names("extracellular", draft.fields.map { $0?.name })
    names("record", draft.recordings.map { $0?.name })
    names("detect", draft.detectors.map { $0?.name })
    names("measure", draft.measures.map { $0?.name })
    if let point = draft.point {
      variables(among: point.isExact ? ["v", "i_electrode"] : Self.variables(of: ["hh"]))
      measures(of: point)
      if point.isExact { stimuliOfExactCell() }
      if case .lif(_, _, let rest, let firing) = point { levels(below: firing, restingAt: rest) }
    } else if let mechanisms {
      variables(
        among: Self.variables(
          of: mechanisms, underSheaths: hasDoubleCable, inFields: !draft.fields.isEmpty))
    }
    if let run = draft.run { times(within: run.duration) }
  }

  mutating func add(_ violation: Violation) { violations.append(violation) }

  private mutating func names(_ section: String, _ names: [String?]) {
    var first: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      guard let name else { continue }
      let path = ExperimentPath([.key(section), .index(index), .key("name")])
      if let other = first[name] {
        violations.append(
          Violation(
            path: path, found: "the name \(quoted(name)) a second time",
            expected: "another than that of \(section)[\(other)]"))
      } else {
        first[name] = index
      }
    }
  }

  private mutating func variables(among known: [String]) {
    for (index, recording) in draft.recordings.enumerated() {
      for (number, variable) in (recording?.variables ?? []).enumerated()
      where !known.contains(variable) {
        let path: ExperimentPath = ("record" as ExperimentPath)[index] + "variable"
        violations.append(
          Violation(
            path: path[number], found: "the unknown variable \(quoted(variable))",
            expected: known.joined(separator: ", "),
            unknown: (variable, known)))
      }
    }
  }

  /// Whatever can be recorded where these mechanisms are, and, of a double cable, under its sheaths.
  static func variables(
    of mechanisms: Set<String>, underSheaths: Bool = false, inFields: Bool = false
  ) -> [String] {
    var variables = ["v", "v_inside"] + (underSheaths ? ["v_periaxonal", "v_sheath"] : [])
    variables += inFields ? ["v_outside"] : []
    variables += ["i_membrane", "i_electrode"]
    for mechanism in Mechanisms.all where mechanisms.contains(mechanism.name) {
      variables += mechanism.gates.map { "\(mechanism.name).\($0)" }
      variables += mechanism.currents.filter { !variables.contains($0) }
    }
    return variables
  }

  private mutating func times(within duration: Time) {
    for (index, stimulus) in draft.stimuli.enumerated() {
      guard let electrode = stimulus?.electrode, let start = electrode.start, start >= duration
      else { continue }
      violations.append(
        Violation(
          path: ("stimuli" as ExperimentPath)[index] + electrode.word + "start",
          found: "a stimulus that starts at \(start), when the run is over",
          expected: "less than \(duration)"))
    }
    for (index, recording) in draft.recordings.enumerated() {
      guard let every = recording?.every, every > duration else { continue }
      violations.append(
        Violation(
          path: ("record" as ExperimentPath)[index] + "every",
          found: "an interval of \(every), longer than the run", expected: "\(duration) or less"))
    }
  }
}

extension Electrode {
  /// When it starts; nil where a file tells.
  fileprivate var start: Time? {
    switch self {
    case .currentClamp(let clamp): clamp.start
    case .ramp(let ramp): ramp.start
    case .sine(let sine): sine.start
    case .noise(let noise): noise.start
    case .voltageClamp(let clamp): clamp.start
    case .file: nil
    }
  }
}
