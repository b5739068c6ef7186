internal import RallMembrane
internal import RallModel
internal import RallUnits

/// Values that can be computed with and that hardly any neuron has: a slip of a unit, mostly.
///
/// What varies from place to place is not looked at.
struct ImplausibleValues {
  private(set) var findings: [ExperimentFinding] = []

  init(_ experiment: Experiment) {
    // The rates of no channel are known outside of this.
    look(
      at: experiment.cell.temperature.celsius, in: 0...50, { "\(decimal($0)) degC" },
      "cell.temperature")
    if case .voltage(let start) = experiment.cell.start {
      look(at: start.coherent, in: Self.potentials, { "\(Voltage(coherent: $0))" }, "cell.start")
    }
    guard experiment.point == nil else { return }
    look(atAxoplasm: experiment.cell.axoplasm.coherent, "cell.axoplasm")
    look(atCapacitance: experiment.cell.capacitance.coherent, "cell.capacitance")
    for (number, coat) in experiment.cell.coats.enumerated() {
      look(at: coat.layers, "membrane[\(number)]")
    }
    for (number, wrapping) in experiment.cell.wrappings.enumerated() {
      if case .myelin(let myelin) = wrapping { look(at: myelin, "myelin[\(number)]") }
    }
  }

  /// Membranes break down at some hundreds of millivolts.
  private static let potentials = -200.0...200

  private mutating func look(at layers: [Layer], _ path: String) {
    for layer in layers {
      switch layer {
      case .axoplasm(let value): look(atAxoplasm: value.uniformValue, "\(path).axoplasm")
      case .capacitance(let value): look(atCapacitance: value.uniformValue, "\(path).capacitance")
      case .mechanism(let name, let values): look(at: values, of: name, "\(path).\(name)")
      }
    }
  }

  private mutating func look(at values: [String: Expression], of mechanism: String, _ path: String)
  {
    for parameter in Mechanisms.named(mechanism)?.parameters ?? [] {
      let value = values[parameter.name]?.uniformValue
      let path = "\(path).\(parameter.name)"
      if parameter.dimensions == VoltageKind.dimensions {
        look(at: value, in: Self.potentials, { "\(Voltage(coherent: $0))" }, path)
      } else if parameter.dimensions == ConductancePerAreaKind.dimensions {
        look(atConductance: value, path)
      }
    }
  }

  private mutating func look(atConductance value: Double?, _ path: String) {
    // Nodes of Ranvier have some 10 S/cm2.
    let limits = 0...(100.S / .cm2).coherent
    look(at: value, in: limits, { "\(ConductancePerArea(coherent: $0))" }, path)
  }

  private mutating func look(atAxoplasm value: Double?, _ path: String) {
    let limits = (5.ohm * .cm).coherent...(2000.ohm * .cm).coherent
    look(at: value, in: limits, { "\(Resistivity(coherent: $0))" }, path)
  }

  private mutating func look(atCapacitance value: Double?, _ path: String) {
    let limits = (0.01.uF / .cm2).coherent...(100.uF / .cm2).coherent
    look(at: value, in: limits, { "\(CapacitancePerArea(coherent: $0))" }, path)
  }

  private mutating func look(
    at value: Double?, in limits: ClosedRange<Double>, _ told: (Double) -> String, _ path: String
  ) {
    guard let value, !limits.contains(value) else { return }
    findings.append(
      ExperimentFinding(
        code: "implausible", path: path,
        message: "\(told(value)) is hardly meant: neurons have "
          + "\(told(limits.lowerBound)) to \(told(limits.upperBound))"))
  }
}

/// Of myelin. The limits are a few times wider than what is found in axons from 0.2 to 20 µm, in fish as in
/// mammals: nodes of 0.5 to 10 µm, internodes of 20 µm to 3 mm, 5 to 300 lamellae of 10 to 20 nm.
extension ImplausibleValues {
  private mutating func look(at myelin: Myelin, _ path: String) {
    look(atAxoplasm: myelin.axoplasm?.coherent, "\(path).axoplasm")
    look(at: myelin.node.length, in: 0.05.um...50.um, "\(path).node.length")
    look(at: myelin.node.layers, "\(path).node")
    if case .double(let space) = myelin.cable {
      look(at: space.width, in: 0.2.nm...1.um, "\(path).periaxonal.width")
      look(atAxoplasm: space.resistivity.coherent, "\(path).periaxonal.resistivity")
    }
    let internode = myelin.internode
    look(at: internode.length, in: 5.um...10.mm, "\(path).internode.length")
    look(at: internode.sheath, "\(path).internode")
    look(at: internode.axolemma, "\(path).internode.axolemma")
    for (name, segment) in [
      ("paranode", internode.paranode), ("juxtaparanode", internode.juxtaparanode),
    ] {
      look(at: segment?.axolemma ?? [], "\(path).internode.\(name).axolemma")
    }
  }

  private mutating func look(at sheath: Sheath, _ path: String) {
    switch sheath.thickness {
    case .lamellae(let count): look(at: count, in: 1...1000, decimal, "\(path).lamellae")
    case .gRatio(let ratio): look(at: ratio, in: 0.2...0.98, decimal, "\(path).g_ratio")
    }
    look(atCapacitance: sheath.membraneCapacitance.coherent, "\(path).membrane_capacitance")
    look(atConductance: sheath.membraneConductance.coherent, "\(path).membrane_conductance")
    look(
      at: sheath.reversal?.coherent, in: Self.potentials, { "\(Voltage(coherent: $0))" },
      "\(path).e")
    look(at: sheath.lamellaPeriod, in: 3.nm...60.nm, "\(path).lamella_period")
  }

  private mutating func look(at length: Length, in limits: ClosedRange<Length>, _ path: String) {
    look(
      at: length.coherent, in: limits.lowerBound.coherent...limits.upperBound.coherent,
      { "\(Length(coherent: $0))" }, path)
  }
}
