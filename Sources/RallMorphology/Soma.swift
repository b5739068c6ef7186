public import RallUnits

/// What was made of the soma.
public struct Soma: Sendable, Hashable {
  /// The rule by which a soma's samples become membrane.
  public enum Rule: String, Sendable, Hashable, CaseIterable {
    /// There is no soma, and none is made up.
    case none
    /// One sample, or three in NeuroMorpho form: one compartment of area 4πr².
    case sphere
    /// An outline: a sphere of the mean distance to the centroid.
    case contour
    /// Frusta as written, forks included.
    case frusta
    /// Types are ignored: every sample with a parent is one frustum.
    case literal
  }

  /// By which rule.
  public var rule: Rule
  /// How many type-1 samples the file has.
  public var samples: Int
  /// The membrane of the soma.
  public var area: Area
  /// Where the site `soma` is: a section and a path length along it; nil where there is no soma.
  public var site: Location?
  /// Samples of the file that have no point of their own, because the soma's one point stands for
  /// them too.
  public var absorbed: [Int]

  /// A soma that was made by a rule.
  public init(rule: Rule, samples: Int, area: Area, site: Location?, absorbed: [Int] = []) {
    self.rule = rule
    self.samples = samples
    self.area = area
    self.site = site
    self.absorbed = absorbed
  }

  /// No soma.
  public static let none = Soma(rule: .none, samples: 0, area: .zero, site: nil)
}

extension Soma: CustomStringConvertible {
  /// `sphere of 884.04 um2 from 1 sample`.
  public var description: String {
    rule == .none
      ? "no soma"
      : "\(rule.rawValue) of \(area) from \(samples) sample\(samples == 1 ? "" : "s")"
  }
}
