internal import RallMembrane
internal import RallModel
internal import RallMorphology
internal import RallUnits

extension ExperimentReader {
  /// `myelin:`, a list of declarations and presets.
  mutating func wrappings(_ node: Node?) -> [Wrapping?] {
    items(node, of: "myelin").map { wrapping($0) }
  }

  /// `{ region, node, internode, cable, ... }`, or `{ mrg: { region, diameter } }`.
  private mutating func wrapping(_ node: Node) -> Wrapping? {
    guard let preset = node[.key(MyelinWords.preset)] else {
      return myelin(node).map { .myelin($0) }
    }
    guard fields(node, of: "a myelin line of a preset", optional: [MyelinWords.preset]) != nil
    else { return nil }
    return mrg(preset)
  }

  /// `mrg: { region: axon, diameter: 10 um }`, the published motor axon by its fibre diameter.
  private mutating func mrg(_ node: Node) -> Wrapping? {
    mechanisms.formUnion(["mrg", "passive"])
    hasDoubleCable = true
    guard let fields = fields(node, of: "the preset mrg", required: MyelinWords.mrg) else {
      return nil
    }
    let region = region(fields["region"])
    let diameter: Length? = quantity(fields["diameter"], .positive)
    guard let region, let diameter else { return nil }
    let wrapping = Wrapping.mrg(region: region, diameter: diameter)
    do throws(MyelinError) { _ = try wrapping.myelin } catch {
      diagnostics.report((fields["diameter"] ?? node).place, "\(error)")
      return nil
    }
    return wrapping
  }

  private mutating func myelin(_ node: Node) -> Myelin? {
    guard
      let fields = fields(
        node, of: "a myelin line", required: ["region", "node", "internode"],
        optional: MyelinWords.optional)
    else {
      knowsMechanisms = false
      return nil
    }
    if fields.isIncomplete { knowsMechanisms = false }
    let region = region(fields["region"])
    let cable = cable(fields)
    if case .double? = cable { hasDoubleCable = true }
    let ranvier = nodeOfRanvier(fields["node"])
    let internode = internode(fields["internode"])
    let axoplasm: Resistivity? = quantity(fields["axoplasm"], .positive)
    let isCentred = flag(fields["centred"]) ?? false
    if !isCentred, let pieces = fields["internode"]?[.key("pieces")] {
      diagnostics.report(
        pieces.place, found: "pieces where the division cuts", expected: "centred: true beside node"
      )
    }
    guard let region, let cable, let ranvier, let internode else { return nil }
    let myelin = Myelin(
      on: region, node: ranvier, internode: internode, cable: cable, axoplasm: axoplasm,
      isCentred: isCentred)
    do throws(MyelinError) { try myelin.check() } catch {
      let path = ExperimentPath(error.place.map { .key($0) })
      diagnostics.report(node.nearest(to: path).place, "\(error)")
      return nil
    }
    return myelin
  }

  /// `cable: single`, or `cable: double` with `periaxonal: { width, resistivity }`.
  private mutating func cable(_ fields: Fields) -> Myelin.Cable? {
    let word =
      fields["cable"] == nil ? .single : choice(fields["cable"], of: MyelinWords.Cable.self)
    switch (word, fields["periaxonal"]) {
    case (nil, _): break
    case (.single, nil): return .single
    case (.double, let described?): return space(described)
    case (.single, let described?):
      diagnostics.report(
        described.place, found: "periaxonal of a single cable", expected: "cable: double beside it")
    case (.double, nil):
      diagnostics.report(
        fields["cable"]?.place ?? fields.place, found: "a double cable without periaxonal",
        expected: "periaxonal: { width: 4 nm, resistivity: 70 ohm cm }, or another")
    }
    return nil
  }

  private mutating func space(_ node: Node?) -> Myelin.Cable? {
    guard let fields = fields(node, of: "periaxonal", required: MyelinWords.periaxonal) else {
      return nil
    }
    let width: Length? = quantity(fields["width"], .positive)
    let resistivity: Resistivity? = quantity(fields["resistivity"], .positive)
    guard let width, let resistivity else { return nil }
    return .double(PeriaxonalSpace(width: width, resistivity: resistivity))
  }

  /// `node: { length: 1 um, hh: { ... } }`.
  private mutating func nodeOfRanvier(_ node: Node?) -> NodeOfRanvier? {
    guard
      let fields = fields(
        node, of: "node", required: ["length"],
        optional: MyelinWords.node + MyelinWords.layers)
    else {
      knowsMechanisms = false
      return nil
    }
    let length: Length? = quantity(fields["length"], .positive)
    let diameter: Length? = quantity(fields["diameter"], .positive)
    let width: Length? = quantity(fields["periaxonal_width"], .positive)
    let layers = layers(fields)
    return length.map {
      NodeOfRanvier(length: $0, diameter: diameter, periaxonalWidth: width, layers: layers)
    }
  }

