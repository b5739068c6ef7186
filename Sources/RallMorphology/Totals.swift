public import RallUnits

/// Sums over a set of sections.
public struct Totals: Sendable, Hashable {
  /// How many sections.
  public var sections = 0
  /// Path length.
  public var length = Length.zero
  /// Membrane.
  public var area = Area.zero
  /// What the membrane holds.
  public var volume = Volume.zero
  /// The diameter's mean over the path; zero where there is no length.
  public var meanDiameter = Length.zero

  /// Of nothing.
  public init() {}

  /// The sums over some sections.
  public init(of sections: some Sequence<Section>) {
    var diameters = 0.0
    for section in sections {
      self.sections += 1
      length = length + section.length
      area = area + section.area
      volume = volume + section.volume
      diameters += section.diameterIntegral(from: 0, to: section.length.coherent)
    }
    if length > .zero { meanDiameter = Length(coherent: diameters / length.coherent) }
  }
}

extension Totals: CustomStringConvertible {
  /// `41 sections, 1314.72 um, 3345.56 um2, 677.48 um3`.
  public var description: String {
    "\(sections) section\(sections == 1 ? "" : "s"), \(length), \(area), \(volume)"
  }
}

extension Morphology {
  /// The sums over the sections of each SWC type.
  public var totalsByType: [Int: Totals] {
    Dictionary(grouping: sections, by: \.type).mapValues { Totals(of: $0) }
  }

  /// The sums over all sections that are not soma.
  public var neuriteTotals: Totals { Totals(of: neurites) }

  /// The sums over all sections, soma included.
  public var totals: Totals { Totals(of: sections) }
}
