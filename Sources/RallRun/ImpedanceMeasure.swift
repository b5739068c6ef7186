internal import RallCable
internal import RallImpedance
internal import RallModel
internal import RallNumerics
internal import RallUnits

/// What a sine of current at one place meets, what it leaves at others and at every compartment, and
/// what is lost on the way, frequency by frequency.
struct ImpedanceMeasure {
  /// A place with its name.
  struct Place {
    let label: String
    let probe: LoweredCell.Probe
  }

  let from: Place
  let to: [Place]
  var frequencies: [Frequency]

  /// The quantities of the answer, with their units and meanings.
  enum Quantity: String, CaseIterable {
    case impedance, phase, transferImpedance, transferPhase, attenuationOut, attenuationIn
    case inputImpedance, inputPhase, lengthConstant

    var unit: String {
      switch self {
      case .impedance, .transferImpedance, .inputImpedance: "Mohm"
      case .phase, .transferPhase, .inputPhase: "deg"
      case .attenuationOut, .attenuationIn: "1"
      case .lengthConstant: "um"
      }
    }

    /// What it is, in words, for a place named `from`.
    func meaning(from: String) -> String {
      switch self {
      case .impedance: "what a sine of current meets at \(from)"
      case .phase: "lead of the potential over the current at \(from), from -180 to 180"
      case .transferImpedance: "potential for a sine of current at \(from)"
      case .transferPhase:
        "lead of the potential over the current at \(from), counted on beyond 180, continuous from 0 Hz"
      case .attenuationOut:
        "how many times smaller a potential at \(from) is here; of a current from here to \(from)"
      case .attenuationIn:
        "how many times smaller a potential here is at \(from); of a current from \(from) to here"
      case .inputImpedance: "what a sine of current meets here"
      case .inputPhase: "lead of the potential over a sine of current here, from -180 to 180"
      case .lengthConstant: "distance over which a sine falls to 1/e on a cable like this one"
      }
    }
  }

  /// True of what is a bare number and no count.
  static func isAttenuation(_ quantity: String) -> Bool {
    [Quantity.attenuationOut, .attenuationIn].contains { $0.rawValue == quantity }
  }

  /// What is known of one other place.
  private struct Spot {
    let transfer: Double
    let phase: Double
    /// Infinite on another tree, which hears nothing.
    let attenuationOut: Double
    let attenuationIn: Double
  }

  /// The numbers at the places, and at every compartment where a map is wanted; nil where it was asked to
  /// stop.
  ///
  /// Nothing is kept of a frequency but these numbers.
  func answer(
    _ model: QuasiActiveCell, withMap: Bool, proceed: () -> Bool
  ) -> (values: [MeasureResult.Value], map: CompartmentMap?)? {
    var sources: [ComplexNumber] = []
    var spots: [[Spot]] = to.map { _ in [] }
    var layers = withMap ? Self.mapped.map { layer($0) } : []
    let locals = withMap ? LocalLengthConstants(model) : nil
    for frequency in frequencies {
      guard proceed() else { return nil }
      let network = AdmittanceNetwork(model, at: frequency)
      let response = SineResponse(network, from: from.probe)
      sources.append(response.inputImpedance)
      let phases = to.isEmpty && !withMap ? [] : response.phases
      for (index, place) in to.enumerated() {
        spots[index].append(
          Spot(
            transfer: response.transferImpedance(to: place.probe).magnitude,
            phase: response.phase(to: place.probe, phases).degrees,
            attenuationOut: response.attenuation(to: place.probe).magnitude,
            attenuationIn: response.attenuation(from: place.probe).magnitude))
      }
      let inputs = withMap ? network.inputImpedances : []
      let reach = locals?.at(frequency).mapped ?? []
      for index in layers.indices {
        layers[index].values.append(
          Self.row(Self.mapped[index], response, phases, inputs, reach))
      }
    }
    let map = CompartmentMap(
      columns: model.cell.columns, frequencies: frequencies.map { $0.value(in: .Hz) },
      layers: layers)
    return (values(sources, spots), withMap ? map : nil)
  }

