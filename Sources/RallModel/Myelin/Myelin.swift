public import RallMorphology
public import RallUnits

/// Myelin around every run of a region: a node first and last, and internodes between.
///
/// A run goes from where the region is entered, or from a fork, to the next fork, tip or end of the
/// region. Nodes and internodes are cut exactly there, whatever the number of compartments; the last
/// internode of a run is shorter where the lengths do not come out. It takes away every membrane that
/// was laid on its region before.
///
/// ```swift
/// Myelin(
///   on: .axon,
///   node: NodeOfRanvier(length: 2.um, .hh(gna: 1.2.S / .cm2, gk: 0.36.S / .cm2)),
///   internode: Internode(length: 1.mm, sheath: Sheath(.lamellae(100))))
/// ```
public struct Myelin: Sendable, Hashable {
  /// How many potentials are told apart across the wall of the axon.
  public enum Cable: Sendable, Hashable {
    /// Axolemma and sheath are one membrane.
    case single
    /// The space under the sheath conducts too, and has a potential of its own.
    case double(PeriaxonalSpace)
  }

  public var region: Region
  public var node: NodeOfRanvier
  public var internode: Internode
  public var cable: Cable
  /// Axial resistivity of the wrapped axon; nil: what it is without myelin.
  public var axoplasm: Resistivity?
  /// True of a published lumped model: one vertex in the middle of each node and segment, and the
  /// division does not ask for more.
  public var isCentred: Bool

  public init(
    on region: Region, node: NodeOfRanvier, internode: Internode, cable: Cable = .single,
    axoplasm: Resistivity? = nil, isCentred: Bool = false
  ) {
    self.region = region
    self.node = node
    self.internode = internode
    self.cable = cable
    self.axoplasm = axoplasm
    self.isCentred = isCentred
  }
}

/// The space between axolemma and sheath.
public struct PeriaxonalSpace: Sendable, Hashable {
  /// From axolemma to sheath.
  public var width: Length
  public var resistivity: Resistivity

  public init(width: Length, resistivity: Resistivity) {
    self.width = width
    self.resistivity = resistivity
  }
}