  /// `internode: { length: 100 um, lamellae: 30, ... }`.
  private mutating func internode(_ node: Node?) -> Internode? {
    guard
      let fields = fields(
        node, of: "internode", required: ["length"], optional: MyelinWords.internode)
    else { return nil }
    let length: Length? = quantity(fields["length"], .positive)
    let diameter: Length? = quantity(fields["diameter"], .positive)
    let sheath = sheath(fields)
    let axolemma = axolemma(fields["axolemma"])
    let paranode = segment(fields["paranode"], "paranode")
    let juxtaparanode = segment(fields["juxtaparanode"], "juxtaparanode")
    let pieces = whole(fields["pieces"], in: 1...10_000, "a whole number from 1 to 10000")
    guard let length, let sheath else { return nil }
    return Internode(
      length: length, diameter: diameter, sheath: sheath, axolemma: axolemma ?? [],
      paranode: paranode, juxtaparanode: juxtaparanode, pieces: pieces ?? 1)
  }

  private mutating func sheath(_ fields: Fields) -> Sheath? {
    let thickness = thickness(fields)
    let capacitance: CapacitancePerArea? = quantity(fields["membrane_capacitance"], .positive)
    let conductance: ConductancePerArea? = quantity(fields["membrane_conductance"], .notNegative)
    let reversal: Voltage? = quantity(fields["e"])
    let fibre: Length? = quantity(fields["fibre_diameter"], .positive)
    let period: Length? = quantity(fields["lamella_period"], .positive)
    guard let thickness else { return nil }
    var sheath = Sheath(thickness, reversal: reversal, fibreDiameter: fibre)
    sheath.membraneCapacitance = capacitance ?? sheath.membraneCapacitance
    sheath.membraneConductance = conductance ?? sheath.membraneConductance
    sheath.lamellaPeriod = period ?? sheath.lamellaPeriod
    return sheath
  }

  /// `lamellae: 30`, or `g_ratio: 0.7`.
  private mutating func thickness(_ fields: Fields) -> Sheath.Thickness? {
    guard let entry = only(fields, of: ["lamellae", "g_ratio"], in: "internode") else {
      return nil
    }
    let number = number(entry.value)
    return number.map { entry.key == "g_ratio" ? .gRatio($0) : .lamellae($0) }
  }

  /// `axolemma: { capacitance: 2 uF/cm2, passive: { g: 0.1 mS/cm2, e: -80 mV } }`.
  private mutating func axolemma(_ node: Node?) -> [Layer]? {
    guard let node else { return nil }
    guard let fields = fields(node, of: "axolemma", optional: MyelinWords.layers) else {
      knowsMechanisms = false
      return nil
    }
    return layers(fields)
  }

  /// `paranode: { length: 3 um, periaxonal_width: 2 nm, ... }`.
  private mutating func segment(_ node: Node?, _ noun: String) -> Internode.Segment? {
    guard
      let fields = fields(node, of: noun, required: ["length"], optional: MyelinWords.segment)
    else { return nil }
    let length: Length? = quantity(fields["length"], .positive)
    let diameter: Length? = quantity(fields["diameter"], .positive)
    let width: Length? = quantity(fields["periaxonal_width"], .positive)
    let axolemma = axolemma(fields["axolemma"])
    return length.map {
      Internode.Segment(
        length: $0, diameter: diameter, periaxonalWidth: width, axolemma: axolemma)
    }
  }

  private mutating func layers(_ fields: Fields) -> [Layer] {
    fields.entries(of: MyelinWords.layers).compactMap { layer($0) }
  }
}

/// The keys of `myelin:`.
enum MyelinWords {
  /// The name of the published axon.
  static let preset = "mrg"
  static let mrg = ["region", "diameter"]
  static let optional = ["cable", "periaxonal", "axoplasm", "centred"]
  static let periaxonal = ["width", "resistivity"]
  static let node = ["diameter", "periaxonal_width"]
  static let internode = [
    "lamellae", "g_ratio", "diameter", "fibre_diameter", "lamella_period", "membrane_capacitance",
    "membrane_conductance", "e", "axolemma", "paranode", "juxtaparanode", "pieces",
  ]
  static let segment = ["diameter", "periaxonal_width", "axolemma"]
  /// What a membrane is made of: its capacitance, and every mechanism.
  static let layers = ["capacitance"] + Mechanisms.all.map(\.name)

  enum Cable: String, CaseIterable {
    case single, double
  }
}
