internal import RallHDF5
public import RallJSON
public import RallModel
internal import RallUnits

/// What became of a sweep: for a person as a short table, for a program as one object.
public struct SweepOutcome: Sendable {
  public let sweep: Sweep
  public let status: RunStatus
  /// The HDF5 file.
  public let file: String
  /// Of the variants that are done, in their order.
  public let results: [VariantResult]
  /// How many of them were done before this run.
  public let found: Int
  /// In each process.
  public let threads: Int
  public let processes: Int
  public let seconds: Double

  /// Those that have no answers.
  public var failures: [VariantResult] { results.filter { $0.failure != nil } }

  init(
    _ sweep: Sweep, results: [Int: VariantResult], found: Int, file: String, threads: Int,
    processes: Int, seconds: Double
  ) {
    self.sweep = sweep
    self.results = results.values.sorted { $0.variant < $1.variant }
    self.found = found
    self.file = file
    self.threads = threads
    self.processes = processes
    self.seconds = seconds
    status = results.count == sweep.count ? .complete : .interrupted
  }

  /// Of a sweep that was whole before.
  init(_ sweep: Sweep, whole file: String) throws(Failure) {
    let results: [VariantResult]
    do { results = try SweepReader(file).results } catch { throw Failure(error) }
    self.init(
      sweep, results: Dictionary(uniqueKeysWithValues: results.map { ($0.variant, $0) }),
      found: sweep.count, file: file, threads: 0, processes: 1, seconds: 0)
  }

  /// More failures than this are counted only.
  private static let mostFailures = 3

  /// A short table.
  public var text: String {
    let failures = failures
    var told =
      status == .complete
      ? counted(sweep.count, "variant")
      : "interrupted, \(results.count) of \(counted(sweep.count, "variant"))"
    if found > 0 { told += ", \(found) of them from before" }
    if !failures.isEmpty { told += ", \(failures.count) failed" }
    var rows = [(name: "sweep", text: told)]
    rows += sweep.axes.map { ("over", $0.told) }
    if threads > 0 {
      rows.append(
        (
          "time",
          "\(significant(seconds, 3)) s on \(counted(threads, "thread"))"
            + (processes > 1 ? " in each of \(processes) processes" : "")
        ))
    }
    rows += ranges.map { ($0.name, $0.text) }
    rows += failures.prefix(Self.mostFailures).map { result in
      (
        "failed",
        "variant \(result.variant), \(sweep.settings(of: result.variant).joined(separator: ", ")): "
          + (result.failure ?? "")
      )
    }
    if failures.count > Self.mostFailures {
      rows.append(("failed", "and \(failures.count - Self.mostFailures) more"))
    }
    return table(rows + [("file", file)])
  }

  /// One object with the same.
  public var json: JSON {
    [
      "file": .string(file), "status": .string(status.rawValue), "variants": .integer(sweep.count),
      "done": .integer(results.count), "failed": .integer(failures.count),
      "found": .integer(found), "threads": .integer(threads), "processes": .integer(processes),
      "seconds": .number(seconds),
      "over": .array(
        sweep.axes.map {
          [
            "path": .string($0.path), "unit": .string($0.unit), "first": .number($0.first),
            "last": .number($0.last),
          ]
        }),
      "range": .array(
        ranges.map {
          [
            "name": .string($0.name), "quantity": .string($0.quantity), "unit": .string($0.unit),
            "place": JSON($0.place), "least": .number($0.least),
            "most": .number($0.most), "variants": .integer($0.variants),
          ]
        }),
      "failures": .array(
        failures.map {
          ["variant": .integer($0.variant), "failure": JSON($0.failure)]
        }),
    ]
  }

  /// Between what and what an answer lies.
  private struct Range {
    let name: String
    let quantity: String
    let unit: String
    /// Where it is, of a measure that answers for several places.
    var place: String?
    var least = Double.infinity
    var most = -Double.infinity
    /// In how many variants there is one.
    var variants = 0
    /// How many variants have no failure.
    var all = 0

    mutating func take(_ numbers: [Double]) {
      if numbers.isEmpty { return }
      variants += 1
      least = min(least, numbers.min() ?? least)
      most = max(most, numbers.max() ?? most)
    }

    var text: String {
      let noun = unit == "spikes" && most == 1 && least == 1 ? "spike" : unit
      let unit = unit == "1" || unit.isEmpty ? "" : " \(noun)"
      let (low, high) = (significant(least, 6), significant(most, 6))
      let range =
        variants == 0 ? "no number" : (low == high ? low : "\(low) to \(high)") + unit
      return (quantity == "value" ? "" : "\(quantity) ") + range
        + (place.map { " at \($0)" } ?? "")
        + (variants > 0 && variants < all ? ", none in \(all - variants)" : "")
    }
  }

  /// Those of the measures themselves, at the first of their places, and of the spikes of detectors.
  private var ranges: [Range] {
    let whole = results.filter { $0.failure == nil }
    var names: [String] = []
    for name in whole.flatMap({ $0.measures.map(\.name) }) where !names.contains(name) {
      names.append(name)
    }
    var ranges: [Range] = []
    for name in names {
      let answers = whole.compactMap { $0.measures.first { $0.name == name } }
      let values = answers.map(\.leadingValues)
      let first = values.joined().first
      let hasPlaces = values.contains { values in values.contains { $0.where != first?.where } }
      var range = Range(
        name: name, quantity: first?.quantity ?? "value", unit: first?.unit ?? "1",
        place: hasPlaces ? first?.where : nil, all: whole.count)
      for values in values {
        range.take(values.filter { $0.where == first?.where }.map(\.value))
      }
      ranges.append(range)
    }
    for (index, detector) in (whole.first?.spikes ?? []).enumerated() {
      var range = Range(
        name: detector.detector, quantity: "value", unit: "spikes", all: whole.count)
      for result in whole where index < result.spikes.count {
        range.take(result.spikes[index].counts.map(Double.init))
      }
      ranges.append(range)
    }
    return ranges
  }
}

extension MeasureResult {
  /// Those of the answer itself, or of its first quantity where it has no such.
  fileprivate var leadingValues: [Value] {
    let own = values.filter { $0.quantity == "value" }
    return own.isEmpty ? values.filter { $0.quantity == values[0].quantity } : own
  }
}
