public import RallUnits

/// The tree that the sections of a morphology make, seen from the root.
extension Morphology {
  /// Section numbers in an order in which every parent comes before its children.
  ///
  /// The numbers themselves have no such order: an axon may hang on a dendrite of a higher number.
  package var rootFirst: [Int] {
    let children = self.children
    var order = sections.indices.filter { sections[$0].parent == nil }
    order.reserveCapacity(sections.count)
    var next = 0
    while next < order.count {
      order.append(contentsOf: children[order[next]])
      next += 1
    }
    return order
  }

  /// For each section the sections that hang on it, in the order of their numbers.
  package var children: [[Int]] {
    var children = [[Int]](repeating: [], count: sections.count)
    for (index, section) in sections.enumerated() {
      if let parent = section.parent { children[parent].append(index) }
    }
    return children
  }

  /// True of a section that is part of the soma; in a literal reading the type alone decides.
  package func isSoma(_ section: Section) -> Bool {
    soma.rule == .literal ? section.type == 1 : section.order == 0
  }

  /// The sections that are not soma, in the order of their numbers.
  package var neurites: [Section] { sections.filter { !isSoma($0) } }

  /// The free ends of neurites, seen from the root: sections on whose end nothing hangs. Where all
  /// is soma, its own.
  public var tips: [Location] {
    let counted = sectionsWithEnds
    return zip(sections.indices, children).compactMap { index, children in
      guard counted[index], children.isEmpty else { return nil }
      return Location(section: index, position: sections[index].length)
    }
  }

  /// Where neurites fork: ends on which two or more sections hang, and a root outside the soma from
  /// which two or more leave. Where all is soma, its own.
  public var forks: [Location] {
    let counted = sectionsWithEnds
    var leaving: [Int: Int] = [:]
    for section in sections where section.parent == nil { leaving[section.start, default: 0] += 1 }
    var forks: [Location] = []
    for (index, children) in children.enumerated() where counted[index] {
      let section = sections[index]
      if section.parent == nil, leaving.removeValue(forKey: section.start) ?? 1 > 1 {
        forks.append(Location(section: index, position: .zero))
      }
      if children.count > 1 { forks.append(Location(section: index, position: section.length)) }
    }
    return forks
  }

  /// The longest path from the soma, or from the root where there is no soma or nothing else.
  public var longestPath: Length {
    let paths = sections.lazy.filter { $0.order > 0 }.map { $0.startDistance + $0.length }
    if let longest = paths.max() { return longest }
    var ends = [Length](repeating: .zero, count: sections.count)
    for index in rootFirst {
      let section = sections[index]
      ends[index] = section.length + (section.parent.map { ends[$0] } ?? .zero)
    }
    return ends.max() ?? .zero
  }

  /// Sections of neurites; where all is soma, every one that has a length.
  private var sectionsWithEnds: [Bool] {
    let hasNeurites = sections.contains { $0.order > 0 }
    return sections.map { hasNeurites ? $0.order > 0 : $0.length > .zero }
  }
}
