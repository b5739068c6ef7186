import RallModel

/// The answers of a sweep as variables along its variants, as they stand in the file.
///
/// Variables, and the rows of those that answer for several places, are in the order in which the
/// variants first name them, so the table depends on the answers alone and not on who computed them.
struct SweepVariables {
  /// One place of an answer.
  struct Row: Hashable {
    var place: String
    /// Hz; nil where it has none.
    var frequency: Double?
    /// Counts those of one place and frequency, from 0.
    var occurrence = 0
  }

  /// An axis beside that of the variants.
  struct Axis: Hashable {
    var name: String
    var rows: [Row]
  }

  /// What a number is: the answer itself, or what is known of its error.
  enum Part: String, CaseIterable {
    case value
    case standardError = "standard_error"
    case error
    case meshError = "mesh_error"

    func set(_ number: Double, of value: inout MeasureResult.Value) {
      switch self {
      case .value: value.value = number
      case .standardError: value.standardError = number
      case .error: value.error = number
      case .meshError: value.meshError = number
      }
    }

    func of(_ value: MeasureResult.Value) -> Double? {
      switch self {
      case .value: value.value
      case .standardError: value.standardError
      case .error: value.error
      case .meshError: value.meshError
      }
    }
  }

  /// One quantity of a measure, or what is known of its error.
  struct Numbers {
    var name: String
    var measure: String
    var kind: String
    var quantity: String
    var part: Part
    var unit: String
    /// Nil where every variant answers for one place only.
    var axis: Int?
    /// Variant by variant, row by row; NaN where there is no such number.
    var values: [Double]
  }

  /// How often a detector was passed.
  struct Counts {
    var name: String
    var detector: String
    var axis: Int?
    /// Variant by variant, row by row; −1 of a variant without answer.
    var values: [Int32]
  }

  /// What is said of an answer in words.
  struct Texts {
    var name: String
    /// The measure or detector that it is about.
    var subject: String
    /// The kind of the measure whose remark it is; nil of why the spikes of a detector are not sure.
    var kind: String?
    var axis: Int?
    /// Variant by variant, row by row; empty where nothing is said.
    var values: [String]
  }

  private(set) var axes: [Axis] = []
  /// The rows of each variable that has one row only, by the name of the variable.
  private(set) var onlyRows: [String: Row] = [:]
  private(set) var numbers: [Numbers] = []
  private(set) var counts: [Counts] = []
  private(set) var texts: [Texts] = []
  private let results: [VariantResult]
  private let count: Int
  private var names: Set<String>

  /// - Parameters:
  ///   - results: of the variants that are done, in their order.
  ///   - description: of the sweep.
  ///   - taken: names that others have.
  init(_ results: [VariantResult], _ description: SweepDescription, taken: [String]) {
    self.results = results
    count = description.count
    names = Set(taken)
    let measures = description.measures + results.flatMap { $0.measures.map(\.name) }
    for name in unique(measures) { addMeasure(name) }
    let detectors = description.detectors + results.flatMap { $0.spikes.map(\.detector) }
    for name in unique(detectors) { addDetector(name) }
  }

  /// A name that no other variable has.
  private mutating func free(_ name: String) -> String {
    var free = name
    var number = 2
    while !names.insert(free).inserted {
      free = "\(name)_\(number)"
      number += 1
    }
    return free
  }

