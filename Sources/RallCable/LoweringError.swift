public import RallModel
public import RallMorphology
public import RallUnits

/// Why a described cell cannot be lowered, and which of its parts is to blame.
public enum LoweringError: Error, Hashable, Sendable {
  /// A coat, by its number, whose region covers nothing of this neuron.
  case emptyRegion(coat: Int, Region)
  /// A coat's region that has no meaning on this neuron.
  case region(coat: Int, RegionError)
  /// An electrode, by its number, at a place that this neuron does not have.
  case site(stimulus: Int, SiteError)
  /// A parameter of a coat that comes out below its least value, or as no number, at a place.
  case value(coat: Int, name: String, found: Double, section: Int, position: Length)
  /// A mechanism or parameter that does not exist, or that has another dimension.
  case mechanism(coat: Int, String)
  /// A wrapping, by its number, that cannot be what it is declared to be, or not on this neuron.
  case myelin(wrapping: Int, MyelinError)
  /// A point without thickness; the id of its sample where it has one.
  case thinPoint(sample: Int?, section: Int)
  /// A division whose numbers are not above zero.
  case division(Division)
  /// More compartments than can be numbered.
  case tooMany(Int)
  /// More bytes than this machine has, told before any is taken.
  case memory(compartments: Int, bytes: Int, limit: Int)
}

extension LoweringError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .emptyRegion(_, let region): "the region '\(region)' is empty in this neuron"
    case .region(_, let error): "\(error)"
    case .site(_, let error): "\(error)"
    case .value(_, let name, let found, let section, let position):
      "\(name) comes out as \(found) (coherent units) at section \(section), \(position)"
    case .mechanism(_, let text): text
    case .myelin(_, let error): "\(error)"
    case .thinPoint(let sample, let section):
      sample.map { "the radius of sample \($0) is zero" }
        ?? "a radius in section \(section) is zero"
    case .division(let division):
      "pieces cannot be \(division); lengths, shares, frequencies and counts are above zero"
    case .tooMany(let count):
      "the division asks for \(count) compartments; at most \(Lowering.limit) can be made"
    case .memory(let compartments, let bytes, let limit):
      "\(compartments) compartments would take about \(bytes) bytes; this machine has \(limit)"
    }
  }
}
