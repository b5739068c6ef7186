internal import RallModel
internal import RallUnits

extension Wrapping {
  /// An item of `myelin:`.
  func written(in experiment: Experiment) -> YAMLValue {
    switch self {
    case .mrg(let region, let diameter):
      [
        MyelinWords.preset: [
          "region": .region(region, in: experiment), "diameter": .quantity(diameter),
        ]
      ]
    case .myelin(let myelin): myelin.written(in: experiment)
    }
  }
}

extension Myelin {
  fileprivate func written(in experiment: Experiment) -> YAMLValue {
    var value: YAMLValue = [
      "region": .region(region, in: experiment), "node": node.written,
      "internode": internode.written,
    ]
    switch cable {
    case .single: value.add("cable", .scalar("single"))
    case .double(let space):
      value.add("cable", .scalar("double"))
      value.add(
        "periaxonal",
        ["width": .quantity(space.width), "resistivity": .quantity(space.resistivity)])
    }
    value.add("axoplasm", axoplasm.map { .quantity($0) })
    value.add("centred", .scalar("\(isCentred)"))
    return value
  }
}

extension NodeOfRanvier {
  fileprivate var written: YAMLValue {
    var value: YAMLValue = ["length": .quantity(length)]
    value.add("diameter", diameter.map { .quantity($0) })
    value.add("periaxonal_width", periaxonalWidth.map { .quantity($0) })
    value.add(layers)
    return value
  }
}

extension Internode {
  fileprivate var written: YAMLValue {
    var value: YAMLValue = ["length": .quantity(length)]
    value.add("diameter", diameter.map { .quantity($0) })
    value.add(sheath)
    if !axolemma.isEmpty { value.add("axolemma", axolemma.written) }
    value.add("paranode", paranode?.written)
    value.add("juxtaparanode", juxtaparanode?.written)
    if pieces != 1 { value.add("pieces", .scalar("\(pieces)")) }
    return value
  }
}

extension Internode.Segment {
  fileprivate var written: YAMLValue {
    var value: YAMLValue = ["length": .quantity(length)]
    value.add("diameter", diameter.map { .quantity($0) })
    value.add("periaxonal_width", periaxonalWidth.map { .quantity($0) })
    value.add("axolemma", axolemma?.written)
    return value
  }
}

extension [Layer] {
  fileprivate var written: YAMLValue {
    var value: YAMLValue = [:]
    value.add(self)
    return value
  }
}

extension YAMLValue {
  fileprivate mutating func add(_ layers: [Layer]) {
    for layer in layers.map(\.written) { add(layer.key, layer.value) }
  }

  fileprivate mutating func add(_ sheath: Sheath) {
    switch sheath.thickness {
    case .lamellae(let count): add("lamellae", .number(count))
    case .gRatio(let ratio): add("g_ratio", .number(ratio))
    }
    add("membrane_capacitance", .quantity(sheath.membraneCapacitance))
    add("membrane_conductance", .quantity(sheath.membraneConductance))
    add("e", sheath.reversal.map { .quantity($0) })
    add("fibre_diameter", sheath.fibreDiameter.map { .quantity($0) })
    if sheath.lamellaPeriod != Sheath(sheath.thickness).lamellaPeriod {
      add("lamella_period", .quantity(sheath.lamellaPeriod))
    }
  }
}
