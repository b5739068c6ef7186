public import RallUnits

/// What a stretch of wrapped axon is.
public enum MyelinPart: String, Sendable, Hashable, CaseIterable {
  case node
  /// Next to a node.
  case paranode
  /// Behind a paranode.
  case juxtaparanode
  /// The rest of an internode.
  case main

  /// True under a sheath.
  public var isSheathed: Bool { self != .node }
}

/// The lengths by which nodes and internodes take turns along a wrapped axon.
public struct MyelinPattern: Sendable, Hashable {
  public var node: Length
  /// From the end of a node to the start of the next.
  public var internode: Length
  /// At each end of an internode; zero where there is none.
  public var paranode: Length
  /// Behind each paranode; zero where there is none.
  public var juxtaparanode: Length
  /// Diameters of the axon that stand in place of the file's.
  public var diameters: [MyelinPart: Length]

  public init(
    node: Length, internode: Length, paranode: Length = .zero, juxtaparanode: Length = .zero,
    diameters: [MyelinPart: Length] = [:]
  ) {
    self.node = node
    self.internode = internode
    self.paranode = paranode
    self.juxtaparanode = juxtaparanode
    self.diameters = diameters
  }
}
