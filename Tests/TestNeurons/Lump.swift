public import RallMorphology
internal import RallUnits

extension Morphology {
  /// A soma and nothing else: one compartment of so many µm².
  public static func lump(area: Double) -> Morphology {
    let radius = (area / (4 * .pi)).squareRoot()
    let section = Section(
      type: 1, points: [Point(x: 0, y: 0, z: 0, radius: radius)], parent: nil, start: 0, end: 0,
      startDistance: .zero, order: 0)
    return Morphology(
      sections: [section], junctionCount: 1,
      soma: Soma(
        rule: .sphere, samples: 1, area: Area(coherent: area),
        site: Location(section: 0, position: .zero)))
  }
}
