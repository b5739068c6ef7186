import RallUnits

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

  /// The free ends of neurites, seen from the root: sections on whose end nothing hangs.
  package var tips: [Location] {
    zip(sections.indices, children).compactMap { index, children in
      let section = sections[index]
      guard section.order > 0, children.isEmpty else { return nil }
      return Location(section: index, position: section.length)
    }
  }

  /// Where neurites fork: ends on which two or more sections hang, and a root outside the soma from
  /// which two or more leave.
  package var forks: [Location] {
    var leaving: [Int: Int] = [:]
    for section in sections where section.parent == nil { leaving[section.start, default: 0] += 1 }
    var forks: [Location] = []
    for (index, children) in children.enumerated() where sections[index].order > 0 {
      let section = sections[index]
      if section.parent == nil, leaving.removeValue(forKey: section.start) ?? 1 > 1 {
        forks.append(Location(section: index, position: .zero))
      }
      if children.count > 1 { forks.append(Location(section: index, position: section.length)) }
    }
    return forks
  }
}
