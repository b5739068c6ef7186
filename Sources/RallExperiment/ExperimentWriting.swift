internal import RallMembrane
public import RallModel
internal import RallMorphology
internal import RallUnits

extension Experiment {
  /// The experiment as a file, which reads back as exactly this experiment.
  ///
  /// A morphology that was made in a program has no file; the words `made: in a program` that stand in
  /// its place are refused by the reading.
  public var yaml: String {
    var yaml = YAMLText()
    yaml.line("rall", .scalar("1"))
    if !title.isEmpty { yaml.line("title", .scalar(title)) }
    if let point {
      yaml.line("point_cell", point.written)
      yaml.line("cell", cell.written(of: point))
    } else {
      yaml.line("morphology", morphology.written)
      yaml.line("compartments", division.written)
    }
    // A point cell has no room for these; where a program has made some, the reading refuses them.
    yaml.block(
      "regions",
      regions.map { YAMLEntry(key: $0.name, value: .region($0.region, in: self)) })
    if point == nil { yaml.line("cell", cell.written) }
    yaml.block("membrane", cell.coats.flatMap { $0.lines(in: self) })
    yaml.block("myelin", cell.wrappings.map { $0.written(in: self) })
    yaml.block("stimuli", stimuli.map { $0.written(in: self) })
    yaml.block("extracellular", fields.map(\.written))
    yaml.block("record", recordings.map { $0.written(in: self) })
    yaml.block("detect", detectors.map { $0.written(in: self) })
    yaml.block("measure", measures.map { $0.written(in: self) })
    yaml.line("run", run.written)
    yaml.line("output", output.written)
    return yaml.text
  }
}

extension YAMLValue {
  static func quantity<Kind>(_ quantity: Quantity<Kind>) -> Self {
    .scalar(Spelling.quantity(quantity))
  }

  static func number(_ number: Double) -> Self { .scalar(Spelling.number(number)) }

  /// Radians.
  static func angle(_ radians: Double) -> Self { .scalar("\(Spelling.number(radians)) rad") }

  static func region(_ region: Region, in experiment: Experiment) -> Self {
    .scalar(Spelling.region(region, names: experiment.regions))
  }

  static func site(_ site: Site, in experiment: Experiment) -> Self {
    .scalar(Spelling.site(site, names: experiment.regions))
  }

  /// One value alone, several as a list.
  fileprivate static func oneOrList(_ values: [Self]) -> Self {
    values.count == 1 ? values[0] : .list(values)
  }
}

extension MorphologySource {
  fileprivate var written: YAMLValue {
    switch self {
    case .file(let file, let options):
      var value: YAMLValue = [
        "file": .scalar(file), "soma": .scalar(options.soma.rawValue),
        "soma_edges": .scalar(options.somaEdges.rawValue),
      ]
      value.add("roots", options.roots.map { .scalar($0.rawValue) })
      value.add("scale", .number(options.scale))
      value.add("repair", .list(options.repair.map(\.rawValue).sorted().map { .scalar($0) }))
      return value
    case .cylinder(let length, let diameter, let type):
      let words = CylinderType.words
      let word = (1...words.count).contains(type) ? words[type - 1] : "\(type)"
      return [
        "cylinder": [
          "length": .quantity(length), "diameter": .quantity(diameter), "type": .scalar(word),
        ]
      ]
    case .given:
      return ["made": .scalar("in a program")]
    case .point(let point):
      return point.written
    }
  }
}

extension PointCell {
  fileprivate var written: YAMLValue {
    var value: YAMLValue = ["model": .scalar(model)]
    switch self {
    case .rc(let capacitance, let resistance, let rest):
      value.add("capacitance", .quantity(capacitance))
      value.add("resistance", .quantity(resistance))
      value.add("rest", .quantity(rest))
    case .lif(let tau, let resistance, let rest, let firing):
      value.add("tau", .quantity(tau))
      value.add("resistance", .quantity(resistance))
      value.add("rest", .quantity(rest))
      value.add("threshold", .quantity(firing.threshold))
      value.add("reset", .quantity(firing.reset))
      value.add("refractory", .quantity(firing.refractory))
    case .hh(let area, let parameters):
      value.add("area", .quantity(area))
      value.add(parameters, of: "hh")
    }
    return value
  }
}

extension YAMLValue {
  /// The parameters of a mechanism in the order in which a user knows them, unknown ones behind.
  fileprivate mutating func add(_ parameters: [String: Expression], of mechanism: String) {
    let known = Mechanisms.named(mechanism)?.parameters.map(\.name) ?? []
    for key in known + parameters.keys.filter({ !known.contains($0) }).sorted() {
      add(key, parameters[key].map { .scalar(Spelling.expression($0)) })
    }
  }
}

extension Division {
  fileprivate var written: YAMLValue {
    switch self {
    case .longest(let longest): ["longest": .quantity(longest)]
    case .perSection(let count): ["per_section": .scalar("\(count)")]
    case .lambdaFraction(let fraction, let frequency):
      ["lambda_fraction": .number(fraction), "frequency": .quantity(frequency)]
    }
  }
}

