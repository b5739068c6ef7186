public import RallJSON
public import RallModel
internal import RallUnits

/// The answers of measures at every point of a sweep.
public struct SweepReport: Sendable {
  /// The answers at one point.
  public struct Point: Sendable {
    /// In the sweep's unit.
    public let value: Double
    public let measures: [MeasureResult]
  }

  public let sweep: Sweep
  public internal(set) var status = RunStatus.complete
  /// True where no answer has an error.
  public internal(set) var isExact = true
  public internal(set) var points: [Point] = []

  init(sweep: Sweep) { self.sweep = sweep }

  /// One object: over what, and the measures by name at each point.
  public var json: JSON {
    [
      "over": .string(sweep.path), "unit": .string(sweep.unit), "exact": .bool(isExact),
      "points": .array(
        points.map { point in
          [
            "value": .number(point.value),
            "measure": .object(point.measures.map { .init(key: $0.name, value: $0.json) }),
          ]
        }),
    ]
  }
}

// MARK: - As a table

extension SweepReport {
  /// One number of the answers, along the sweep.
  private struct Column: Hashable {
    let measure: String
    let quantity: String
    let place: String
    let unit: String
    let isError: Bool

    /// `rate mean Hz`; the place stands there where a measure answers for several.
    func title(withPlace: Bool) -> String {
      var words = [measure]
      if quantity != "value" { words.append(quantity) }
      if withPlace { words.append(place) }
      if isError { words.append("error") }
      if unit != "1" { words.append(unit) }
      return words.joined(separator: " ")
    }
  }

  /// The numbers of one point, by their columns, in the order of the answers.
  private static func cells(of point: Point) -> [(column: Column, value: Double)] {
    point.measures.flatMap { measure in
      measure.values.flatMap { value -> [(Column, Double)] in
        func column(isError: Bool) -> Column {
          Column(
            measure: measure.name, quantity: value.quantity, place: value.place,
            unit: value.unit, isError: isError)
        }
        return [(column(isError: false), value.value)]
          + (value.error.map { [(column(isError: true), $0)] } ?? [])
      }
    }
  }

  /// Titles, and a row a point; nil where a point has no such number.
  ///
  /// - Parameter withErrors: whether the errors have columns of their own.
  private func rows(withErrors: Bool) -> (titles: [String], rows: [[Double?]]) {
    let cells = points.map { point in
      Self.cells(of: point).filter { withErrors || !$0.column.isError }
    }
    var columns: [Column] = []
    // The fullest row first, for the order of the columns is its order.
    let fullest = cells.max { $0.count < $1.count } ?? []
    for cell in [fullest, Array(cells.joined())].joined() where !columns.contains(cell.column) {
      columns.append(cell.column)
    }
    var places: [String: Set<String>] = [:]
    for column in columns { places[column.measure, default: []].insert(column.place) }
    return (
      columns.map { $0.title(withPlace: (places[$0.measure]?.count ?? 0) > 1) },
      cells.map { row in columns.map { column in row.first { $0.column == column }?.value } }
    )
  }

  private var title: String { sweep.path + (sweep.unit.isEmpty ? "" : " \(sweep.unit)") }

  private static func remark(of point: Point) -> String {
    point.measures.compactMap(\.remark).joined(separator: "; ")
  }

  /// A table for a person.
  public var text: String {
    let (titles, rows) = rows(withErrors: !isExact)
    let hasRemarks = points.contains { !Self.remark(of: $0).isEmpty }
    var lines = [[title] + titles + (hasRemarks ? ["remark"] : [])]
    for (point, row) in zip(points, rows) {
      lines.append(
        [significant(point.value, 6)] + row.map { $0.map { significant($0, 8) } ?? "" }
          + (hasRemarks ? [Self.remark(of: point)] : []))
    }
    let widths = lines[0].indices.map { column in lines.map(\.[column].count).max() ?? 0 }
    var text = lines.map { line in
      zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        .joined(separator: "  ").trimmingEnd
    }
    if isExact { text.append("exact") }
    return text.joined(separator: "\n")
  }

  /// Comma-separated values, with all digits (RFC 4180).
  public var csv: String {
    let (titles, rows) = rows(withErrors: true)
    var lines = [[title] + titles + ["remark"]]
    for (point, row) in zip(points, rows) {
      lines.append(
        [decimal(point.value)] + row.map { $0.map { "\($0)" } ?? "" } + [Self.remark(of: point)])
    }
    return lines.map { $0.map(\.quotedForCSV).joined(separator: ",") }.joined(separator: "\n")
  }
}

extension String {
  fileprivate var trimmingEnd: Substring {
    self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)]
  }
}
