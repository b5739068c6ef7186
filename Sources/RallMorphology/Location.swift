public import RallUnits

/// A point on the tree: a section, and the path length from its first point.
public struct Location: Sendable, Hashable {
  /// The number of the section.
  public var section: Int
  /// The path length from the section's first point.
  public var position: Length

  /// A place on a section.
  public init(section: Int, position: Length) {
    self.section = section
    self.position = position
  }
}

extension Location: CustomStringConvertible {
  /// `section 3 at 12.5 um`.
  public var description: String { "section \(section) at \(position)" }
}
