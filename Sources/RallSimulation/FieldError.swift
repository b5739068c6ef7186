public import RallUnits

/// Why a potential outside has no meaning on a cell.
public enum FieldError: Error, Hashable, Sendable {
  /// An electrode in a compartment, where its potential is no longer that of the medium.
  case insideCell(compartment: Int, distance: Length, radius: Length)
  /// A uniform field without a direction.
  case noDirection
  /// A file that nobody has read.
  case notRead
  /// A course that has come to its end before the run, or that begins after it.
  case never
  /// A table of several times has its course in itself.
  case twoCourses
  /// A table's sample that the morphology's file does not have.
  case noSuchSample(Int)
  /// A section that has no place of the table on it, nor at its ends.
  case unplaced(section: Int)
  /// Distances from the root say which place is meant only where nothing branches.
  case branched
}

extension FieldError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .insideCell(let compartment, let distance, let radius):
      "the electrode is \(distance) from the middle of compartment \(compartment), whose radius is "
        + "\(radius); expected one outside the cell"
    case .noDirection: "a direction of length 0; expected x, y and z of which one is not 0"
    case .notRead: "the file of this field has not been read"
    case .never: "this field is on before or after the run only"
    case .twoCourses: "a table of several times is a course in itself; expected no other"
    case .noSuchSample(let id): "the morphology has no sample \(id), of which the table tells"
    case .unplaced(let section):
      "the table has no potential on section \(section), nor at its ends"
    case .branched: "this cell branches; expected a table of samples, not of distances"
    }
  }
}
