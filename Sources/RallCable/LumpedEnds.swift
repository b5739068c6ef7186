internal import RallMorphology
internal import RallUnits

/// What lumped models find at the junctions of a neuron.
struct LumpedEnds {
  /// One a junction.
  private var ends: [Mesh.End]

  init(of morphology: Morphology, _ sheathing: Sheathing) {
    ends = Array(repeating: .vertex, count: morphology.junctionCount)
    guard sheathing.isCentred else { return }
    var all = [Int](repeating: 0, count: morphology.junctionCount)
    var lumped = all
    var arriving = all
    for (index, section) in morphology.sections.enumerated() {
      all[section.start] += 1
      let whole = section.length.coherent
      guard whole > 0 else { continue }
      all[section.end] += 1
      arriving[section.end] += 1
      let stretches = sheathing.centredStretches(of: index)
      if stretches.first?.span.from == 0 { lumped[section.start] += 1 }
      if stretches.last?.span.to == whole { lumped[section.end] += 1 }
    }
    for junction in ends.indices where lumped[junction] > 0 && lumped[junction] == all[junction] {
      let isFork = all[junction] > 2 || arriving[junction] == 0
      ends[junction] = all[junction] == 1 ? .open : .joint(isFork: isFork)
    }
  }

  /// The ends of one section.
  subscript(section: Section) -> (near: Mesh.End, far: Mesh.End) {
    (ends[section.start], ends[section.end])
  }
}
