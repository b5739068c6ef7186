import RallModel

extension Handle where Kind == FileKind {
  /// The answers of all variants that are done, each in the order of the experiment's measures.
  func readVariants(_ description: SweepDescription) throws(HDF5Failure) -> [VariantResult] {
    let count = description.count
    let states = try read("status", as: UInt8.self, count: count)
    let failures = try readTexts("failure")
    guard failures.count == count else {
      throw HDF5Failure(doing: "failure", message: "\(failures.count) texts of \(count) variants")
    }
    var results = (0..<count).map { VariantResult(variant: $0) }
    for (variant, state) in states.enumerated() where state == VariantState.failed.rawValue {
      results[variant].failure = failures[variant]
    }
    let found = try answers()
    for name in found.numbers { try readNumbers(name, into: &results) }
    for name in found.counts { try readCounts(name, found.doubts, into: &results) }
    for (name, measure) in found.remarks {
      let texts = try readTexts(name, count: count)
      let kind = try dataset(name).text("kind") ?? ""
      for (variant, text) in texts.enumerated() where !text.isEmpty {
        results[variant].change(measure: measure, kind) { $0.remark = text }
      }
    }
    let places = Dictionary(
      zip(description.measures, description.measures.indices),
      uniquingKeysWith: { first, _ in first })
    for variant in results.indices {
      results[variant].measures.sort {
        places[$0.name, default: .max] < places[$1.name, default: .max]
      }
    }
    return results.filter { states[$0.variant] != VariantState.unfinished.rawValue }
  }

  /// The names of the answers, each kind in its order; texts with what they are about.
  private struct Answers {
    var numbers: [String] = []
    var counts: [String] = []
    var remarks: [(name: String, measure: String)] = []
    /// By detector.
    var doubts: [String: String] = [:]
  }

  private func answers() throws(HDF5Failure) -> Answers {
    var answers = Answers()
    var order: [String: UInt32] = [:]
    for name in try members() where try !isGroup(name) {
      let dataset = try dataset(name)
      if let index = try dataset.numbers("index", as: UInt32.self)?.first {
        order[name] = index
        if try dataset.hasAttribute("measure") {
          answers.numbers.append(name)
        } else {
          answers.counts.append(name)
        }
      } else if let measure = try dataset.text("remark_of") {
        answers.remarks.append((name, measure))
      } else if let detector = try dataset.text("undecided_of") {
        answers.doubts[detector] = name
      }
    }
    answers.numbers.sort { order[$0, default: 0] < order[$1, default: 0] }
    answers.counts.sort { order[$0, default: 0] < order[$1, default: 0] }
    return answers
  }

  private func readNumbers(
    _ name: String, into results: inout [VariantResult]
  ) throws(HDF5Failure) {
    let dataset = try dataset(name)
    guard let measure = try dataset.text("measure"), let quantity = try dataset.text("quantity"),
      let part = SweepVariables.Part(rawValue: try dataset.text("part") ?? "")
    else { throw HDF5Failure(doing: "reading \(name)", message: "it says not what it is of") }
    let (unit, kind) = (try dataset.text("units") ?? "", try dataset.text("kind") ?? "")
    let rows = try rows(of: dataset, name, results.count)
    let values = try dataset.read(Double.self, path: name)
    for variant in results.indices {
      for (number, row) in rows.enumerated() {
        let value = values[variant * rows.count + number]
        if value.isNaN { continue }
        results[variant].change(measure: measure, kind) { answer in
          let place = answer.place(of: row, quantity: quantity, unit: unit)
          part.set(value, of: &answer.values[place])
        }
      }
    }
  }

  private func readCounts(
    _ name: String, _ doubts: [String: String], into results: inout [VariantResult]
  ) throws(HDF5Failure) {
    let dataset = try dataset(name)
    let detector = try dataset.text("detector") ?? ""
    let rows = try rows(of: dataset, name, results.count)
    let values = try dataset.read(Int32.self, path: name)
    let texts = try doubts[detector].map { doubt throws(HDF5Failure) in
      try readTexts(doubt, count: values.count)
    }
    for variant in results.indices {
      let range = variant * rows.count..<(variant + 1) * rows.count
      let own = range.filter { values[$0] >= 0 }
      if own.isEmpty { continue }
      results[variant].spikes.append(
        VariantResult.SpikeCounts(
          detector: detector, sites: own.map { rows[$0 - range.lowerBound].place },
          counts: own.map { Int(values[$0]) },
          undecided: own.map { place in texts.flatMap { $0[place].isEmpty ? nil : $0[place] } }))
    }
  }

  private func readTexts(_ name: String, count: Int) throws(HDF5Failure) -> [String] {
    let texts = try readTexts(name)
    guard texts.count == count else {
      throw HDF5Failure(doing: "reading \(name)", message: "\(texts.count) texts, not \(count)")
    }
    return texts
  }

  /// The places that a variable is of.
  private func rows(
    of dataset: borrowing Dataset, _ name: String, _ count: Int
  ) throws(HDF5Failure) -> [SweepVariables.Row] {
    let extents = try dataset.extents()
    guard let axis = try dataset.text("rows") else {
      guard extents == [count] else {
        throw HDF5Failure(doing: "reading \(name)", message: "its shape is \(extents)")
      }
      return [
        SweepVariables.Row(
          place: try dataset.text("place") ?? "",
          frequency: try dataset.numbers("frequency", as: Double.self)?.first)
      ]
    }
    let texts = try readTexts(axis)
    guard extents == [count, texts.count] else {
      throw HDF5Failure(doing: "reading \(name)", message: "its shape is \(extents)")
    }
    let frequencies =
      try has("\(axis).frequency")
      ? try read("\(axis).frequency", as: Double.self, count: texts.count) : texts.map { _ in .nan }
    var seen: [SweepVariables.Row: Int] = [:]
    return zip(texts, frequencies).map {
      var row = SweepVariables.Row(place: $0, frequency: $1.isNaN ? nil : $1)
      row.occurrence = seen[row, default: 0]
      seen[SweepVariables.Row(place: row.place, frequency: row.frequency), default: 0] += 1
      return row
    }
  }
}

extension VariantResult {
  /// Changes the answer to a measure, which is made where it is not there yet.
  fileprivate mutating func change(
    measure: String, _ kind: String, _ body: (inout MeasureResult) -> Void
  ) {
    let index = measures.firstIndex { $0.name == measure } ?? measures.count
    if index == measures.count {
      measures.append(MeasureResult(name: measure, kind: kind, values: []))
    }
    body(&measures[index])
  }
}

extension MeasureResult {
  /// Where the value of a row stands, which is made where it is not there yet.
  fileprivate mutating func place(
    of row: SweepVariables.Row, quantity: String, unit: String
  ) -> Int {
    let same = values.indices.filter {
      values[$0].quantity == quantity && values[$0].place == row.place
        && values[$0].frequency == row.frequency
    }
    if row.occurrence < same.count { return same[row.occurrence] }
    values.append(
      Value(
        quantity: quantity, value: .nan, unit: unit, place: row.place, frequency: row.frequency))
    return values.count - 1
  }
}
