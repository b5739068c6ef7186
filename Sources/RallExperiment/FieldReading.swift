internal import RallModel
internal import RallUnits

extension ExperimentReader {
  /// `extracellular:`, nil where an item could not be read.
  mutating func extracellularFields(_ node: Node?) -> [ExtracellularField?] {
    items(node, of: "extracellular").map { extracellularField($0) }
  }

  /// `{ name: needle, point: { ... }, pulse: { ... } }`: a source, and its course in time.
  private mutating func extracellularField(_ node: Node) -> ExtracellularField? {
    guard
      let fields = fields(
        node, of: "an extracellular field", required: ["name"],
        optional: FieldWords.sources + FieldWords.courses)
    else { return nil }
    let name = name(fields["name"])
    let source: FieldSource? = only(
      fields, of: FieldWords.sources, in: "an extracellular field"
    ).flatMap { entry in
      switch entry.key {
      case "point": pointElectrode(entry.value).map { .point($0) }
      case "uniform": uniformField(entry.value).map { .uniform($0) }
      default: potentialTable(entry.value).map { .table($0) }
      }
    }
    let courses = fields.entries(of: FieldWords.courses)
    for course in courses.dropFirst() {
      diagnostics.report(
        course.keyPlace, found: "\(course.key) beside \(courses[0].key)",
        expected: "one course in time, or none")
    }
    let course = courses.first.map { fieldCourse($0) }
    guard let name, let source else { return nil }
    switch course {
    case nil: return ExtracellularField(name: name, source)
    case .some(let course?): return ExtracellularField(name: name, source, course)
    case .some(nil): return nil
    }
  }

  /// `point: { current: -0.5 mA, at: [0 um, 0 um, 1 mm], resistivity: 300 ohm cm }`.
  private mutating func pointElectrode(_ node: Node) -> PointElectrode? {
    guard
      let fields = fields(node, of: "point", required: ["current", "at", "resistivity"])
    else { return nil }
    let current: Current? = quantity(fields["current"])
    let place: [Length]? = triple(fields["at"], "three lengths, as in [0 um, 0 um, 1 mm]") {
      $0.quantity($1)
    }
    let resistivity: Resistivity? = quantity(fields["resistivity"], .positive)
    guard let current, let place, let resistivity else { return nil }
    return PointElectrode(
      current, x: place[0], y: place[1], z: place[2], resistivity: resistivity)
  }

  /// `uniform: { strength: 10 V/m, direction: [1, 0, 0] }`.
  private mutating func uniformField(_ node: Node) -> UniformField? {
    guard let fields = fields(node, of: "uniform", required: ["strength", "direction"]) else {
      return nil
    }
    let strength: FieldStrength? = quantity(fields["strength"])
    let direction = triple(fields["direction"], "three numbers, as in [1, 0, 0]") {
      $0.number($1)
    }
    if let direction, direction.allSatisfy({ $0 == 0 }), let node = fields["direction"] {
      diagnostics.report(
        node.place, found: "a direction of length 0",
        expected: "x, y and z of which one is not 0")
    }
    guard let strength, let direction else { return nil }
    return UniformField(
      strength, along: SIMD3(direction[0], direction[1], direction[2]))
  }

  /// Three values in a list.
  private mutating func triple<Value>(
    _ node: Node?, _ expected: String, _ read: (inout Self, Node) -> Value?
  ) -> [Value]? {
    guard let node else { return nil }
    guard case .list(let items) = node.content, items.count == 3 else {
      if case .refused = node.content { return nil }
      let found =
        if case .list(let items) = node.content { "\(items.count) items" } else {
          node.noun
        }
      diagnostics.report(node.place, found: found, expected: expected)
      return nil
    }
    let values = items.compactMap { read(&self, $0) }
    return values.count == 3 ? values : nil
  }

  /// `table: { path: potentials.csv, potential: mV, time: ms, distance: um, scale: 1 }`.
  private mutating func potentialTable(_ node: Node) -> PotentialTable? {
    guard
      let fields = fields(
        node, of: "table", required: ["path", "potential"],
        optional: ["time", "distance", "scale"])
    else { return nil }
    let path = text(fields["path"], "the path of a table of potentials")
    let potential = unit(fields["potential"], VoltageKind.dimensions)
    let time = unit(fields["time"], TimeKind.dimensions)
    let distance = unit(fields["distance"], LengthKind.dimensions)
    let scale = number(fields["scale"]) ?? 1
    guard let path, let potential else { return nil }
    return PotentialTable(
      path: path, potential: potential, time: time, distance: distance, scale: scale)
  }