  private mutating func addMeasure(_ name: String) {
    let answers = results.compactMap { result in
      result.measures.first { $0.name == name }.map { (variant: result.variant, answer: $0) }
    }
    let quantities = unique(answers.flatMap { $0.answer.values.map(\.quantity) })
    let firstAxis = axes.count
    for quantity in quantities {
      let cells = answers.map { variant, answer in
        (variant: variant, values: Self.keyed(answer.values.filter { $0.quantity == quantity }))
      }
      let rows = unique(cells.flatMap { $0.values.map(\.row) })
      let axis = axis(of: rows, named: Self.title(name, quantity), from: firstAxis)
      let all = cells.flatMap { $0.values.map(\.value) }
      for part in Part.allCases where all.contains(where: { part.of($0) != nil }) {
        var values = [Double](repeating: .nan, count: count * rows.count)
        let places = Dictionary(uniqueKeysWithValues: zip(rows, rows.indices))
        for cell in cells {
          for (row, value) in cell.values {
            guard let number = part.of(value), let place = places[row] else { continue }
            values[cell.variant * rows.count + place] = number
          }
        }
        let title = free(
          Self.title(name, quantity) + (part == .value ? "" : "_\(part.rawValue)"))
        if axis == nil { onlyRows[title] = rows[0] }
        numbers.append(
          Numbers(
            name: title, measure: name, kind: answers[0].answer.kind, quantity: quantity,
            part: part, unit: all[0].unit, axis: axis, values: values))
      }
    }
    var remarks = [String](repeating: "", count: count)
    for (variant, answer) in answers { remarks[variant] = answer.remark ?? "" }
    guard remarks.contains(where: { !$0.isEmpty }) else { return }
    texts.append(
      Texts(
        name: free("\(name)_remark"), subject: name, kind: answers[0].answer.kind, axis: nil,
        values: remarks))
  }

  /// `speed`, and `speed.delay` of another quantity than the answer itself.
  private static func title(_ measure: String, _ quantity: String) -> String {
    quantity == "value" ? measure : "\(measure).\(quantity)"
  }

  /// Each value with its row.
  private static func keyed(
    _ values: [MeasureResult.Value]
  ) -> [(row: Row, value: MeasureResult.Value)] {
    var seen: [Row: Int] = [:]
    return values.map { value in
      var row = Row(place: value.place, frequency: value.frequency)
      let occurrence = seen[row, default: 0]
      seen[row] = occurrence + 1
      row.occurrence = occurrence
      return (row, value)
    }
  }

  /// An axis of these rows, an old one where there is such; nil of a single row.
  private mutating func axis(of rows: [Row], named name: String, from first: Int) -> Int? {
    guard rows.count > 1 else { return nil }
    if let same = axes.indices.dropFirst(first).first(where: { axes[$0].rows == rows }) {
      return same
    }
    axes.append(Axis(name: free("\(name).place"), rows: rows))
    return axes.count - 1
  }

  private mutating func addDetector(_ name: String) {
    let found = results.compactMap { result in
      result.spikes.first { $0.detector == name }.map { (variant: result.variant, counts: $0) }
    }
    let cells = found.map { variant, counts in
      var seen: [String: Int] = [:]
      return (
        variant: variant,
        rows: counts.sites.indices.map { point in
          let site = counts.sites[point]
          let occurrence = seen[site, default: 0]
          seen[site] = occurrence + 1
          return (
            row: Row(place: site, occurrence: occurrence), count: counts.counts[point],
            doubt: counts.undecided[point] ?? ""
          )
        }
      )
    }
    let rows = unique(cells.flatMap { $0.rows.map(\.row) })
    guard !rows.isEmpty else { return }
    let places = Dictionary(uniqueKeysWithValues: zip(rows, rows.indices))
    var counts = [Int32](repeating: -1, count: count * rows.count)
    var doubts = [String](repeating: "", count: count * rows.count)
    for cell in cells {
      for row in cell.rows {
        guard let place = places[row.row] else { continue }
        counts[cell.variant * rows.count + place] = Int32(clamping: row.count)
        doubts[cell.variant * rows.count + place] = row.doubt
      }
    }
    let title = free("spikes.\(name)")
    let axis = axis(of: rows, named: title, from: axes.count)
    if axis == nil { onlyRows[title] = rows[0] }
    self.counts.append(Counts(name: title, detector: name, axis: axis, values: counts))
    guard doubts.contains(where: { !$0.isEmpty }) else { return }
    texts.append(
      Texts(
        name: free("\(title)_undecided"), subject: name, kind: nil, axis: axis,
        values: doubts))
  }
}

/// The first of each, in their order.
private func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
  var seen: Set<Element> = []
  return elements.filter { seen.insert($0).inserted }
}
