internal import RallAnalysis
internal import RallCable
internal import RallImpedance
internal import RallModel
internal import RallMorphology
internal import RallNumerics
internal import RallUnits

/// What the resting cell alone can answer: how it meets a small current, steady or a sine, and how it
/// comes back to rest. An answer is nil where it was asked to stop.
struct RestingMeasures {
  private let cell: LoweredCell
  /// Whether what holds at every compartment is wanted too.
  private let withMaps: Bool
  private let model: Result<QuasiActiveCell, RestingStateError>
  /// What is to be said of every answer: that the cell does not stay at this rest.
  private let caution: String?

  /// - Parameter known: the resting state where it was found before.
  init?(
    of cell: LoweredCell, _ known: RestingState?, withMaps: Bool, proceed: () -> Bool
  ) {
    self.cell = cell
    self.withMaps = withMaps
    do throws(RestingStateError) {
      let rest: RestingState
      if let known { rest = known } else { rest = try RestingState(of: cell) }
      let line = QuasiActiveCell(rest)
      let stability = Stability(of: line, proceed: proceed)
      guard proceed() else { return nil }
      model = .success(line)
      caution = Self.caution(stability)
    } catch {
      model = .failure(error)
      caution = nil
    }
  }

  private static func caution(_ stability: Stability) -> String? {
    switch stability {
    case .stable: nil
    case .unstable(let growing):
      "the resting state is unstable, with gates at work: \(counted(growing, "mode")) of a small "
        + "disturbance \(growing == 1 ? "grows" : "grow"); the numbers are those of the linearised cell"
    case .unknown: "whether the resting state is stable could not be told"
    }
  }

  /// The slope of steady voltage against current, gates free, from rest.
  func inputResistance(_ name: String, at site: Site, _ place: Location) -> MeasureResult? {
    let probe = cell.probe(at: place)
    return answer(name, .inputResistance, from: probe) { model, _ in
      let response = model.steadyResponse(from: probe)
      return Answer([
        .init(value: response.inputImpedance.real, unit: "Mohm", place: "\(site)", frequency: 0)
      ])
    }
  }

  /// The length constant that the decay from one place to each of several others shows, of a sine of
  /// each frequency.
  func lengthConstant(
    _ name: String, from start: Location, to ends: [(label: String, place: Location)],
    _ frequencies: [Frequency], proceed: () -> Bool
  ) -> MeasureResult? {
    let source = cell.probe(at: start)
    return answer(name, .lengthConstant, at: frequencies, from: source) { model, frequencies in
      var remarks: [String] = []
      var values: [MeasureResult.Value] = []
      var rows: [[Double]] = []
      let locals = withMaps ? LocalLengthConstants(model) : nil
      for frequency in frequencies {
        guard proceed() else { return nil }
        if let locals { rows.append(locals.at(frequency).mapped) }
        let response = SineResponse(
          AdmittanceNetwork(model, at: frequency), from: source)
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
        values, map: map(rows, frequencies),
        remark: remarks.isEmpty ? nil : remarks.joined(separator: "; "))
    }
  }

  /// The mean of the local formula over a region, by length, with the least and the largest, at each
  /// frequency.
  func lengthConstant(
    _ name: String, of region: Region, _ places: Intervals, _ frequencies: [Frequency],
    proceed: () -> Bool
  ) -> MeasureResult? {
    answer(name, .lengthConstant, at: frequencies) { model, frequencies in
      let locals = LocalLengthConstants(model)
      var values: [MeasureResult.Value] = []
      var remarks: [String] = []
      var rows: [[Double]] = []
      for frequency in frequencies {
        guard proceed() else { return nil }
        let reach = locals.at(frequency)
        if withMaps { rows.append(reach.mapped) }
        let found = reach.summary(in: places)
        if let remark = Self.remark(on: found, of: region, at: frequency) { remarks.append(remark) }
        guard let (mean, least, most) = found.lengthConstant else { continue }
        values += [("value", mean), ("least", least), ("most", most)].map {
          MeasureResult.Value(
            quantity: $0, value: $1, unit: "um", place: "\(region)",
            frequency: frequency.value(in: .Hz))
        }
      }
      return Answer(
        values, map: map(rows, frequencies),
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
  private func map(_ rows: [[Double]], _ frequencies: [Frequency]) -> CompartmentMap? {
    guard withMaps else { return nil }
    let quantity = ImpedanceMeasure.Quantity.lengthConstant
    return CompartmentMap(
      columns: cell.columns, frequencies: frequencies.map { $0.value(in: .Hz) },
      layers: [
        CompartmentMap.Layer(
          quantity: quantity.rawValue, meaning: quantity.meaning(from: ""), unit: quantity.unit,
          values: rows)
      ])
  }

  /// What a sine of current meets and leaves.
  func impedance(
    _ name: String, _ measure: ImpedanceMeasure, proceed: () -> Bool
  ) -> MeasureResult? {
    answer(name, .impedance, at: measure.frequencies, from: measure.from.probe) {
      model, frequencies in
      var measure = measure
      measure.frequencies = frequencies
      return measure.answer(model, withMap: withMaps, proceed: proceed).map {
        Answer($0.values, map: $0.map)
      }
    }
  }

  /// The slowest decays, gates held.
  func timeConstants(_ name: String, count: Int, proceed: () -> Bool) -> MeasureResult? {
    answer(name, .timeConstants) { model, _ in
      guard let modes = DecayModes(model, count: count, proceed: proceed) else { return nil }
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

  /// What the resting state tells of some frequencies; where there is none, no values and the reason.
  ///
  /// - Parameters:
  ///   - frequencies: which were asked for.
  ///   - source: where a current enters; nil where none does.
  ///   - tell: what is told of those that can be answered.
  private func answer(
    _ name: String, _ kind: AnswerKind, at frequencies: [Frequency] = [.zero],
    from source: LoweredCell.Probe? = nil,
    _ tell: (QuasiActiveCell, [Frequency]) -> Answer?
  ) -> MeasureResult? {
    let model: QuasiActiveCell
    do { model = try self.model.get() } catch {
      return MeasureResult(name: name, kind, values: [], remark: error.description)
    }
    // A sine finds its way out through the capacitances.
    let leaks = source.map { model.leaks(at: $0.first) } ?? model.leaks
    let answered = leaks ? frequencies : frequencies.filter { $0 > .zero }
    let leftOut =
      answered.count < frequencies.count
      ? "the cell does not leak at rest, and no steady voltage answers a steady current" : nil
    guard !answered.isEmpty else {
      return MeasureResult(name: name, kind, values: [], remark: leftOut)
    }
    guard let answer = tell(model, answered) else { return nil }
    let remarks = [leftOut, answer.remark, caution].compactMap(\.self)
    return MeasureResult(
      name: name, kind, values: answer.values, map: answer.map,
      remark: remarks.isEmpty ? nil : remarks.joined(separator: "; "))
  }
}
