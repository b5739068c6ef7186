public import RallUnits

/// A node of Ranvier: axolemma without a sheath.
public struct NodeOfRanvier: Sendable, Hashable {
  public var length: Length
  /// nil: the diameter that the axon has there.
  public var diameter: Length?
  /// How far the periaxonal space goes on, under nothing, from the paranode to the middle of the node:
  /// published lumped models count that resistance too. nil: it ends where the sheath does.
  public var periaxonalWidth: Length?
  /// Its membrane: capacitance where it is not the cell's, and channels.
  public var layers: [Layer]

  public init(
    length: Length, diameter: Length? = nil, periaxonalWidth: Length? = nil, _ layers: Layer...
  ) {
    self.init(
      length: length, diameter: diameter, periaxonalWidth: periaxonalWidth, layers: layers)
  }

  public init(
    length: Length, diameter: Length? = nil, periaxonalWidth: Length? = nil, layers: [Layer]
  ) {
    self.length = length
    self.diameter = diameter
    self.periaxonalWidth = periaxonalWidth
    self.layers = layers
  }
}
