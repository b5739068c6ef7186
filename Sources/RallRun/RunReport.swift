public import RallJSON
public import RallModel
internal import RallSWC
public import RallUnits

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// What became of a run: for a person as a short table, for a program as one object.
public struct RunReport: Sendable {
  /// Where the result is; nil where none was written.
  public let file: String?
  /// `complete` or `interrupted`.
  public let status: String
  public let compartments: Int
  public let steps: Int
  public let step: Time
  public let duration: Time
  /// What took how many seconds.
  public let seconds: [(what: String, seconds: Double)]
  /// Recordings whose error was estimated.
  public let tracks: [TrackReport]
  public let detectors: [DetectorReport]
  public let measures: [MeasureResult]
  let diagnostics: [Diagnostic]
}

/// How far a recording may be off, the most over its columns and the run.
public struct TrackReport: Sendable, Hashable {
  public let name: String
  public let unit: String
  public let error: Double
}

/// The spikes of one detector, point by point.
public struct DetectorReport: Sendable, Hashable {
  public let name: String
  /// The sites as they were written, one a point.
  public let labels: [String]
  /// The spikes of each point in the order of time.
  public let spikes: [[Spike]]
  /// Why the spikes of a point are not sure, point by point; nil where they are, or where nobody
  /// looked.
  public let undecided: [String?]

  init(_ layout: DetectorLayout, spikes: [Spike], undecided: [String?]? = nil) {
    self.undecided = undecided ?? layout.points.map { _ in nil }
    name = layout.name
    labels = layout.labels
    var sorted = [[Spike]](repeating: [], count: layout.points.count)
    for spike in spikes.sorted(by: { $0.time < $1.time }) { sorted[spike.point].append(spike) }
    self.spikes = sorted
  }
}

// MARK: - For a program

extension RunReport {
  /// One object with stable keys.
  public var json: JSON {
    [
      "file": JSON(file), "status": .string(status), "compartments": .integer(compartments),
      "steps": .integer(steps), "step": .number(step.value(in: .ms)), "threads": .integer(1),
      "kernel": .string(Version.kernel),
      "seconds": .object(seconds.map { .init(key: $0.what, value: .number($0.seconds)) }),
      "peakMemory": .integer(Self.peakMemory),
      "record": .object(
        tracks.map {
          .init(key: $0.name, value: ["unit": .string($0.unit), "error": .number($0.error)])
        }),
      "detect": .object(detectors.map { .init(key: $0.name, value: $0.json) }),
      "measure": .object(measures.map { .init(key: $0.name, value: $0.json) }),
      "warnings": .array(
        diagnostics.map {
          [
            "code": .string($0.code.rawValue), "line": $0.line.map { .integer($0) } ?? .null,
            "message": .string($0.message),
          ]
        }),
    ]
  }

  /// The most memory that the process has had, in bytes.
  private static var peakMemory: Int {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss * 1024
    #endif
  }
}

extension DetectorReport {
  var json: JSON {
    .array(
      zip(zip(labels, spikes), undecided).map { point, doubt in
        let (label, spikes) = point
        return [
          "at": .string(label),
          "times": .array(spikes.map { .number($0.time.value(in: .ms)) }),
          "peaks": .array(spikes.map { .number($0.peak.value(in: .mV)) }),
          "error": .array(spikes.map { JSON($0.error?.value(in: .ms)) }),
          "undecided": JSON(doubt),
        ]
      })
  }
}

extension MeasureResult {
  /// The object of this measure: one number with its unit, or a list of values.
  public var json: JSON {
    let head: [JSON.Member] = [.init(key: "kind", value: .string(kind))]
    let tail: [JSON.Member] = [.init(key: "remark", value: JSON(remark))]
    switch kind {
    case "conductionVelocity", "inputResistance":
      let first = values.first
      let unit = kind == "conductionVelocity" ? "m/s" : "Mohm"
      var members: [JSON.Member] = [
        .init(key: "value", value: JSON(first?.value)), .init(key: "unit", value: .string(unit)),
        .init(key: "standardError", value: JSON(first?.standardError)),
        .init(key: "error", value: JSON(first?.error)),
      ]
      if kind == "conductionVelocity" {
        members.append(.init(key: "failedAt", value: values.isEmpty ? JSON(remark) : .null))
      }
      return .object(head + members + tail)
    default:
      let unit = values.first.map { value in values.allSatisfy { $0.unit == value.unit } } ?? false
      let shared: [JSON.Member] =
        unit ? [.init(key: "unit", value: .string(values[0].unit))] : []
      return .object(
        head + shared
          + [.init(key: "values", value: .array(values.map { $0.json(withUnit: !unit) }))] + tail)
    }
  }
}

