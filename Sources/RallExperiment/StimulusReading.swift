internal import RallModel
internal import RallUnits

extension ExperimentReader {
  /// `stimuli:`, one place an item; nil where an item could not be read.
  mutating func stimuli(_ node: Node?) -> [Stimulus?] {
    items(node, of: "stimuli").map { stimulus($0) }
  }

  /// `{ name: step, at: soma, current_clamp: { start: 5 ms, duration: 50 ms, amplitude: 0.6 nA } }`.
  private mutating func stimulus(_ node: Node) -> Stimulus? {
    guard
      let fields = fields(
        node, of: "a stimulus", required: ["name", "at"], optional: ["current_clamp"],
        later: ["ramp", "sine", "noise", "file", "voltage_clamp"])
    else { return nil }
    let name = name(fields["name"])
    let site = point(fields["at"])
    let clamp = only(fields, of: ["current_clamp"], in: "a stimulus").flatMap {
      currentClamp($0.value)
    }
    guard let name, let site, let clamp else { return nil }
    return Stimulus(name: name, at: site, clamp)
  }

  private mutating func currentClamp(_ node: Node) -> CurrentClamp? {
    guard
      let fields = fields(
        node, of: "current_clamp", required: ["start", "duration", "amplitude"],
        optional: ["repeat"])
    else { return nil }
    let start: Time? = quantity(fields["start"], .notNegative)
    let duration: Time? = quantity(fields["duration"], .positive)
    let amplitude: Current? = quantity(fields["amplitude"])
    let repeats = repeats(fields["repeat"], ofPulse: duration)
    guard let start, let duration, let amplitude else { return nil }
    return CurrentClamp(amplitude, from: start, for: duration, repeats: repeats)
  }

  private mutating func repeats(_ node: Node?, ofPulse duration: Time?) -> CurrentClamp.Repeat? {
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
}
