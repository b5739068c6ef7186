public import RallUnits

/// A part of a neuron, named by what it is.
///
/// Regions are values: they can be printed, compared and stored, and they are resolved on a
/// morphology (`intervals(on:)`) exactly, whatever the number of compartments.
public indirect enum Region: Sendable, Hashable {
  case all
  case soma
  case axon
  case basal
  case apical
  /// Basal and apical.
  case dendrites
  case nodes
  case internodes
  case type(Int)
  case section(Int)
  /// Everything beyond a site, seen from the root.
  case subtree(Site)
  case not(Region)
  case and(Region, Region)
  case or(Region, Region)
  case compare(PathVariable, Comparison, Double)
  /// Path length since a region was entered, compared with a length; outside the region it is empty.
  case distance(from: Region, Comparison, Length)
  /// A region by the name that the experiment gave it.
  case named(String, Region)
}

/// How two numbers are compared.
public enum Comparison: String, Sendable, Hashable, CaseIterable {
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  /// Whether the comparison holds.
  public func holds(_ a: Double, _ b: Double) -> Bool {
    switch self {
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }

  /// True of `<` and `<=`.
  var isBelow: Bool { self == .less || self == .lessOrEqual }
}

/// Why a region cannot be found on a morphology.
public enum RegionError: Error, Hashable {
  /// There are only so many sections, numbered from 0.
  case noSuchSection(Int, count: Int)
  /// Nodes and internodes come with myelin, and there is none.
  case noMyelin
  /// The site of a `subtree` cannot be found.
  indirect case site(SiteError)
}

extension RegionError: CustomStringConvertible {
  /// One line that says what was found and what could stand instead.
  public var description: String {
    switch self {
    case .noSuchSection(let section, let count): noSection(section, count: count)
    case .noMyelin: RallMorphology.noMyelin
    case .site(let error): error.description
    }
  }
}

extension Region: CustomStringConvertible {
  /// The region as an experiment writes it: `axon and distance_from(axon) < 30 um`.
  public var description: String { written(within: .or) }

  /// How strongly an expression holds together.
  private enum Binding: Int {
    case or
    case and
    case not
  }

  private func written(within binding: Binding) -> String {
    func operation(_ own: Binding, _ text: String) -> String {
      own.rawValue < binding.rawValue ? "(\(text))" : text
    }
    return switch self {
    case .all: "all"
    case .soma: "soma"
    case .axon: "axon"
    case .basal: "basal"
    case .apical: "apical"
    case .dendrites: "dendrites"
    case .nodes: "nodes"
    case .internodes: "internodes"
    case .type(let type): "type(\(type))"
    case .section(let section): "section(\(section))"
    case .subtree(let site): "subtree(\(site))"
    case .not(let region): operation(.not, "not \(region.written(within: .not))")
    case .and(let a, let b):
      operation(.and, "\(a.written(within: .and)) and \(b.written(within: .not))")
    case .or(let a, let b):
      operation(.or, "\(a.written(within: .or)) or \(b.written(within: .and))")
    case .compare(let variable, let comparison, let value):
      "\(variable.rawValue) \(comparison.rawValue) \(plain(value))"
        + (variable.dimensions.isNone ? "" : " um")
    case .distance(let region, let comparison, let length):
      "distance_from(\(region)) \(comparison.rawValue) \(plain(length.coherent)) um"
    case .named(let name, _): name
    }
  }
}
