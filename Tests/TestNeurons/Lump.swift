public import RallMorphology
internal import RallUnits

extension Morphology {
  /// One compartment of so many µm².
  public static func lump(area: Double) -> Morphology { .sphere(area: area.um2) }
}
