internal import RallMembrane
internal import RallModel
internal import RallUnits

/// Values that can be computed with and that hardly any neuron has: a slip of a unit, mostly.
///
/// What varies from place to place is not looked at.
struct ImplausibleValues {
  /// A value outside of its range, at its place in the experiment.
  struct Finding {
    let path: String
    let message: String
  }

  private(set) var findings: [Finding] = []

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
      let path = "membrane[\(number)]"
      for layer in coat.layers {
        switch layer {
        case .axoplasm(let value):
          look(atAxoplasm: value.uniformValue, "\(path).axoplasm")
        case .capacitance(let value):
          look(atCapacitance: value.uniformValue, "\(path).capacitance")
        case .mechanism(let name, let values):
          look(at: values, of: name, "\(path).\(name)")
        }
      }
    }
  }

  /// Membranes break down at some hundreds of millivolts.
  private static let potentials = -200.0...200

  private mutating func look(at values: [String: Expression], of mechanism: String, _ path: String)
  {
    for parameter in Mechanisms.named(mechanism)?.parameters ?? [] {
      let value = values[parameter.name]?.uniformValue
      let path = "\(path).\(parameter.name)"
      if parameter.dimensions == VoltageKind.dimensions {
        look(at: value, in: Self.potentials, { "\(Voltage(coherent: $0))" }, path)
      } else if parameter.dimensions == ConductancePerAreaKind.dimensions {
        // Nodes of Ranvier have some 10 S/cm2.
        let most = (100.S / .cm2).coherent
        look(at: value, in: 0...most, { "\(ConductancePerArea(coherent: $0))" }, path)
      }
    }
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
      Finding(
        path: path,
        message: "\(told(value)) is hardly meant: neurons have "
          + "\(told(limits.lowerBound)) to \(told(limits.upperBound))"))
  }
}
