internal import RallModel
internal import RallUnits

extension AxisReport {
  /// One number of the answers, along the sweep.
  struct Column: Hashable {
    let measure: String
    let quantity: String
    let place: String
    let unit: String
    let kind: Kind

    /// The number itself, or what is known of its error.
    enum Kind: String {
      case value = ""
      case standardError = "standard error"
      case error
    }

    /// `rate mean Hz`; the place stands there where a measure answers for several.
    func title(withPlace: Bool) -> String {
      var words = [measure]
      if quantity != "value", quantity != measure { words.append(quantity) }
      if withPlace { words.append(place) }
      if kind != .value { words.append(kind.rawValue) }
      if unit != "1" { words.append(unit) }
      return words.joined(separator: " ")
    }
  }

  /// The numbers of one point, by their columns, in the order of the answers.
  private static func cells(of point: Point) -> [(column: Column, value: Double)] {
    point.measures.flatMap { measure in
      measure.values.flatMap { value -> [(Column, Double)] in
        func cell(_ kind: Column.Kind, _ number: Double?) -> [(Column, Double)] {
          guard let number else { return [] }
          let column = Column(
            measure: measure.name, quantity: value.quantity, place: value.where,
            unit: value.unit, kind: kind)
          return [(column, number)]
        }
        return cell(.value, value.value) + cell(.standardError, value.standardError)
          + cell(.error, value.error)
      }
    }
  }

  /// Titles, and a row a point; nil where a point has no such number.
  ///
  /// - Parameter kinds: what has columns of its own.
  func rows(with kinds: Set<Column.Kind>) -> (
    columns: [Column], titles: [String], rows: [[Double?]]
  ) {
    let cells = points.map { point in
      Self.cells(of: point).filter { kinds.contains($0.column.kind) }
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
      columns, columns.map { $0.title(withPlace: (places[$0.measure]?.count ?? 0) > 1) },
      cells.map { row in columns.map { column in row.first { $0.column == column }?.value } }
    )
  }

  var title: String { axis.path + (axis.unit.isEmpty ? "" : " \(axis.unit)") }

  private static func remark(of point: Point) -> String {
    (point.measures.compactMap(\.remark) + [point.failure].compactMap(\.self))
      .joined(separator: "; ")
  }

  /// A table for a person.
  public var text: String {
    let (_, titles, rows) = rows(with: isExact ? [.value] : [.value, .error])
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
    let (_, titles, rows) = rows(with: [.value, .standardError, .error])
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
