internal import RallCable
internal import RallModel
internal import RallMorphology
internal import RallUnits

extension LoweredCell {
  /// The places that a site names; of several each with words that name it alone.
  ///
  /// Traps where the site has none: `PlaceCheck` has seen that there is one.
  func labelled(_ site: Site) -> [ImpedanceMeasure.Place] {
    if site == .all {
      return columns.map { column in
        ImpedanceMeasure.Place(
          label: "\(Self.site(of: column))",
          probe: Probe(first: column.compartment, second: column.compartment, share: 0))
      }
    }
    guard let places = try? site.locations(on: morphology) else {
      preconditionFailure("the site was found before")
    }
    return places.map { place in
      let probe = probe(at: place)
      let length = morphology.sections[place.section].length
      let own: Site =
        probe.isVertex
        ? Self.site(of: columns[probe.first])
        : .section(place.section, place.position / length)
      return ImpedanceMeasure.Place(
        label: places.count == 1 ? "\(site)" : "\(own)", probe: probe)
    }
  }

  /// The words for a vertex: those of the file's sample that stands there, or its place in its section.
  private static func site(of column: Column) -> Site {
    column.sample >= 0 ? .swc(column.sample) : .section(column.section, column.sectionPosition)
  }
}
