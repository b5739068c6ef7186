public import RallModel
internal import RallPlot
internal import RallUnits

extension MapChoice {
  /// True where what is to be drawn is the spectrum of an impedance: neither a quantity nor a frequency of a
  /// map was chosen, and every impedance that may be meant has several frequencies above 0.
  public func isSpectrum(of experiment: Experiment) -> Bool {
    guard quantity == nil, frequency == nil else { return false }
    let frequencies = experiment.measures.compactMap { measured -> [Frequency]? in
      guard case .impedance(_, _, let frequencies) = measured.kind else { return nil }
      return measure == nil || measure == measured.name ? frequencies : nil
    }
    return !frequencies.isEmpty && frequencies.allSatisfy { $0.count { $0 > .zero } > 1 }
  }
}

extension RunReport {
  /// Draws the size and the phase of an impedance, and of what is left elsewhere, against the frequency.
  ///
  /// - Throws: where there is none or several, and says which there are.
  public func writeSpectrum(_ choice: MapChoice, to file: PlotFile) throws(Failure) {
    let answered = measures.filter {
      $0.kind == AnswerKind.impedance.rawValue && !$0.values.isEmpty
    }
    guard !answered.isEmpty else { throw MapChoice.absent("spectrum", of: measures) }
    let measure = try MapChoice.one(
      of: answered, "--of", asked: choice.measure, named: \.name, "measures have a spectrum")
    try file.write(measure.spectrum.svg)
  }
}

extension MeasureResult {
  /// Of an impedance: its rows as lines, a place each.
  fileprivate var spectrum: SpectrumPlot {
    let rows = impedanceRows
    let frequencies = Set(rows.map(\.frequency)).filter { $0 > 0 }.sorted()
    let lines = courses(rows).map { course in
      let isInput = course[0].numbers[.impedance] != nil
      let (size, angle): (ImpedanceMeasure.Quantity, ImpedanceMeasure.Quantity) =
        isInput ? (.impedance, .phase) : (.transferImpedance, .transferPhase)
      let row = Dictionary(course.map { ($0.frequency, $0) }) { first, _ in first }
      func numbers(_ quantity: ImpedanceMeasure.Quantity) -> [Double] {
        frequencies.map { row[$0]?.numbers[quantity] ?? .nan }
      }
      return SpectrumPlot.Line(
        name: isInput ? course[0].place : "to \(course[0].place)", sizes: numbers(size),
        angles: numbers(angle))
    }
    let shown = lines.prefix(LinearPlot.mostLines)
    let notes = [
      rows.contains { $0.frequency == 0 } ? "0 Hz is not on a logarithmic axis" : nil,
      lines.count > shown.count ? "\(shown.count) of \(lines.count) places are drawn" : nil,
    ]
    return SpectrumPlot(
      title: "\(name): impedance against frequency", label: "impedance MΩ",
      frequencies: frequencies, lines: Array(shown),
      note: notes.compactMap(\.self).joined(separator: "; "))
  }

  /// The source, then every other place in the order of the answer, each at all frequencies.
  private func courses(_ rows: [ImpedanceRow]) -> [[ImpedanceRow]] {
    var courses: [[ImpedanceRow]] = []
    for row in rows {
      let last = courses.count - 1
      if last >= 0, courses[last][0].place == row.place,
        courses[last][0].frequency != row.frequency
      {
        courses[last].append(row)
      } else {
        courses.append([row])
      }
    }
    return courses
  }
}
