public import RallMorphology

/// Why an experiment cannot be run on a lowered cell, and which of its parts is to blame.
public enum PlanError: Error, Hashable, Sendable {
  /// The part that names a place.
  public enum Part: Hashable, Sendable {
    case stimulus(Int)
    case recording(Int, site: Int)
    case detector(Int, site: Int)
  }

  /// A site that this neuron does not have.
  case site(Part, SiteError)
  /// A recorded region that covers no compartment.
  case emptyRegion(recording: Int, Region)
  /// A recorded region that has no meaning on this neuron.
  case region(recording: Int, RegionError)
  /// A variable that nothing of this cell has.
  case variable(recording: Int, String, known: [String])
  /// A stimulus, by its number, for which the cell was given no vertex when it was lowered.
  case noVertex(stimulus: Int, site: String)
  /// A number that cannot be, by its way in the experiment: `run.step`.
  case number(String, found: String, wanted: String)
  /// A current of a compartment, asked for between two of them.
  case currentAtProbe(recording: Int, String, site: String)
  /// A current whose file nobody has read.
  case notRead(stimulus: Int)
  /// A current from a file that flows before or after the run only.
  case never(stimulus: Int)
  /// A field outside, by its number, that has no meaning on this cell.
  case field(Int, FieldError)
  /// An ideal clamp where another one is on.
  case heldTwice(stimulus: Int)
}

extension PlanError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .site(_, let error): "\(error)"
    case .emptyRegion(_, let region): "the region '\(region)' holds no compartment"
    case .region(_, let error): "\(error)"
    case .variable(_, let name, let known):
      "nothing here has a variable '\(name)'; there are \(known.joined(separator: ", "))"
    case .noVertex(_, let site):
      "no vertex stands at '\(site)'; the cell was lowered without this electrode"
    case .number(_, let found, let wanted): "\(found); expected \(wanted)"
    case .currentAtProbe(_, let name, let site):
      "\(name) belongs to a compartment, and '\(site)' lies between two; "
        + "record it over a region, or where a vertex stands"
    case .notRead: "the file of this current has not been read"
    case .never: "this current flows before or after the run only"
    case .field(_, let error): "\(error)"
    case .heldTwice:
      "another clamp without series resistance holds this place at the same time"
    }
  }
}
