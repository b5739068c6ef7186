internal import RallModel
internal import RallMorphology
internal import RallUnits

/// Tables of potentials that end before the cell does, so that an end of it takes the last that they say.
struct HeldTables {
  private(set) var findings: [ExperimentFinding] = []

  init(_ fields: [ExtracellularField], on morphology: Morphology) {
    let length = morphology.sections.reduce(Length.zero) { $0 + $1.length }
    for (number, field) in fields.enumerated() {
      guard case .table(let table) = field.source,
        case .distances(let distances)? = table.samples?.places,
        let first = distances.first, let last = distances.last
      else { continue }
      // A sum of lengths is rounded, and so is what another program writes of it.
      let slack = 1e-6 * length
      let covered = first <= slack && last >= length - slack
      guard !covered else { continue }
      findings.append(
        ExperimentFinding(
          code: "heldTable", path: "extracellular[\(number)].table",
          message: "it goes from \(first) to \(last) of a cell of \(length); beyond, the potential "
            + "of its nearest place holds"))
    }
  }
}
