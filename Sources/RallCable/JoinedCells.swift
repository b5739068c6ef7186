internal import RallMembrane
internal import RallNumerics

/// Cells side by side as one: a forest, whose trees know nothing of each other.
///
/// The kernels take eight vertices at a time; a small cell, or one with few branches at once, leaves lanes
/// empty that another can have.
extension LoweredCell {
  /// Cells with the same banks, one behind the other; none may have a double cable.
  ///
  /// It is there to be stepped: what only plans and reports ask for (stations, half-edges, the morphology)
  /// is that of the first cell alone.
  package init(joining cells: [LoweredCell]) {
    precondition(cells.allSatisfy { $0.periaxonal == nil }, "double cables are not joined")
    let first = cells[0]
    let offsets = Self.offsets(cells.map(\.count))
    self.init(
      axial: TreeMatrix(
        parent: zip(cells, offsets).flatMap { cell, offset in
          cell.axial.parent.map { $0 < 0 ? $0 : $0 + Int32(offset) }
        },
        coupling: cells.flatMap(\.axial.coupling)),
      capacitance: cells.flatMap(\.capacitance),
      banks: first.banks.indices.map { number in
        Bank(joining: cells.map { $0.banks[number] }, offsets: offsets)
      },
      columns: cells.flatMap(\.columns), halfEdges: first.halfEdges, stations: first.stations,
      depth: cells.flatMap(\.depth), morphology: first.morphology,
      startPotential: first.startPotential, cableDiameter: cells.flatMap(\.cableDiameter),
      resistivity: cells.flatMap(\.resistivity), coating: first.coating, periaxonal: nil,
      lumpedWrappings: [], refinesLumpedModel: false, isJoined: true)
  }

  /// Where each of some lists begins when they stand one behind the other.
  package static func offsets(_ counts: [Int]) -> [Int] {
    var sum = 0
    return counts.map { count in
      defer { sum += count }
      return sum
    }
  }
}

extension LoweredCell.Probe {
  /// The same place where the cell's vertices begin at another number.
  package func shifted(by offset: Int) -> Self {
    Self(first: first + offset, second: second + offset, share: share)
  }
}
