public import RallUnits

/// The axon between two nodes, under its sheath.
///
/// From each node inwards come a paranode and a juxtaparanode, where they are given; the rest is the
/// main part. In an internode too short for them they shrink, so as to leave half of it (or what they
/// leave of a whole one, if that is less) to the main part.
public struct Internode: Sendable, Hashable {
  /// From the end of a node to the start of the next.
  public var length: Length
  /// Of the axon, under the sheath; nil: what it has there.
  public var diameter: Length?
  public var sheath: Sheath
  /// Its membrane under the sheath of a double cable: capacitance where it is not the cell's, and
  /// channels.
  public var axolemma: [Layer]
  /// Next to each node.
  public var paranode: Segment?
  /// Behind each paranode.
  public var juxtaparanode: Segment?
  /// Into how many pieces the main part of a centred model is cut.
  public var pieces: Int

  public init(
    length: Length, diameter: Length? = nil, sheath: Sheath, axolemma: [Layer] = [],
    paranode: Segment? = nil, juxtaparanode: Segment? = nil, pieces: Int = 1
  ) {
    self.length = length
    self.diameter = diameter
    self.sheath = sheath
    self.axolemma = axolemma
    self.paranode = paranode
    self.juxtaparanode = juxtaparanode
    self.pieces = pieces
  }

  /// A part of an internode, at both its ends alike, that differs from the main part.
  public struct Segment: Sendable, Hashable {
    public var length: Length
    /// Of the axon; nil: as in the main part.
    public var diameter: Length?
    /// nil: as in the main part.
    public var periaxonalWidth: Length?
    /// nil: as in the main part.
    public var axolemma: [Layer]?

    public init(
      length: Length, diameter: Length? = nil, periaxonalWidth: Length? = nil,
      axolemma: [Layer]? = nil
    ) {
      self.length = length
      self.diameter = diameter
      self.periaxonalWidth = periaxonalWidth
      self.axolemma = axolemma
    }
  }
}