extension MeasureResult.Value {
  fileprivate func json(withUnit: Bool) -> JSON {
    var members: [JSON.Member] = []
    if !place.isEmpty { members.append(.init(key: "region", value: .string(place))) }
    if quantity != "value" { members.append(.init(key: "quantity", value: .string(quantity))) }
    if let frequency { members.append(.init(key: "frequency", value: .number(frequency))) }
    members.append(.init(key: "value", value: .number(value)))
    if withUnit { members.append(.init(key: "unit", value: .string(unit))) }
    members.append(.init(key: "standardError", value: JSON(standardError)))
    members.append(.init(key: "error", value: JSON(error)))
    return .object(members)
  }
}

// MARK: - For a person

extension RunReport {
  /// The answers of the measures alone, for a person.
  public var measureText: String { table(measures.flatMap(\.rows)) }

  /// The answer of the measure, for a program; of several, one object by name.
  public var measureJSON: JSON {
    measures.count == 1
      ? measures[0].json : .object(measures.map { .init(key: $0.name, value: $0.json) })
  }

  /// A short table.
  public var text: String {
    let clock = seconds.map { "\($0.what) \(significant($0.seconds, 2)) s" }
    var rows = [
      ("run", "\(status), \(duration) in \(steps) steps of at most \(step)"),
      ("cell", "\(compartments) compartments"),
      ("time", clock.joined(separator: ", ")),
    ]
    rows += tracks.map { ($0.name, "time error at most \(significant($0.error, 2)) \($0.unit)") }
    for detector in detectors { rows += detector.rows }
    for measure in measures { rows += measure.rows }
    if let file { rows.append(("file", file)) }
    return table(rows)
  }
}

extension DetectorReport {
  fileprivate var rows: [(String, String)] {
    zip(zip(labels, spikes), undecided).flatMap { point, doubt in
      [row(point.0, point.1)] + (doubt.map { [(name, $0)] } ?? [])
    }
  }

  private func row(_ label: String, _ spikes: [Spike]) -> (String, String) {
    guard let first = spikes.first, let last = spikes.last else {
      return (name, "no spike at \(label)")
    }
    func time(_ spike: Spike) -> String { significant(spike.time.value(in: .ms), 7) }
    let count = spikes.count == 1 ? "1 spike" : "\(spikes.count) spikes"
    let span =
      spikes.count == 1 ? "at \(time(first)) ms" : "from \(time(first)) to \(time(last)) ms"
    let bar = spikes.compactMap(\.error).max().map {
      " ± \(significant($0.value(in: .ms), 2)) ms"
    }
    let peak = significant(first.peak.value(in: .mV), 5)
    return (name, "\(count) at \(label), \(span)\(bar ?? ""), peak \(peak) mV")
  }
}

extension MeasureResult {
  /// The measure in words, one row a value.
  var rows: [(String, String)] {
    var rows = values.map { value -> (String, String) in
      let quantity = value.quantity == "value" ? "" : "\(value.quantity) "
      let place = value.place.isEmpty ? "" : " at \(value.place)"
      let spread = value.standardError.map { " ± \(significant($0, 2))" } ?? ""
      let unit = value.unit == "1" ? "" : " \(value.unit)"
      let bar = value.error.map { error in
        error == 0 ? "" : ", time error \(significant(error, 2))\(unit)"
      }
      return (
        name, "\(quantity)\(significant(value.value, 6))\(spread)\(unit)\(place)\(bar ?? "")"
      )
    }
    if let remark { rows.append((name, remark)) }
    if kind != "features", !values.isEmpty {
      let isSteady = kind == "inputResistance" || kind == "lengthConstant"
      let isEstimated = isSteady || values.contains { $0.error != nil }
      let time = isEstimated ? "" : "time error not estimated; "
      rows.append(("", "\(time)mesh error not estimated"))
    }
    return rows
  }
}

/// Rows of a name and a text, the texts under one another.
func table(_ rows: [(String, String)]) -> String {
  let width = rows.map(\.0.count).max() ?? 0
  return rows.map { name, text in
    name + String(repeating: " ", count: width - name.count + 2) + text
  }.joined(separator: "\n")
}

/// A number to so many significant digits.
func significant(_ value: Double, _ digits: Int) -> String {
  guard value.isFinite, value != 0 else { return decimal(value) }
  let exponent = digits - 1 - Int(log10(abs(value)).rounded(.down))
  let scale = pow(10, Double(abs(exponent)))
  return decimal(
    exponent >= 0 ? (value * scale).rounded() / scale : (value / scale).rounded() * scale)
}
