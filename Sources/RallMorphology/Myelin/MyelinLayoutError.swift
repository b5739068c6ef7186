public import RallUnits

/// Why nodes and internodes cannot be laid on a region.
public enum MyelinLayoutError: Error, Hashable, Sendable {
  /// The region has no meaning on this neuron.
  case region(RegionError)
  /// The region covers nothing of this neuron.
  case emptyRegion(Region)
  /// The region takes in a section of the soma.
  case soma(section: Int)
  /// The nodes at the ends of even the longest run leave nothing between them.
  case nodeTooLong(Length, longestRun: Length)
  /// Not even the longest run has room for one internode between its nodes.
  case internodeTooLong(Length, longestRoom: Length)
  /// More internodes than any memory holds.
  case tooMany(Double)
  /// Another wrapping lies there already.
  case overlap(wrapping: Int, at: Location)
}

extension MyelinLayoutError: CustomStringConvertible {
  /// One line that says what was found and what could stand instead.
  public var description: String {
    switch self {
    case .region(let error): error.description
    case .emptyRegion(let region): "the region '\(region)' is empty in this neuron"
    case .soma(let section):
      "a soma has no myelin; section \(section) is soma, so leave it out of the region"
    case .nodeTooLong(let node, let run):
      "nodes of \(node) fill the region, whose longest run is \(run)"
    case .internodeTooLong(let internode, let room):
      "an internode of \(internode) is longer than the axon: "
        + "the longest run has room for \(room) between its nodes"
    case .tooMany(let count):
      "nodes and internodes so short would be \(count) along this neuron; 1e7 at most are laid"
    case .overlap(let wrapping, let place):
      "\(place) is wrapped already, by the \(ordinal(wrapping + 1)) myelin"
    }
  }

  private func ordinal(_ number: Int) -> String {
    switch number {
    case 1: "first"
    case 2: "second"
    case 3: "third"
    default: "\(number)th"
    }
  }
}
