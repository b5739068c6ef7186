public import RallUnits

/// A place on a neuron, named by what it is; resolved by `locations(on:)`.
public indirect enum Site: Sendable, Hashable {
  /// The centre of the soma.
  case soma
  /// A sample of the file, by its own id.
  case swc(Int)
  /// A fraction, 0 to 1, of a section's path length.
  case section(Int, Double)
  /// The point at a path length from where a region is entered, along the region's longest path.
  case at(Length, Region)
  case tips(Region)
  case forks(Region)
  /// The middle of every node of Ranvier.
  case nodes
  /// The middle of one node of Ranvier, numbered from the root outwards along each path.
  case node(Int)
  /// Every vertex.
  case all
}

/// Why a site cannot be found on a morphology.
public enum SiteError: Error, Hashable {
  /// There is no soma.
  case noSoma
  /// No sample of the file has this id.
  case unknownSample(Int)
  /// There are only so many sections, numbered from 0.
  case noSuchSection(Int, count: Int)
  /// A fraction of a section lies between 0 and 1.
  case fractionOutside(section: Int, Double)
  /// A path length that is negative or no number.
  case noPathLength(Length)
  /// The region's longest path is shorter than was asked for.
  case beyond(Length, Region, longest: Length)
  /// The region covers nothing here.
  case emptyRegion(Region)
  /// No neurite ends within the region.
  case noTips(Region)
  /// No neurite forks within the region.
  case noForks(Region)
  /// The vertices are known when the cell has been cut into compartments, not before.
  case everyVertex
  /// Nodes come with myelin, and there is none.
  case noMyelin
  /// There are only so many nodes, numbered from 0.
  case noSuchNode(Int, count: Int)
  /// The region of the site cannot be found.
  indirect case region(RegionError)
}

extension SiteError: CustomStringConvertible {
  /// One line that says what was found and what could stand instead.
  public var description: String {
    switch self {
    case .noSoma: "there is no soma; section(0, 0) is the start of the first section"
    case .unknownSample(let id): "no sample of the file has the id \(id)"
    case .noSuchSection(let section, let count): noSection(section, count: count)
    case .fractionOutside(let section, let fraction):
      "section(\(section), \(plain(fraction))): a fraction of a section lies between 0 and 1"
    case .noPathLength(let length): "\(length) is no path length; 0 um or more was expected"
    case .beyond(let length, let region, let longest):
      "at(\(plain(length.coherent)) um, \(region)) is beyond the end; "
        + "the longest path of \(region) has \(longest)"
    case .emptyRegion(let region): "the region \(region) is empty on this morphology"
    case .noTips(let region): "no neurite ends within \(region)"
    case .noForks(let region): "no neurite forks within \(region)"
    case .everyVertex: "all means every vertex, which is many places; one place was expected"
    case .noMyelin: RallMorphology.noMyelin
    case .noSuchNode(let node, let count):
      "there is no node \(node); the \(count) nodes are numbered from 0 to \(count - 1)"
    case .region(let error): error.description
    }
  }
}

/// That nothing is wrapped.
let noMyelin = "there is no myelin on this neuron, so it has no nodes and no internodes"

/// That a section does not exist, and which do.
func noSection(_ section: Int, count: Int) -> String {
  "there is no section \(section); the \(count) section\(count == 1 ? "" : "s") "
    + "\(count == 1 ? "is" : "are") numbered from 0" + (count > 1 ? " to \(count - 1)" : "")
}

/// The shortest decimal that reads back as exactly this number, whole numbers without a point.
func plain(_ value: Double) -> String {
  let text = "\(value)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

extension Site: CustomStringConvertible {
  /// The site as an experiment writes it: `at(300 um, axon)`.
  public var description: String {
    switch self {
    case .soma: "soma"
    case .swc(let id): "swc(\(id))"
    case .section(let section, let fraction): "section(\(section), \(plain(fraction)))"
    case .at(let length, let region): "at(\(plain(length.coherent)) um, \(region))"
    case .tips(let region): "tips(\(region))"
    case .forks(let region): "forks(\(region))"
    case .nodes: "nodes"
    case .node(let node): "nodes(\(node))"
    case .all: "all"
    }
  }
}
