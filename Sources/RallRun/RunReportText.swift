internal import RallModel
internal import RallUnits

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

extension RunReport {
  /// A short table.
  public var text: String {
    let clock = seconds.map { "\($0.what) \(significant($0.seconds, 2)) s" }
    let reached = status == .complete ? "\(duration)" : "at \(time) of \(duration)"
    let way =
      isExact
      ? "solved exactly from event to event" : "in \(counted(steps, "step")) of at most \(step)"
    var rows = [
      (name: "run", text: "\(status.rawValue), \(reached) \(way)"),
      ("cell", counted(compartments, "compartment")), ("time", clock.joined(separator: ", ")),
    ]
    if let rest { rows.append(("rest", rest.text)) }
    rows += (isExact ? [] : tracks).map { track in
      (track.name, "time error at most \(significant(track.error, 2))\(suffix(track.unit))")
    }
    rows += detectors.flatMap(\.rows) + measureRows
    if let file { rows.append(("file", file)) }
    // Those about the neuron's file were known before the run.
    rows += warnings.filter { $0.file == nil }.map { ("note", $0.message) }
    return table(rows) + (convergence.map { "\n\n\($0.text)" } ?? "")
  }

  /// The answers of the measures alone.
  public var measureText: String { table(measureRows) }

  private var measureRows: [(name: String, text: String)] {
    measures.flatMap { measure in
      measure.rows(
        withError: !isExact, note: isExact ? "exact" : measure.errorNote(hasMesh: hasMesh))
    }
  }
}

extension DetectorReport {
  /// More sites than this are told together, so that the table stays short.
  private static let mostSites = 12

  fileprivate var rows: [(name: String, text: String)] {
    guard labels.count <= Self.mostSites else { return [(name, together)] }
    return labels.indices.flatMap { point in
      let doubt = undecided[point].map { [(name: name, text: $0)] } ?? []
      return [(name, "\(labels[point]): \(Self.told(spikes[point]))")] + doubt
    }
  }

  /// The spikes of all sites in one row.
  private var together: String {
    let fired = spikes.count { !$0.isEmpty }
    let doubtful = undecided.count { $0 != nil }
    let all = spikes.joined().sorted { $0.time < $1.time }
    return "\(fired) of \(labels.count) sites: \(Self.told(all))"
      + (doubtful == 0 ? "" : ", undecided at \(doubtful)")
  }

  private static func told(_ spikes: [Spike]) -> String {
    guard let first = spikes.first, let last = spikes.last else { return "no spike" }
    func milliseconds(_ time: Time, _ digits: Int) -> String {
      significant(time.value(in: .ms), digits)
    }
    let span =
      spikes.count == 1
      ? "at \(milliseconds(first.time, 7))"
      : "from \(milliseconds(first.time, 7)) to \(milliseconds(last.time, 7))"
    let error = spikes.compactMap(\.error).max()
    let bar = error == .zero ? " ms, exact" : error.map { " ± \(milliseconds($0, 2)) ms" } ?? " ms"
    let peak = significant(first.peak.value(in: .mV), 5)
    return "\(counted(spikes.count, "spike")), \(span)\(bar), peak \(peak) mV"
  }
}

extension MeasureResult {
  /// The measure in words, one row a value.
  fileprivate func rows(withError: Bool, note: String) -> [(name: String, text: String)] {
    let isSpeed = kind == AnswerKind.conductionVelocity.rawValue
    let isSpectrum = kind == AnswerKind.impedance.rawValue
    var rows =
      (isSpeed
      ? speeds(withError: withError)
      : isSpectrum
        ? impedanceLines : values.map { $0.text(withError: withError, of: owner(of: $0)) })
      .map { (name: name, text: $0) }
    if let remark { rows.append((name, remark)) }
    if !values.isEmpty, !note.isEmpty { rows.append(("", note)) }
    return rows
  }

  /// Of several spikes the shape is that of the first.
  private func owner(of value: Value) -> String {
    let shape = series.first { $0.quantity == value.quantity }
    return kind == AnswerKind.features.rawValue && (shape?.values.count ?? 0) > 1
      ? "first spike's " : ""
  }

  /// A row a branch, with its delay beside its velocity, and how many tips were reached.
  private func speeds(withError: Bool) -> [String] {
    let speeds = values.filter { $0.quantity == "delay" }.map { delay in
      let speed = values.first { $0.quantity == "value" && $0.place == delay.place }
      let place = delay.place.isEmpty ? "" : "\(delay.place): "
      let length = branchLength(delay.place)
      let none = length == nil ? "no velocity" : "no whole internode"
      return (speed?.text(withError: withError) ?? "\(place)\(none)")
        + ", \(significant(delay.value, 5)) ms"
        + (length.map { " for \(significant($0, 5)) um" } ?? "")
    }
    guard let tips = values.first(where: { $0.quantity == "tips" }),
      let reached = values.first(where: { $0.quantity == "tipsReached" })
    else { return speeds }
    return speeds + [
      "the spike reached \(decimal(reached.value)) of \(counted(Int(tips.value), "tip"))"
    ]
  }

  /// What is not known of the error.
  fileprivate func errorNote(hasMesh: Bool) -> String {
    let isSteady = AnswerKind(rawValue: kind)?.isOfRest ?? false
    let notes = [
      isSteady || values.contains { $0.error != nil } ? nil : "time error not estimated",
      !hasMesh || values.contains { $0.meshError != nil } ? nil : "mesh error not estimated",
    ]
    return notes.compactMap { $0 }.joined(separator: "; ")
  }
}

extension MeasureResult.Value {
  /// The place, and the frequency where it is not 0.
  var `where`: String {
    guard let frequency, frequency != 0 else { return place }
    return "\(place)\(place.isEmpty ? "" : " ")at \(significant(frequency, 6)) Hz"
  }

  fileprivate func text(withError: Bool, of owner: String = "") -> String {
    let place = self.where.isEmpty ? "" : "\(self.where): "
    let quantity = quantity == "value" ? "" : "\(quantity) "
    let spread = standardError.map { " ± \(significant($0, 2))" } ?? ""
    let unit = suffix(unit)
    let bar = (withError ? error : nil).map { ", time error \(significant($0, 2))\(unit)" } ?? ""
    let mesh = meshError.map { ", mesh error \(significant($0, 2))\(unit)" } ?? ""
    return "\(place)\(owner)\(quantity)\(significant(value, 6))\(spread)\(unit)\(bar)\(mesh)"
  }
}

/// A unit behind a number; nothing of a bare one.
private func suffix(_ unit: String) -> String { unit == "1" ? "" : " \(unit)" }

extension RestReport {
  fileprivate var text: String {
    func potential(_ voltage: Voltage) -> String { significant(voltage.value(in: .mV), 8) }
    let (low, high) = (potential(least), potential(most))
    // The next power of ten, since the digits are those of rounding.
    let bound = pow(10, log10(max(residual.value(in: .mV), 1e-16)).rounded(.up))
    let range = low == high ? low : "\(low) to \(high)"
    return "\(range) mV, found to \(decimal(bound)) mV"
  }
}
