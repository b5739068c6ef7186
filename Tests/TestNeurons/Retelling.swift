public import RallMorphology
internal import RallUnits
internal import TestRandom

/// The same neuron told otherwise: nothing of it but numbers and directions changes.
extension Morphology {
  /// The tree seen from another junction, with its sections in another order.
  ///
  /// - Returns: the new morphology; for each old section its new number, and whether it is reversed.
  public func rerooted(
    at root: Int, seed: Int
  ) -> (morphology: Morphology, sections: [(number: Int, reversed: Bool)]) {
    var random = SeededGenerator(seed: seed)
    var at = [[Int]](repeating: [], count: junctionCount)
    for (index, section) in sections.enumerated() {
      at[section.start].append(index)
      if section.end != section.start { at[section.end].append(index) }
    }
    var told: [Section] = []
    var moved = [(number: Int, reversed: Bool)](repeating: (-1, false), count: sections.count)
    // Junctions with the section that leads there and its distance; the new root has the number 0.
    var open: [(junction: Int, parent: Int?, distance: Length)] = [(root, nil, .zero)]
    func renamed(_ junction: Int) -> Int {
      junction == root ? 0 : (junction == 0 ? root : junction)
    }
    while let (junction, parent, distance) = open.popLast() {
      for index in at[junction].shuffled(using: &random) where moved[index].number < 0 {
        let section = sections[index]
        let reversed = section.start != junction
        moved[index] = (told.count, reversed)
        let far = reversed ? section.start : section.end
        if far != junction { open.append((far, told.count, distance + section.length)) }
        told.append(
          Section(
            type: section.type, points: reversed ? section.points.reversed() : section.points,
            parent: parent, start: renamed(junction), end: renamed(far),
            startDistance: distance, order: parent.map { told[$0].order + 1 } ?? 1))
      }
    }
    return (Morphology(sections: told, junctionCount: junctionCount, soma: soma), moved)
  }

  /// Every point changed by one rule.
  public func mapped(_ change: (Point) -> Point) -> Morphology {
    var told = self
    told.sections = sections.map { section in
      Section(
        type: section.type, points: section.points.map(change), parent: section.parent,
        start: section.start, end: section.end, startDistance: section.startDistance,
        order: section.order)
    }
    return told
  }

  /// Every frustum written as two, cut at `share` of its length.
  public func split(at share: Double) -> Morphology {
    var told = self
    told.sections = sections.map { section in
      var points = [section.points[0]]
      for (a, b) in zip(section.points, section.points.dropFirst()) {
        func between(_ a: Double, _ b: Double) -> Double { a + share * (b - a) }
        points.append(
          Point(
            x: between(a.x, b.x), y: between(a.y, b.y), z: between(a.z, b.z),
            radius: between(a.radius, b.radius)))
        points.append(b)
      }
      return Section(
        type: section.type, points: points, parent: section.parent, start: section.start,
        end: section.end, startDistance: section.startDistance, order: section.order)
    }
    return told
  }
}
