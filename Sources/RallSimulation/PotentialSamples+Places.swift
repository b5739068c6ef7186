internal import RallCable
internal import RallModel
internal import RallMorphology
internal import RallNumerics
internal import RallUnits

/// Where a vertex lies between two places of a table, by their numbers.
struct TablePlace {
  let first: Int
  let second: Int
  /// The share of `second`.
  let share: Double

  /// The value there of one that each place has.
  func read(_ value: (Int) -> Double) -> Double {
    let start = value(first)
    return share == 0 ? start : start + share * (value(second) - start)
  }
}

extension PotentialSamples {
  /// Where each vertex of a cell lies between the places.
  func places(on cell: LoweredCell) throws(FieldError) -> [TablePlace] {
    switch places {
    case .samples(let ids): return try places(ids, on: cell)
    case .distances(let distances):
      let sections = cell.morphology.sections
      guard sections.count(where: { $0.parent == nil }) == 1,
        Set(sections.compactMap(\.parent)).count == sections.count - 1
      else { throw .branched }
      let known = distances.enumerated().map { (position: $1.coherent, row: $0) }
      return cell.depth.map { Self.place(at: $0, known) }
    }
  }

  private func places(_ ids: [Int], on cell: LoweredCell) throws(FieldError) -> [TablePlace] {
    let sections = cell.morphology.sections
    var row: [Int: Int] = [:]
    for (number, id) in ids.enumerated() { row[id] = number }
    var found: Set<Int> = []
    var atJunction = [Int?](repeating: nil, count: cell.morphology.junctionCount)
    var known = sections.map { section in
      zip(section.arc, section.points).compactMap {
        position, point -> (position: Double, row: Int)? in
        guard let id = point.sample, let row = row[id] else { return nil }
        found.insert(id)
        return (position, row)
      }
    }
    // Of samples that the soma's one point stands for, a table of all samples tells too.
    found.formUnion(cell.morphology.soma.absorbed)
    if let missing = ids.first(where: { !found.contains($0) }) { throw .noSuchSample(missing) }
    for (section, known) in zip(sections, known) {
      if let last = known.last, last.position == section.length.coherent {
        atJunction[section.end] = last.row
      }
      if let first = known.first, first.position == 0, atJunction[section.start] == nil {
        atJunction[section.start] = first.row
      }
    }
    for (number, section) in sections.enumerated() {
      let length = section.length.coherent
      if known[number].first?.position != 0, let row = atJunction[section.start] {
        known[number].insert((0, row), at: 0)
      }
      if known[number].last?.position != length, let row = atJunction[section.end] {
        known[number].append((length, row))
      }
      if known[number].isEmpty { throw .unplaced(section: number) }
    }
    return cell.columns.map { column in
      let position = column.sectionPosition * sections[column.section].length.coherent
      return Self.place(at: position, known[column.section])
    }
  }

  /// Between the places before and after a position; beyond the last of them, on that one.
  private static func place(at position: Double, _ known: [(position: Double, row: Int)])
    -> TablePlace
  {
    let next = known.partitioningIndex { $0.position > position }
    if next == 0 { return TablePlace(first: known[0].row, second: known[0].row, share: 0) }
    let before = known[next - 1]
    guard next < known.count else {
      return TablePlace(first: before.row, second: before.row, share: 0)
    }
    let after = known[next]
    return TablePlace(
      first: before.row, second: after.row,
      share: (position - before.position) / (after.position - before.position))
  }
}
