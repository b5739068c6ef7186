internal import RallModel
internal import RallMorphology
internal import RallUnits

extension ExperimentReader {
  /// `measure:`, nil where an item could not be read.
  mutating func measures(_ node: Node?) -> [Measure?] {
    items(node, of: "measure").map { measure($0) }
  }

  /// `{ name: speed, conduction_velocity: { along: { from: SITE, to: SITE }, above: -20 mV } }`.
  private mutating func measure(_ node: Node) -> Measure? {
    let kinds = [
      "conduction_velocity", "length_constant", "impedance", "time_constants", "input_resistance",
      "features", "rate", "convergence",
    ]
    guard let fields = fields(node, of: "a measure", required: ["name"], optional: kinds)
    else { return nil }
    let name = name(fields["name"])
    let kind: Measure.Kind? = only(fields, of: kinds, in: "a measure").flatMap { entry in
      switch entry.key {
      case "conduction_velocity": conductionVelocity(entry.value)
      case "length_constant": lengthConstant(entry.value)
      case "impedance": impedance(entry.value)
      case "time_constants": timeConstants(entry.value)
      case "input_resistance": inputResistance(entry.value)
      case "features": features(entry.value)
      case "rate": rate(entry.value)
      default: convergence(entry.value)
      }
    }
    guard let name, let kind else { return nil }
    return Measure(name: name, kind)
  }

  private mutating func conductionVelocity(_ node: Node) -> Measure.Kind? {
    guard let fields = fields(node, of: "conduction_velocity", required: ["along", "above"])
    else { return nil }
    let above: Voltage? = quantity(fields["above"])
    guard let along = fields["along"] else { return nil }
    if case .text("nodes") = along.content {
      return above.map { .conductionVelocity(along: .nodes, above: $0) }
    }
    guard let path = self.fields(along, of: "along", required: ["from", "to"]) else { return nil }
    let from = point(path["from"])
    let to = point(path["to"])
    if let from, from == to, let place = path["to"]?.place {
      diagnostics.report(
        place, found: "a path from \(from) to itself", expected: "another site to go to")
    }
    guard let from, let to, let above else { return nil }
    return .conductionVelocity(along: .path(from: from, to: to), above: above)
  }

  private mutating func lengthConstant(_ node: Node) -> Measure.Kind? {
    guard
      let fields = fields(
        node, of: "length_constant", optional: ["from", "to", "region", "frequencies"])
    else { return nil }
    let frequencies = frequencies(fields["frequencies"])
    guard let entry = only(fields, of: ["from", "region"], in: "length_constant") else {
      return nil
    }
    let to = fields["to"].map { (node: $0, site: point($0)) }
    if entry.key == "region" {
      for entry in fields.entries(of: ["to"]) {
        diagnostics.report(entry.keyPlace, found: "to beside region", expected: "to beside from")
      }
      return region(entry.value).map { .lengthConstant(.region($0), frequencies: frequencies) }
    }
    guard let from = point(entry.value) else { return nil }
    if let to, to.site == from {
      diagnostics.report(
        to.node.place, found: "a path from \(from) to itself", expected: "another site to go to")
    }
    return .lengthConstant(.path(from: from, to: to?.site), frequencies: frequencies)
  }

  /// Far beyond what any membrane follows, and far from where numbers end.
  private static let highest = 1e12.Hz

  /// `frequencies: [0 Hz, 100 Hz]`, or one; none given is steady, 0 Hz.
  private mutating func frequencies(_ node: Node?) -> [Frequency] {
    guard node != nil else { return [.zero] }
    var found: [Frequency] = []
    var known: Set<Frequency> = []
    for item in items(node, of: "frequencies", orOne: true) {
      guard let frequency: Frequency = quantity(item, .notNegative) else { continue }
      if !known.insert(frequency).inserted {
        diagnostics.report(item.place, found: "\(frequency) twice", expected: "it once")
      }
      if frequency > Self.highest {
        diagnostics.report(item.place, found: "\(frequency)", expected: "at most \(Self.highest)")
      }
      found.append(frequency)
    }
    return found
  }

  /// `impedance: { from: soma, to: [swc(1204), tips(apical)], frequencies: [0 Hz, 100 Hz] }`.
  private mutating func impedance(_ node: Node) -> Measure.Kind? {
    guard
      let fields = fields(
        node, of: "impedance", required: ["from"], optional: ["to", "frequencies"])
    else { return nil }
    let from = point(fields["from"])
    let to = fields["to"] == nil ? [] : sites(fields["to"])
    let frequencies = frequencies(fields["frequencies"])
    guard let from, let to else { return nil }
    return .impedance(from: from, to: to, frequencies: frequencies)
  }

  /// `time_constants: { count: 3 }`.
  private mutating func timeConstants(_ node: Node) -> Measure.Kind? {
    guard let fields = fields(node, of: "time_constants", optional: ["count"]) else { return nil }
    guard let count = fields["count"] else { return .timeConstants(count: 1) }
    return whole(count, in: 1...1000, "a whole number from 1 to 1000")
      .map { .timeConstants(count: $0) }
  }

  private mutating func inputResistance(_ node: Node) -> Measure.Kind? {
    guard let fields = fields(node, of: "input_resistance", required: ["at"]) else { return nil }
    return point(fields["at"]).map { .inputResistance(at: $0) }
  }

  private mutating func convergence(_ node: Node) -> Measure.Kind? {
    guard let fields = fields(node, of: "convergence", optional: ["tolerance"]) else { return nil }
    guard let tolerance = fields["tolerance"] else { return .convergence(tolerance: 1e-3) }
    return number(tolerance, .positive).map { .convergence(tolerance: $0) }
  }

  private mutating func features(_ node: Node) -> Measure.Kind? {
    spikes(node, "features").map { .features(at: $0, above: $1) }
  }

  private mutating func rate(_ node: Node) -> Measure.Kind? {
    spikes(node, "rate").map { .rate(at: $0, above: $1) }
  }

  /// Where spikes are looked for, and what is one: at −20 mV, or at the threshold of a cell that has one.
  private mutating func spikes(_ node: Node, _ noun: String) -> (at: Site, above: Voltage)? {
    guard let fields = fields(node, of: noun, required: ["at"], optional: ["above"]) else {
      return nil
    }
    let above: Voltage = quantity(fields["above"]) ?? firing?.threshold ?? -20.mV
    return point(fields["at"]).map { ($0, above) }
  }
}
