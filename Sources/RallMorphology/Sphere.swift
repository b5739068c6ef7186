public import RallUnits

extension Morphology {
  /// A spherical soma and nothing else: one compartment, at one potential.
  public static func sphere(area: Area) -> Morphology {
    precondition(area > .zero, "a sphere has an area")
    let radius = (area.coherent / (4 * .pi)).squareRoot()
    let section = Section(
      type: 1, points: [Point(x: 0, y: 0, z: 0, radius: radius)], parent: nil, start: 0, end: 0,
      startDistance: .zero, order: 0)
    return Morphology(
      sections: [section], junctionCount: 1,
      soma: Soma(
        rule: .sphere, samples: 0, area: area, site: Location(section: 0, position: .zero)))
  }
}
