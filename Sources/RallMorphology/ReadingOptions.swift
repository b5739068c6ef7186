/// How a file of samples is to be read as a neuron.
public struct ReadingOptions: Sendable, Hashable {
  /// Which soma rule is used; `auto` decides by the samples.
  public enum SomaChoice: String, Sendable, Hashable, CaseIterable {
    case auto
    case sphere
    case frusta
    case contour
    case literal
  }

  /// Whether a neurite keeps its edge to the soma sample that it hangs on.
  public enum SomaEdges: String, Sendable, Hashable, CaseIterable {
    case drop
    case keep
  }

  /// What to do with several roots; nil is an error that lists them.
  public enum Roots: String, Sendable, Hashable, CaseIterable {
    case all
    case largest
  }

  /// A flaw that is mended when it is listed, and only then.
  public enum Repair: String, Sendable, Hashable, CaseIterable {
    case duplicatePoints = "duplicate_points"
    case zeroRadius = "zero_radius"
  }

  public var soma: SomaChoice
  public var somaEdges: SomaEdges
  public var roots: Roots?
  /// Multiplies coordinates and radii.
  public var scale: Double
  public var repair: Set<Repair>

  public init(
    soma: SomaChoice = .auto, somaEdges: SomaEdges = .drop, roots: Roots? = nil, scale: Double = 1,
    repair: Set<Repair> = []
  ) {
    self.soma = soma
    self.somaEdges = somaEdges
    self.roots = roots
    self.scale = scale
    self.repair = repair
  }
}
