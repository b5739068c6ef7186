internal import RallAnalysis
internal import RallCable
internal import RallImpedance
internal import RallModel
internal import RallMorphology
internal import RallUnits

/// What the resting cell alone can answer: how it meets a steady current.
struct RestingMeasures {
  private let cell: LoweredCell
  private let rest: Result<RestingState, RestingStateError>

  /// - Parameter known: the resting state where it was found before.
  init(of cell: LoweredCell, _ known: RestingState?) {
    self.cell = cell
    if let known {
      rest = .success(known)
    } else {
      do { rest = .success(try RestingState(of: cell)) } catch { rest = .failure(error) }
    }
  }

  /// The slope of steady voltage against current, gates free, from rest.
  func inputResistance(_ name: String, at site: Site, _ place: Location) -> MeasureResult {
    answer(name, .inputResistance) { rest in
      let response = SteadyResponse(rest, from: cell.probe(at: place))
      return (
        [
          .init(
            value: response.inputResistance, unit: "Mohm", place: "\(site)", frequency: 0)
        ], nil
      )
    }
  }

  /// The length constant that the decay from one place to each of several others shows.
  func lengthConstant(
    _ name: String, from start: Location, to ends: [(label: String, place: Location)]
  ) -> MeasureResult {
    answer(name, .lengthConstant) { rest in
      let response = SteadyResponse(rest, from: cell.probe(at: start))
      var remarks: [String] = []
      var values: [MeasureResult.Value] = []
      for (label, end) in ends {
        let path = TreePath(from: start, to: end, in: cell)
        let fit = LengthConstant(
          distances: path.distances.map { Length(coherent: $0) },
          deflections: path.probes.map { Voltage(coherent: response.transferResistance(to: $0)) })
        if fit.decay != .exponential { remarks.append("\(label): \(fit.decay)") }
        guard let length = fit.length else { continue }
        values.append(
          .init(
            value: length.value(in: .um), unit: "um",
            standardError: fit.standardError?.value(in: .um), place: label, frequency: 0))
      }
      return (values, remarks.isEmpty ? nil : remarks.joined(separator: "; "))
    }
  }

  /// The mean of the local formula over the compartments of a region, by length, with the least and
  /// the largest.
  func lengthConstant(_ name: String, of region: Region, _ places: Intervals) -> MeasureResult {
    answer(name, .lengthConstant) { rest in
      var (sum, length) = (0.0, 0.0)
      var (least, most) = (Double.infinity, 0.0)
      let locals = rest.localLengthConstants
      for vertex in cell.ownVertices(in: places) {
        guard let local = locals[vertex] else { continue }
        sum += local.value * local.length
        length += local.length
        (least, most) = (min(least, local.value), max(most, local.value))
      }
      guard length > 0 else {
        return ([], "no cable of '\(region)' has a membrane that leaks at rest")
      }
      let values = [("value", sum / length), ("least", least), ("most", most)].map {
        MeasureResult.Value(
          quantity: $0, value: $1, unit: "um", place: "\(region)", frequency: 0)
      }
      return (values, nil)
    }
  }

  /// What the resting state tells; where there is none, no values and the reason.
  private func answer(
    _ name: String, _ kind: AnswerKind,
    _ tell: (RestingState) -> (values: [MeasureResult.Value], remark: String?)
  ) -> MeasureResult {
    switch rest {
    case .success(let rest) where !rest.leaks:
      return MeasureResult(
        name: name, kind, values: [],
        remark: "the cell does not leak at rest, and no steady voltage answers a steady current")
    case .success(let rest):
      let (values, remark) = tell(rest)
      return MeasureResult(name: name, kind, values: values, remark: remark)
    case .failure(let error):
      return MeasureResult(name: name, kind, values: [], remark: error.description)
    }
  }
}

extension RestingState {
  /// Whether a steady current finds a way out.
  fileprivate var leaks: Bool { slopes.reduce(0, +) > 0 }
}
