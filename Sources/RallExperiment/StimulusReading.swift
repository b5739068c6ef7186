internal import RallModel
internal import RallUnits

extension ExperimentReader {
  /// `stimuli:`, one place an item; nil where an item could not be read.
  mutating func stimuli(_ node: Node?) -> [Stimulus?] {
    items(node, of: "stimuli").map { stimulus($0) }
  }

  /// `{ name: step, at: soma, current_clamp: { start: 5 ms, duration: 50 ms, amplitude: 0.6 nA } }`.
  private mutating func stimulus(_ node: Node) -> Stimulus? {
    let words = ["current_clamp", "ramp", "sine", "noise", "file", "voltage_clamp"]
    guard
      let fields = fields(node, of: "a stimulus", required: ["name", "at"], optional: words)
    else { return nil }
    let name = name(fields["name"])
    let site = point(fields["at"])
    guard let entry = only(fields, of: words, in: "a stimulus") else { return nil }
    let noun: (any ElectrodeNoun)? =
      switch entry.key {
      case "ramp": ramp(entry.value)
      case "sine": sine(entry.value)
      case "noise": noise(entry.value)
      case "file": currentFile(entry.value)
      case "voltage_clamp": voltageClamp(entry.value)
      default: currentClamp(entry.value)
      }
    guard let name, let site, let noun else { return nil }
    return Stimulus(name: name, at: site, noun)
  }

  /// `start` and `duration`, which every current but that of a file has.
  mutating func span(_ fields: Fields) -> (start: Time, duration: Time)? {
    let start: Time? = quantity(fields["start"], .notNegative)
    let duration: Time? = quantity(fields["duration"], .positive)
    guard let start, let duration else { return nil }
    return (start, duration)
  }

  private mutating func currentClamp(_ node: Node) -> CurrentClamp? {
    guard
      let fields = fields(
        node, of: "current_clamp", required: ["start", "duration", "amplitude"],
        optional: ["repeat"])
    else { return nil }
    let span = span(fields)
    let amplitude: Current? = quantity(fields["amplitude"])
    let repeats = repeats(fields["repeat"], ofPulse: span?.duration)
    guard let span, let amplitude else { return nil }
    return CurrentClamp(amplitude, from: span.start, for: span.duration, repeats: repeats)
  }

  mutating func repeats(_ node: Node?, ofPulse duration: Time?) -> CurrentClamp.Repeat? {
    guard let fields = fields(node, of: "repeat", required: ["every", "times"]) else { return nil }
    let every: Time? = quantity(fields["every"], .positive)
    let times = whole(
      fields["times"], in: 1...Limits.pulses, "a whole number from 1 to \(Limits.pulses)")
    guard let every, let times else { return nil }
    if let duration, times > 1, every < duration, let place = fields["every"]?.place {
      diagnostics.report(
        place, found: "pulses of \(duration) every \(every), which overlap",
        expected: "\(duration) or more")
    }
    return CurrentClamp.Repeat(every: every, times: times)
  }

  private mutating func ramp(_ node: Node) -> CurrentRamp? {
    guard let fields = fields(node, of: "ramp", required: ["start", "duration", "from", "to"])
    else { return nil }
    let span = span(fields)
    let from: Current? = quantity(fields["from"])
    let to: Current? = quantity(fields["to"])
    guard let span, let from, let to else { return nil }
    return CurrentRamp(from, to: to, from: span.start, for: span.duration)
  }

  private mutating func sine(_ node: Node) -> CurrentSine? {
    guard
      let fields = fields(
        node, of: "sine", required: ["start", "duration", "amplitude", "frequency"],
        optional: ["to_frequency", "phase", "offset"])
    else { return nil }
    let span = span(fields)
    let amplitude: Current? = quantity(fields["amplitude"])
    let frequency: Frequency? = quantity(fields["frequency"], .notNegative)
    let end: Frequency? = quantity(fields["to_frequency"], .notNegative)
    let phase = angle(fields["phase"])
    let offset: Current? = quantity(fields["offset"])
    guard let span, let amplitude, let frequency else { return nil }
    return CurrentSine(
      amplitude, at: frequency, to: end, from: span.start, for: span.duration, phase: phase ?? 0,
      offset: offset ?? .zero)
  }

  private mutating func noise(_ node: Node) -> CurrentNoise? {
    guard
      let fields = fields(
        node, of: "noise", required: ["start", "duration", "mean", "sd", "tau"],
        optional: ["seed"])
    else { return nil }
    let span = span(fields)
    let mean: Current? = quantity(fields["mean"])
    let sd: Current? = quantity(fields["sd"], .notNegative)
    let tau: Time? = quantity(fields["tau"], .positive)
    let seed = whole(fields["seed"], in: 0...Int.max, "a whole number, 0 or more")
    guard let span, let mean, let sd, let tau else { return nil }
    return CurrentNoise(
      mean: mean, sd: sd, tau: tau, from: span.start, for: span.duration, seed: seed)
  }

  /// `file: { path: current.txt, time: ms, current: pA }`: a path, and the units of the columns.
  private mutating func currentFile(_ node: Node) -> CurrentFile? {
    guard let fields = fields(node, of: "file", required: ["path", "time", "current"])
    else { return nil }
    let path = text(fields["path"], "the path of a file of two columns")
    let time = unit(fields["time"], TimeKind.dimensions)
    let current = unit(fields["current"], CurrentKind.dimensions)
    guard let path, let time, let current else { return nil }
    return CurrentFile(path: path, time: time, current: current)
  }

  /// The unit of a column.
  mutating func unit(_ node: Node?, _ dimensions: Dimensions) -> UnitName? {
    let expected = "the unit of \(KnownUnits.fitting(dimensions))"
    guard let node, let text = text(node, expected) else { return nil }
    if let unit = UnitName(text), unit.dimensions == dimensions { return unit }
    diagnostics.report(
      node.place, found: quoted(text), expected: expected,
      nearest: UnitName(text) == nil
        ? nearestName(to: text, among: KnownUnits.symbols(wanted: dimensions)) : nil)
    return nil
  }

  private mutating func voltageClamp(_ node: Node) -> VoltageClamp? {
    guard
      let fields = fields(
        node, of: "voltage_clamp", required: ["start", "levels"], optional: ["series_resistance"])
    else { return nil }
    let start: Time? = quantity(fields["start"], .notNegative)
    let resistance: Resistance? = quantity(fields["series_resistance"], .notNegative)
    let items = items(fields["levels"], of: "levels")
    if let node = fields["levels"], case .list(let all) = node.content, all.isEmpty {
      diagnostics.report(node.place, found: "no level", expected: "[{ hold: -70 mV, for: 10 ms }]")
    }
    let levels = items.compactMap { level($0) }
    guard let start, !levels.isEmpty, levels.count == items.count else { return nil }
    return VoltageClamp(levels, from: start, seriesResistance: resistance ?? .zero)
  }

  /// `{ hold: -70 mV, for: 10 ms }`.
  private mutating func level(_ node: Node) -> VoltageClamp.Level? {
    guard let fields = fields(node, of: "a level", required: ["hold", "for"]) else { return nil }
    let hold: Voltage? = quantity(fields["hold"])
    let duration: Time? = quantity(fields["for"], .positive)
    if let hold, hold.coherent.magnitude > Limits.potential.coherent,
      let place = fields["hold"]?.place
    {
      diagnostics.report(
        place, found: "a level of \(hold), at which a run stops",
        expected: "\(-Limits.potential) to \(Limits.potential)")
    }
    guard let hold, let duration else { return nil }
    return VoltageClamp.Level(hold, for: duration)
  }
}
