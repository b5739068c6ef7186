public import RallMorphology
public import RallUnits

/// A number, with its error, that is wanted of a run or of the resting cell.
public struct Measure: Sendable, Hashable {
  /// What is measured.
  public enum Kind: Sendable, Hashable {
    /// Speed of the first spike along a path, or along every branch of a myelinated axon.
    case conductionVelocity(along: ConductionPath, above: Voltage)
    /// Distance over which a sine of each frequency falls to 1/e; steady at 0 Hz.
    case lengthConstant(LengthConstant, frequencies: [Frequency] = [.zero])
    /// What a sine of current at a site meets there, what it leaves at others, and what is lost on the
    /// way in both directions; gates free, from rest.
    case impedance(from: Site, to: [Site], frequencies: [Frequency])
    /// So many of the slowest decays of the resting cell, with the gates held.
    case timeConstants(count: Int)
    /// Slope of the steady voltage against current at a site, gates free, from rest.
    case inputResistance(at: Site)
    /// Peak, half-width, threshold, after-hyperpolarisation and rate of the spikes at a site.
    case features(at: Site, above: Voltage)
    /// How often a site passes a level upwards: spikes a second, of the last interval and on average.
    case rate(at: Site, above: Voltage)
    /// How far spikes and the other measures move with the step and with the compartments, and what
    /// step and compartments keep them within a share: of 1 ms for times, of 100 mV for potentials, of a
    /// radian for angles, of itself for everything else.
    case convergence(tolerance: Double)
  }

  /// The way along which a velocity is taken.
  public enum ConductionPath: Sendable, Hashable {
    /// From one site to another: every vertex between them, or, between two nodes of Ranvier, every
    /// node.
    case path(from: Site, to: Site)
    /// All nodes of Ranvier, branch by branch.
    case nodes
  }

  /// Where a length constant is taken.
  public enum LengthConstant: Sendable, Hashable {
    /// Fitted to the decay from a site; to another, or to the farthest tip of each type.
    case path(from: Site, to: Site?)
    /// The local formula, averaged by length over a region.
    case region(Region)
  }

  public var name: String
  public var kind: Kind

  public init(name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

extension Measure.ConductionPath: CustomStringConvertible {
  /// `nodes`, or `soma to tips(axon)`.
  public var description: String {
    switch self {
    case .nodes: "nodes"
    case .path(let from, let to): "\(from) to \(to)"
    }
  }
}
