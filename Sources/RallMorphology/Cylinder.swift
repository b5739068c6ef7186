public import RallUnits

extension Morphology {
  /// One cylinder along x from the origin, without end caps: the squid's axon.
  ///
  /// Of type 1 it is a soma, and the site `soma` is its middle.
  public static func cylinder(length: Length, diameter: Length, type: Int = 2) -> Morphology {
    precondition(length > .zero && diameter > .zero, "a cylinder has a length and a diameter")
    let radius = diameter.coherent / 2
    let section = Section(
      type: type,
      points: [
        Point(x: 0, y: 0, z: 0, radius: radius),
        Point(x: length.coherent, y: 0, z: 0, radius: radius),
      ],
      parent: nil, start: 0, end: 1, startDistance: .zero, order: type == 1 ? 0 : 1)
    let soma =
      type == 1
      ? Soma(
        rule: .frusta, samples: 0, area: section.area,
        site: Location(section: 0, position: length / 2))
      : .none
    return Morphology(sections: [section], junctionCount: 2, soma: soma)
  }
}
