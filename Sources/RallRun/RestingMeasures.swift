internal import RallAnalysis
internal import RallCable
internal import RallImpedance
internal import RallModel
internal import RallMorphology
internal import RallNumerics
internal import RallUnits

/// What the resting cell alone can answer: how it meets a small current, steady or a sine, and how it
/// comes back to rest.
struct RestingMeasures {
  private let cell: LoweredCell
  private let model: Result<QuasiActiveCell, RestingStateError>

  /// - Parameter known: the resting state where it was found before.
  init(of cell: LoweredCell, _ known: RestingState?) {
    self.cell = cell
    if let known {
      model = .success(QuasiActiveCell(known))
    } else {
      do { model = .success(QuasiActiveCell(try RestingState(of: cell))) } catch {
        model = .failure(error)
      }
    }
  }

  /// The slope of steady voltage against current, gates free, from rest.
  func inputResistance(_ name: String, at site: Site, _ place: Location) -> MeasureResult {
    answer(name, .inputResistance) { model in
      let response = model.steadyResponse(from: cell.probe(at: place))
      return Answer([
        .init(value: response.inputImpedance.real, unit: "Mohm", place: "\(site)", frequency: 0)
      ])
    }
  }

  /// The length constant that the decay from one place to each of several others shows, of a sine of
  /// each frequency.
  func lengthConstant(
    _ name: String, from start: Location, to ends: [(label: String, place: Location)],
    _ frequencies: [Frequency]
  ) -> MeasureResult {
    answer(name, .lengthConstant) { model in
      var remarks: [String] = []
      var values: [MeasureResult.Value] = []
      for frequency in frequencies {
        let response = SineResponse(
          AdmittanceNetwork(model, at: frequency), from: cell.probe(at: start))
        for (label, end) in ends {
          let path = TreePath(from: start, to: end, in: cell)
          let fit = LengthConstant(
            distances: path.distances.map { Length(coherent: $0) },
            deflections: path.probes.map {
              let transfer = response.transferImpedance(to: $0)
              // A steady potential has a sign.
              return Voltage(coherent: frequency == .zero ? transfer.real : transfer.magnitude)
            })
          let when = frequency == .zero ? "" : " at \(frequency)"
          if fit.decay != .exponential { remarks.append("\(label)\(when): \(fit.decay)") }
          guard let length = fit.length else { continue }
          values.append(
            .init(
              value: length.value(in: .um), unit: "um",
              standardError: fit.standardError?.value(in: .um), place: label,
              frequency: frequency.value(in: .Hz)))
        }
      }
      return Answer(
        values, map: lengthConstants(model, frequencies),
        remark: remarks.isEmpty ? nil : remarks.joined(separator: "; "))
    }
  }

  /// The mean of the local formula over a region, by length, with the least and the largest, at each
  /// frequency.
  func lengthConstant(
    _ name: String, of region: Region, _ places: Intervals, _ frequencies: [Frequency]
  ) -> MeasureResult {
    answer(name, .lengthConstant) { model in
      let locals = LocalLengthConstants(model)
      var values: [MeasureResult.Value] = []
      var remarks: [String] = []
      for frequency in frequencies {
        let found = locals.at(frequency).summary(in: places)
        if let remark = Self.remark(on: found, of: region, at: frequency) { remarks.append(remark) }
        guard let (mean, least, most) = found.lengthConstant else { continue }
        values += [("value", mean), ("least", least), ("most", most)].map {
          MeasureResult.Value(
            quantity: $0, value: $1, unit: "um", place: "\(region)",
            frequency: frequency.value(in: .Hz))
        }
      }
      return Answer(
        values, map: lengthConstants(model, frequencies, locals),
        remark: remarks.isEmpty ? nil : remarks.joined(separator: "; "))
    }
  }

  /// What part of a region has no length constant, and why.
  private static func remark(
    on found: LocalReach.Summary, of region: Region, at frequency: Frequency
  ) -> String? {
    guard found.without > 0 else {
      return found.length > 0 ? nil : "'\(region)' has no cable, and so no length constant"
    }
    let all = Length(coherent: found.length + found.without)
    let part =
      found.length > 0
      ? "\(Length(coherent: found.without)) of \(all) of '\(region)'" : "'\(region)'"
    let reason =
      found.isUnstable
      ? "the slope conductance of the membrane is negative there at rest, and nothing decays along it"
      : "the membrane does not leak there at rest"
    return "\(part) has no length constant at \(frequency): \(reason)"
  }

  /// The local formula at every compartment.
  private func lengthConstants(
    _ model: QuasiActiveCell, _ frequencies: [Frequency], _ known: LocalLengthConstants? = nil
  ) -> CompartmentMap {
    let quantity = ImpedanceMeasure.Quantity.lengthConstant
    let locals = known ?? LocalLengthConstants(model)
    return CompartmentMap(
      columns: cell.columns, frequencies: frequencies.map { $0.value(in: .Hz) },
      layers: [
        CompartmentMap.Layer(
          quantity: quantity.rawValue, meaning: quantity.meaning(from: ""), unit: quantity.unit,
          values: frequencies.map { locals.at($0).vertices.map { $0 ?? .nan } })
      ])
  }

  /// What a sine of current meets and leaves.
  func impedance(_ name: String, _ measure: ImpedanceMeasure) -> MeasureResult {
    answer(name, .impedance) { model in
      let (values, map) = measure.answer(model)
      return Answer(values, map: map)
    }
  }

  /// The slowest decays, gates held.
  func timeConstants(_ name: String, count: Int) -> MeasureResult {
    answer(name, .timeConstants) { model in
      let modes = DecayModes(model, count: count)
      return Answer(
        modes.timeConstants.enumerated().map {
          MeasureResult.Value(value: $1, unit: "ms", place: "decay \($0 + 1)")
        },
        remark: modes.total < count
          ? "the cell has \(modes.total) decays, one for each compartment and sheath" : nil)
    }
  }

  /// What a measure comes to.
  private struct Answer {
    let values: [MeasureResult.Value]
    let map: CompartmentMap?
    let remark: String?

    init(_ values: [MeasureResult.Value], map: CompartmentMap? = nil, remark: String? = nil) {
      self.values = values
      self.map = map
      self.remark = remark
    }
  }

  /// What the resting state tells; where there is none, no values and the reason.
  private func answer(
    _ name: String, _ kind: AnswerKind,
    _ tell: (QuasiActiveCell) -> Answer
  ) -> MeasureResult {
    switch model {
    case .success(let model) where !model.leaks:
      return MeasureResult(
        name: name, kind, values: [],
        remark: "the cell does not leak at rest, and no steady voltage answers a steady current")
    case .success(let model):
      let answer = tell(model)
      return MeasureResult(
        name: name, kind, values: answer.values, map: answer.map, remark: answer.remark)
    case .failure(let error):
      return MeasureResult(name: name, kind, values: [], remark: error.description)
    }
  }
}
