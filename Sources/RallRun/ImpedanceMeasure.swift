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
  let frequencies: [Frequency]

  /// The numbers at the places and at all compartments of one frequency.
  private struct Answer {
    let response: SineResponse
    let map: [(quantity: Quantity, values: [Double])]
  }

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
      case .phase: "lead of the potential over the current at \(from)"
      case .transferImpedance: "potential for a sine of current at \(from)"
      case .transferPhase: "lead of the potential over the current at \(from)"
      case .attenuationOut:
        "how many times smaller a potential at \(from) is here; of a current from here to \(from)"
      case .attenuationIn:
        "how many times smaller a potential here is at \(from); of a current from \(from) to here"
      case .inputImpedance: "what a sine of current meets here"
      case .inputPhase: "lead of the potential over a sine of current here"
      case .lengthConstant: "distance over which a sine falls to 1/e on a cable like this one"
      }
    }
  }

  /// True of what is a bare number and no count.
  static func isAttenuation(_ quantity: String) -> Bool {
    [Quantity.attenuationOut, .attenuationIn].contains { $0.rawValue == quantity }
  }

  func answer(_ model: QuasiActiveCell) -> (values: [MeasureResult.Value], map: CompartmentMap) {
    let locals = LocalLengthConstants(model)
    let answers = frequencies.map { Self.answer(model, locals, from: from.probe, at: $0) }
    var values: [MeasureResult.Value] = []
    func add(_ quantity: Quantity, _ value: Double, at label: String, _ number: Int) {
      values.append(
        MeasureResult.Value(
          quantity: quantity.rawValue, value: value, unit: quantity.unit, place: label,
          frequency: frequencies[number].value(in: .Hz)))
    }
    for (number, answer) in answers.enumerated() {
      add(.impedance, answer.response.inputImpedance.magnitude, at: from.label, number)
      add(.phase, answer.response.inputImpedance.degrees, at: from.label, number)
    }
    for place in to {
      for (number, answer) in answers.enumerated() {
        let transfer = answer.response.transferImpedance(to: place.probe)
        add(.transferImpedance, transfer.magnitude, at: place.label, number)
        add(.transferPhase, transfer.degrees, at: place.label, number)
        // Infinite on another tree, which hears nothing.
        add(
          .attenuationOut, answer.response.attenuation(to: place.probe).magnitude,
          at: place.label, number)
        add(
          .attenuationIn, answer.response.attenuation(from: place.probe).magnitude,
          at: place.label, number)
      }
    }
    let quantities = answers.first?.map.map(\.quantity) ?? []
    let layers = quantities.enumerated().map { number, quantity in
      CompartmentMap.Layer(
        quantity: quantity.rawValue, meaning: quantity.meaning(from: from.label),
        unit: quantity.unit, values: answers.map { $0.map[number].values })
    }
    return (
      values,
      CompartmentMap(
        columns: model.cell.columns, frequencies: frequencies.map { $0.value(in: .Hz) },
        layers: layers)
    )
  }

  private static func answer(
    _ model: QuasiActiveCell, _ locals: LocalLengthConstants, from source: LoweredCell.Probe,
    at frequency: Frequency
  ) -> Answer {
    let network = AdmittanceNetwork(model, at: frequency)
    let response = SineResponse(network, from: source)
    let (input, transfer) = (network.inputImpedances, response.potentials)
    return Answer(
      response: response,
      map: [
        (.lengthConstant, locals.at(frequency).vertices.map { $0 ?? .nan }),
        (.inputImpedance, input.map(\.magnitude)), (.inputPhase, input.map(\.degrees)),
        (.transferImpedance, transfer.map(\.magnitude)), (.transferPhase, transfer.map(\.degrees)),
        (.attenuationOut, transfer.map { response.inputImpedance.magnitude / $0.magnitude }),
        (.attenuationIn, zip(input, transfer).map { $0.magnitude / $1.magnitude }),
      ])
  }
}

extension ComplexNumber {
  /// The angle in degrees, from −180 to 180.
  fileprivate var degrees: Double { phase * 180 / .pi }
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