extension Cell {
  fileprivate var written: YAMLValue {
    [
      "name": .scalar(name), "axoplasm": .quantity(axoplasm),
      "capacitance": .quantity(capacitance),
      "temperature": .scalar(Spelling.temperature(temperature)), "start": start.written,
    ]
  }

  /// What a point cell's model does not say itself.
  fileprivate func written(of point: PointCell) -> YAMLValue {
    point.isExact
      ? ["name": .scalar(name), "start": start.written]
      : [
        "name": .scalar(name), "capacitance": .quantity(capacitance),
        "temperature": .scalar(Spelling.temperature(temperature)), "start": start.written,
      ]
  }
}

extension Cell.Start {
  fileprivate var written: YAMLValue {
    switch self {
    case .voltage(let voltage): .quantity(voltage)
    case .rest: .scalar("rest")
    }
  }
}

extension Coat {
  /// One line, unless the coat has two layers of one kind.
  fileprivate func lines(in experiment: Experiment) -> [YAMLValue] {
    var lines: [[YAMLEntry]] = []
    for layer in layers.map(\.written) {
      if lines.isEmpty || lines[lines.count - 1].contains(where: { $0.key == layer.key }) {
        lines.append([YAMLEntry(key: "region", value: .region(region, in: experiment))])
      }
      lines[lines.count - 1].append(layer)
    }
    return lines.map { .mapping($0) }
  }
}

extension Layer {
  var written: YAMLEntry {
    func value(_ expression: Expression) -> YAMLValue { .scalar(Spelling.expression(expression)) }
    switch self {
    case .capacitance(let expression):
      return YAMLEntry(key: "capacitance", value: value(expression))
    case .axoplasm(let expression):
      return YAMLEntry(key: "axoplasm", value: value(expression))
    case .mechanism(let name, let parameters):
      var mapping: YAMLValue = [:]
      mapping.add(parameters, of: name)
      return YAMLEntry(key: name, value: mapping)
    }
  }
}

extension Recording {
  fileprivate func written(in experiment: Experiment) -> YAMLValue {
    var value: YAMLValue = [
      "name": .scalar(name), "variable": .oneOrList(variables.map { .scalar($0) }),
    ]
    switch place {
    case .sites(let sites): value.add("at", .oneOrList(sites.map { .site($0, in: experiment) }))
    case .region(.all): value.add("at", .scalar("all"))
    case .region(let region): value.add("region", .region(region, in: experiment))
    }
    value.add("every", every.map { .quantity($0) })
    return value
  }
}

extension Detector {
  fileprivate func written(in experiment: Experiment) -> YAMLValue {
    [
      "name": .scalar(name), "at": .oneOrList(sites.map { .site($0, in: experiment) }),
      "above": .quantity(threshold),
    ]
  }
}

extension Measure {
  fileprivate func written(in experiment: Experiment) -> YAMLValue {
    func value(_ site: Site) -> YAMLValue { .site(site, in: experiment) }
    func list(_ frequencies: [Frequency]) -> YAMLValue {
      .oneOrList(frequencies.map { .quantity($0) })
    }
    var written: YAMLValue = ["name": .scalar(name)]
    switch kind {
    case .conductionVelocity(.nodes, let above):
      written.add("conduction_velocity", ["along": .scalar("nodes"), "above": .quantity(above)])
    case .conductionVelocity(.path(let from, let to), let above):
      let path: YAMLValue = ["from": value(from), "to": value(to)]
      written.add("conduction_velocity", ["along": path, "above": .quantity(above)])
    case .lengthConstant(.region(let region), let frequencies):
      var place: YAMLValue = ["region": .region(region, in: experiment)]
      if frequencies != [.zero] { place.add("frequencies", list(frequencies)) }
      written.add("length_constant", place)
    case .lengthConstant(.path(let from, let to), let frequencies):
      var path: YAMLValue = ["from": value(from)]
      path.add("to", to.map(value))
      if frequencies != [.zero] { path.add("frequencies", list(frequencies)) }
      written.add("length_constant", path)
    case .impedance(let from, let to, let frequencies):
      var path: YAMLValue = ["from": value(from)]
      if !to.isEmpty { path.add("to", .oneOrList(to.map(value))) }
      path.add("frequencies", list(frequencies))
      written.add("impedance", path)
    case .timeConstants(let count):
      written.add("time_constants", ["count": .scalar("\(count)")])
    case .inputResistance(let at):
      written.add("input_resistance", ["at": value(at)])
    case .features(let at, let above):
      written.add("features", ["at": value(at), "above": .quantity(above)])
    case .convergence(let tolerance):
      written.add("convergence", ["tolerance": .number(tolerance)])
    case .rate(let at, let above):
      written.add("rate", ["at": value(at), "above": .quantity(above)])
    }
    return written
  }
}

extension RunSettings {
  fileprivate var written: YAMLValue {
    [
      "duration": .quantity(duration), "step": .quantity(step),
      "accuracy": .scalar(accuracy.rawValue), "seed": .scalar("\(seed)"),
    ]
  }
}

extension OutputSettings {
  fileprivate var written: YAMLValue {
    var value: YAMLValue = [:]
    value.add("file", file.map { .scalar($0) })
    value.add("overwrite", .scalar("\(overwrite)"))
    value.add("compress", .scalar("\(compress)"))
    return value
  }
}
