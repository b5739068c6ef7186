internal import RallModel
internal import RallMorphology

/// Tables of potentials that tell of samples for which the one point of the soma stands, so that what
/// they say there is not used.
struct AbsorbedSamples {
  private(set) var findings: [ExperimentFinding] = []

  init(_ fields: [ExtracellularField], on morphology: Morphology) {
    let absorbed = Set(morphology.soma.absorbed)
    for (number, field) in fields.enumerated() {
      guard case .table(let table) = field.source,
        case .samples(let ids)? = table.samples?.places
      else { continue }
      let count = ids.count(where: absorbed.contains)
      guard count > 0 else { continue }
      findings.append(
        ExperimentFinding(
          code: "absorbedSamples", path: "extracellular[\(number)].table",
          message:
            "the soma is one point, and the potentials at \(count) of its samples are not used"))
    }
  }
}
