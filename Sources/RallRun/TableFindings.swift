internal import RallModel
internal import RallMorphology
internal import RallUnits

/// Tables of potentials that tell less than the cell has, or more: places beyond which the last value holds,
/// and samples for which the one point of the soma stands, so that what they say there is not used.
struct TableFindings {
  private(set) var findings: [ExperimentFinding] = []

  init(_ fields: [ExtracellularField], on morphology: Morphology) {
    for (number, field) in fields.enumerated() {
      guard case .table(let table) = field.source, let places = table.samples?.places,
        let (code, message) = Self.remark(on: places, of: morphology)
      else { continue }
      findings.append(
        ExperimentFinding(
          code: code, path: "extracellular[\(number)].table", message: message))
    }
  }

  private static func remark(
    on places: PotentialSamples.Places, of morphology: Morphology
  ) -> (code: String, message: String)? {
    switch places {
    case .samples(let ids):
      let absorbed = Set(morphology.soma.absorbed)
      let count = ids.count(where: absorbed.contains)
      guard count > 0 else { return nil }
      return (
        "absorbedSamples",
        "the soma is one point, and the potentials at \(count) of its samples are not used"
      )
    case .distances(let distances):
      guard let first = distances.first, let last = distances.last else { return nil }
      let length = morphology.sections.reduce(Length.zero) { $0 + $1.length }
      // A sum of lengths is rounded, and so is what another program writes of it.
      let slack = 1e-6 * length
      guard first > slack || last < length - slack else { return nil }
      return (
        "heldTable",
        "it goes from \(first) to \(last) of a cell of \(length); beyond, the potential of its "
          + "nearest place holds"
      )
    }
  }
}