  /// First what the current meets, then place by place what it leaves there.
  private func values(_ sources: [ComplexNumber], _ spots: [[Spot]]) -> [MeasureResult.Value] {
    var values: [MeasureResult.Value] = []
    func add(_ quantity: Quantity, _ value: Double, at label: String, _ number: Int) {
      values.append(
        MeasureResult.Value(
          quantity: quantity.rawValue, value: value, unit: quantity.unit, place: label,
          frequency: frequencies[number].value(in: .Hz)))
    }
    for (number, input) in sources.enumerated() {
      add(.impedance, input.magnitude, at: from.label, number)
      add(.phase, input.phase.degrees, at: from.label, number)
    }
    for (place, spots) in zip(to, spots) {
      for (number, spot) in spots.enumerated() {
        add(.transferImpedance, spot.transfer, at: place.label, number)
        add(.transferPhase, spot.phase, at: place.label, number)
        add(.attenuationOut, spot.attenuationOut, at: place.label, number)
        add(.attenuationIn, spot.attenuationIn, at: place.label, number)
      }
    }
    return values
  }

  /// What is found at every compartment.
  static let mapped: [Quantity] = [
    .lengthConstant, .inputImpedance, .inputPhase, .transferImpedance, .transferPhase,
    .attenuationOut, .attenuationIn,
  ]

  private func layer(_ quantity: Quantity) -> CompartmentMap.Layer {
    CompartmentMap.Layer(
      quantity: quantity.rawValue, meaning: quantity.meaning(from: from.label),
      unit: quantity.unit, values: [])
  }

  /// One quantity at every compartment.
  private static func row(
    _ quantity: Quantity, _ response: SineResponse, _ phases: [Double], _ inputs: [ComplexNumber],
    _ reach: [Double]
  ) -> [Double] {
    let transfer = response.potentials
    return switch quantity {
    case .lengthConstant: reach
    case .inputImpedance: inputs.map(\.magnitude)
    case .inputPhase: inputs.map(\.phase.degrees)
    case .transferImpedance: transfer.map(\.magnitude)
    case .transferPhase: phases.map(\.degrees)
    case .attenuationOut: transfer.map { response.inputImpedance.magnitude / $0.magnitude }
    case .attenuationIn: zip(inputs, transfer).map { $0.magnitude / $1.magnitude }
    case .impedance, .phase: preconditionFailure("of one place")
    }
  }
}

extension Double {
  /// Radians as degrees.
  fileprivate var degrees: Double { self * 180 / .pi }
}

extension MeasureResult {
  /// One place at one frequency.
  struct ImpedanceRow {
    let place: String
    let frequency: Double
    /// By quantity.
    var numbers: [ImpedanceMeasure.Quantity: Double] = [:]
  }

  /// The answer of an impedance, a row for each place and frequency.
  var impedanceRows: [ImpedanceRow] {
    var rows: [ImpedanceRow] = []
    for value in values {
      guard let quantity = ImpedanceMeasure.Quantity(rawValue: value.quantity) else { continue }
      let frequency = value.frequency ?? 0
      if rows.last?.place != value.place || rows.last?.frequency != frequency
        || rows.last?.numbers[quantity] != nil
      {
        rows.append(ImpedanceRow(place: value.place, frequency: frequency))
      }
      rows[rows.count - 1].numbers[quantity] = value.value
    }
    return rows
  }

  /// The answer of an impedance in words, a line for each place and frequency.
  var impedanceLines: [String] {
    impedanceRows.map { row in
      func number(_ quantity: ImpedanceMeasure.Quantity, _ digits: Int = 6) -> String {
        significant(row.numbers[quantity] ?? .nan, digits)
      }
      let start = "\(row.place) at \(significant(row.frequency, 6)) Hz: "
      guard row.numbers[.impedance] == nil else {
        return start + "meets \(number(.impedance)) Mohm, \(number(.phase, 4)) deg"
      }
      return start
        + "\(number(.transferImpedance)) Mohm, \(number(.transferPhase, 4)) deg, a potential is "
        + "\(number(.attenuationOut, 5)) times smaller there, \(number(.attenuationIn, 5)) on its way back"
    }
  }
}