  private mutating func fieldCourse(_ entry: Node.Entry) -> FieldCourse? {
    switch entry.key {
    case "pulse": fieldPulse(entry.value).map { .pulse($0) }
    case "ramp": fieldRamp(entry.value).map { .ramp($0) }
    case "sine": fieldSine(entry.value).map { .sine($0) }
    case "noise": fieldNoise(entry.value).map { .noise($0) }
    default: fieldFile(entry.value).map { .file($0) }
    }
  }

  /// `pulse: { start: 1 ms, duration: 0.1 ms }`, or with `phases: [{ share: 1, for: 0.1 ms }, ...]`.
  private mutating func fieldPulse(_ node: Node) -> FieldPulse? {
    guard
      let fields = fields(
        node, of: "pulse", required: ["start"], optional: ["duration", "phases", "repeat"]),
      let entry = only(fields, of: ["duration", "phases"], in: "pulse")
    else { return nil }
    let start: Time? = quantity(fields["start"], .notNegative)
    let phases: [FieldPulse.Phase]
    if entry.key == "duration" {
      guard let duration: Time = quantity(entry.value, .positive) else { return nil }
      phases = [FieldPulse.Phase(1, for: duration)]
    } else {
      let items = items(entry.value, of: "phases")
      phases = items.compactMap { fieldPhase($0) }
      if case .list(let all) = entry.value.content, all.isEmpty {
        diagnostics.report(
          entry.value.place, found: "no phase", expected: "[{ share: 1, for: 0.1 ms }]")
      }
      guard !phases.isEmpty, phases.count == items.count else { return nil }
    }
    let repeats = repeats(fields["repeat"], ofPulse: nil)
    return start.map { FieldPulse(from: $0, phases: phases, repeats: repeats) }
  }

  private mutating func fieldPhase(_ node: Node) -> FieldPulse.Phase? {
    guard let fields = fields(node, of: "a phase", required: ["share", "for"]) else { return nil }
    let share = number(fields["share"])
    let duration: Time? = quantity(fields["for"], .positive)
    guard let share, let duration else { return nil }
    return FieldPulse.Phase(share, for: duration)
  }

  private mutating func fieldRamp(_ node: Node) -> FieldRamp? {
    guard
      let fields = fields(
        node, of: "ramp of shares", required: ["start", "duration"], optional: ["from", "to"])
    else { return nil }
    let span = span(fields)
    let (from, to) = (number(fields["from"]) ?? 0, number(fields["to"]) ?? 1)
    return span.map { FieldRamp(from, to: to, from: $0.start, for: $0.duration) }
  }

  private mutating func fieldSine(_ node: Node) -> FieldSine? {
    guard
      let fields = fields(
        node, of: "sine of shares", required: ["start", "duration", "frequency"],
        optional: ["amplitude", "to_frequency", "phase", "offset"])
    else { return nil }
    let span = span(fields)
    let frequency: Frequency? = quantity(fields["frequency"], .notNegative)
    let end: Frequency? = quantity(fields["to_frequency"], .notNegative)
    let amplitude = number(fields["amplitude"]) ?? 1
    let (phase, offset) = (angle(fields["phase"]) ?? 0, number(fields["offset"]) ?? 0)
    guard let span, let frequency else { return nil }
    return FieldSine(
      amplitude, at: frequency, to: end, from: span.start, for: span.duration, phase: phase,
      offset: offset)
  }

  private mutating func fieldNoise(_ node: Node) -> FieldNoise? {
    guard
      let fields = fields(
        node, of: "noise of shares", required: ["start", "duration", "tau"],
        optional: ["mean", "sd", "seed"])
    else { return nil }
    let span = span(fields)
    let tau: Time? = quantity(fields["tau"], .positive)
    let mean = number(fields["mean"]) ?? 0
    let sd = number(fields["sd"], .notNegative) ?? 1
    let seed = whole(fields["seed"], in: 0...Int.max, "a whole number, 0 or more")
    guard let span, let tau else { return nil }
    return FieldNoise(
      mean: mean, sd: sd, tau: tau, from: span.start, for: span.duration, seed: seed)
  }

  /// `file: { path: course.txt, time: ms }`: times and shares in two columns.
  private mutating func fieldFile(_ node: Node) -> FieldCourseFile? {
    guard let fields = fields(node, of: "file of shares", required: ["path", "time"]) else {
      return nil
    }
    let path = text(fields["path"], "the path of a file of two columns")
    let time = unit(fields["time"], TimeKind.dimensions)
    guard let path, let time else { return nil }
    return FieldCourseFile(path: path, time: time)
  }
}

/// The keys of `extracellular:`.
enum FieldWords {
  static let sources = ["point", "uniform", "table"]
  static let courses = ["pulse", "ramp", "sine", "noise", "file"]
}
