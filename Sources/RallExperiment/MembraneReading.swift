internal import RallMembrane
internal import RallModel
internal import RallMorphology
internal import RallUnits

extension ExperimentReader {
  /// `cell: { name, axoplasm, capacitance, temperature, start }`, without its coats; of a point cell
  /// what its model does not say itself.
  mutating func cell(_ node: Node?, of point: PointCell?) -> Cell {
    var cell = Cell()
    // Nothing is known of an `rc` or a `lif` but its rest.
    if point?.isExact == true { cell.start = .rest }
    let (noun, keys) =
      switch point {
      case nil: ("cell", ["name", "axoplasm", "capacitance", "temperature", "start"])
      case .hh: ("cell beside point_cell", ["name", "capacitance", "temperature", "start"])
      case .rc, .lif: ("cell beside point_cell", ["name", "start"])
      }
    guard let fields = fields(node, of: noun, optional: keys) else { return cell }
    cell.name = name(fields["name"]) ?? cell.name
    cell.axoplasm = quantity(fields["axoplasm"], .positive) ?? cell.axoplasm
    cell.capacitance = quantity(fields["capacitance"], .positive) ?? cell.capacitance
    cell.temperature = temperature(fields["temperature"]) ?? cell.temperature
    if let start = fields["start"] {
      if case .text("rest") = start.content {
        cell.start = .rest
      } else if let voltage: Voltage = quantity(start) {
        cell.start = .voltage(voltage)
      }
    }
    return cell
  }

  /// `membrane:`, a list of coats.
  mutating func coats(_ node: Node?) -> [Coat] {
    items(node, of: "membrane").compactMap { coat($0) }
  }

  /// `{ region: axon, hh: { gna: 120 mS/cm2 }, capacitance: 1 uF/cm2 }`.
  private mutating func coat(_ node: Node) -> Coat? {
    let kinds = Mechanisms.all.map(\.name) + ["capacitance", "axoplasm"]
    guard
      let fields = fields(
        node, of: "a membrane line", required: ["region"], optional: kinds)
    else {
      knowsMechanisms = false
      return nil
    }
    if fields.isIncomplete { knowsMechanisms = false }
    let region = region(fields["region"])
    let entries = fields.entries(of: kinds)
    if entries.isEmpty, !fields.isIncomplete {
      diagnostics.report(
        fields.place, found: "a membrane line that lays nothing on its region",
        expected: "one or more of \(kinds.joined(separator: ", "))")
    }
    let layers = entries.compactMap { layer($0) }
    return region.map { Coat(region: $0, layers: layers) }
  }

  mutating func layer(_ entry: Node.Entry) -> Layer? {
    switch entry.key {
    case "capacitance":
      return expression(entry.value, CapacitancePerAreaKind.dimensions, isPositive: true)
        .map { .capacitance($0) }
    case "axoplasm":
      return expression(entry.value, ResistivityKind.dimensions, isPositive: true)
        .map { .axoplasm($0) }
    default:
      guard let mechanism = Mechanisms.named(entry.key) else { return nil }
      mechanisms.insert(mechanism.name)
      return .mechanism(mechanism.name, parameters(entry.value, of: mechanism))
    }
  }

  mutating func parameters(
    _ fields: Fields, of mechanism: MechanismDescription
  ) -> [String: Expression] {
    var parameters: [String: Expression] = [:]
    for parameter in mechanism.parameters {
      parameters[parameter.name] = expression(
        fields[parameter.name], parameter.dimensions, atLeast: parameter.minimum)
    }
    return parameters
  }

  private mutating func parameters(
    _ node: Node, of mechanism: MechanismDescription
  ) -> [String: Expression] {
    let known = mechanism.parameters.map(\.name)
    guard let fields = fields(node, of: mechanism.name, optional: known) else { return [:] }
    return parameters(fields, of: mechanism)
  }
}
