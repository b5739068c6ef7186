internal import RallMembrane
internal import RallModel
internal import RallUnits

extension ExperimentReader {
  /// The models of a point cell.
  private enum PointModel: String, CaseIterable {
    case rc, lif, hh
  }

  /// What a point cell has no room for: it is no shape with places on it.
  private static let shapes = [
    "morphology", "compartments", "regions", "membrane", "myelin", "extracellular",
  ]

  /// `point_cell: { model: lif, tau: 20 ms, ... }`, in place of a morphology.
  mutating func pointCell(_ root: Fields) -> PointCell? {
    guard let node = root["point_cell"] else { return nil }
    for entry in root.entries(of: Self.shapes) {
      diagnostics.report(
        entry.keyPlace, found: "\(entry.key) beside point_cell",
        expected: "one or the other, for a point cell has no shape")
    }
    // Which other keys there may be is for the model to say.
    guard let model = node[.key("model")] else {
      _ = fields(node, of: "point_cell", required: ["model"])
      return nil
    }
    switch choice(model, of: PointModel.self) {
    case .rc: return capacitor(node)
    case .lif: return integrateAndFire(node)
    case .hh: return squidMembrane(node)
    case nil: return nil
    }
  }

  /// `{ model: rc, capacitance: 200 pF, resistance: 100 Mohm, rest: -70 mV }`.
  private mutating func capacitor(_ node: Node) -> PointCell? {
    guard
      let fields = fields(
        node, of: "a point_cell rc", required: ["model", "capacitance", "resistance", "rest"])
    else { return nil }
    let capacitance: Capacitance? = quantity(fields["capacitance"], .positive)
    let resistance: Resistance? = quantity(fields["resistance"], .positive)
    let rest: Voltage? = quantity(fields["rest"])
    guard let capacitance, let resistance, let rest else { return nil }
    return .rc(capacitance: capacitance, resistance: resistance, rest: rest)
  }

  /// `{ model: lif, tau: 20 ms, resistance: 10 Mohm, rest: -70 mV, threshold: -55 mV, reset: -70 mV,
  /// refractory: 2 ms }`.
  private mutating func integrateAndFire(_ node: Node) -> PointCell? {
    guard
      let fields = fields(
        node, of: "a point_cell lif",
        required: ["model", "tau", "resistance", "rest", "threshold", "reset", "refractory"])
    else { return nil }
    let tau: Time? = quantity(fields["tau"], .positive)
    let resistance: Resistance? = quantity(fields["resistance"], .positive)
    let rest: Voltage? = quantity(fields["rest"])
    let threshold: Voltage? = quantity(fields["threshold"])
    let reset: Voltage? = quantity(fields["reset"])
    let refractory: Time? = quantity(fields["refractory"], .notNegative)
    if let threshold, let reset, reset >= threshold, let place = fields["reset"]?.place {
      diagnostics.report(
        place, found: "a reset to \(reset), where it fires again at once",
        expected: "less than the threshold, \(threshold)")
    }
    guard let tau, let resistance, let rest, let threshold, let reset, let refractory else {
      return nil
    }
    let firing = PointCell.Firing(threshold: threshold, reset: reset, refractory: refractory)
    self.firing = firing
    return .lif(tau: tau, resistance: resistance, rest: rest, firing: firing)
  }

  /// `{ model: hh, area: 1000 um2, gna: 120 mS/cm2, ... }`.
  private mutating func squidMembrane(_ node: Node) -> PointCell? {
    guard
      let squid = Mechanisms.named("hh"),
      let fields = fields(
        node, of: "a point_cell hh", required: ["model", "area"],
        optional: squid.parameters.map(\.name))
    else { return nil }
    let area: Area? = quantity(fields["area"], .positive)
    let parameters = parameters(fields, of: squid)
    return area.map { .hh(area: $0, parameters: parameters) }
  }
}
