import RallMorphology
import RallUnits

/// Cuts a tree of samples into sections.
///
/// A section ends at forks, tips and changes of type. The work goes along a queue, so no depth of
/// tree is too great.
struct SectionBuilder {
  private let tree: SampleTree
  private let keepsSomaEdges: Bool

  /// A section that is to be made.
  private struct Start {
    /// The first sample that belongs to it alone.
    var sample: Int
    /// The point that it starts from; nil where it starts with its own first sample.
    var from: Point?
    var parent: Int?
    var junction: Int
    var distance = 0.0
    var order: Int
  }

  private var queue: [Start] = []
  private var sections: [Section] = []
  /// For each section the place in the file of its first own sample.
  private var places: [Int] = []
  private(set) var junctionCount = 0
  /// Samples that lie within the soma and add nothing to it.
  private(set) var absorbed: [Int] = []
  /// Neurites of one sample, which keep their edge to the soma.
  private(set) var singles: [Int] = []
  /// The edges between soma and neurites that are left out.
  private(set) var droppedEdges = (count: 0, length: 0.0)

  init(_ tree: SampleTree, soma: SomaShape, piece: SomaPiece, keepsSomaEdges: Bool) {
    self.tree = tree
    self.keepsSomaEdges = keepsSomaEdges
    let top = piece.samples.first
    for root in [top].compactMap({ $0 }) + tree.roots.filter({ $0 != top }) {
      let junction = newJunction()
      switch soma {
      case .sphere(let centre, _) where root == top:
        append(
          Section(
            type: 1, points: [centre], parent: nil, start: junction, end: junction,
            startDistance: .zero, order: 0), place: -1)
        absorbed += piece.samples.map { tree.samples[$0].id }.filter { $0 != centre.sample }
        for sample in piece.samples {
          for neurite in tree.children(sample) where !tree.isSoma[neurite] {
            hang(neurite, on: centre, parent: 0, junction: junction)
          }
        }
      case .frusta where root == top:
        let first = sections.count
        for child in tree.children(root) where tree.isSoma[child] {
          queue.append(Start(sample: child, from: tree.point(root), junction: junction, order: 0))
        }
        for neurite in tree.children(root) where !tree.isSoma[neurite] {
          hang(neurite, on: tree.point(root), parent: first, junction: junction)
        }
      default:
        for child in tree.children(root) {
          queue.append(Start(sample: child, from: tree.point(root), junction: junction, order: 1))
        }
      }
      makeQueued()
    }
  }

  /// The sections by their numbers: soma, axon, basal, apical, the others by their type, and within
  /// each type in file order.
  func numbered() -> [Section] {
    let rank = { (section: Section) in
      section.order == 0 ? -1 : (1...4).contains(section.type) ? section.type : 5
    }
    let order = sections.indices.sorted { a, b in
      (rank(sections[a]), sections[a].type, places[a]) < (
        rank(sections[b]), sections[b].type, places[b]
      )
    }
    var numbers = [Int](repeating: 0, count: sections.count)
    for (number, index) in order.enumerated() { numbers[index] = number }
    return order.map { index in
      var section = sections[index]
      section.parent = section.parent.map { numbers[$0] }
      return section
    }
  }

  private mutating func newJunction() -> Int {
    junctionCount += 1
    return junctionCount - 1
  }

  private mutating func append(_ section: Section, place: Int) {
    sections.append(section)
    places.append(place)
  }

  /// The only child of a sample, where it goes on with the same type.
  private func continuation(of sample: Int) -> Int? {
    let children = tree.children(sample)
    guard children.count == 1, let next = children.first, tree.types[next] == tree.types[sample],
      tree.isSoma[next] == tree.isSoma[sample]
    else { return nil }
    return next
  }

  private mutating func makeQueued() {
    var next = 0
    while next < queue.count {
      make(queue[next])
      next += 1
    }
    queue.removeAll(keepingCapacity: true)
  }

  private mutating func make(_ start: Start) {
    var points = start.from.map { [$0] } ?? []
    var sample = start.sample
    points.append(tree.point(sample))
    while let next = continuation(of: sample) {
      points.append(tree.point(next))
      sample = next
    }
    var section = Section(
      type: tree.types[start.sample], points: points, parent: start.parent, start: start.junction,
      end: start.junction, startDistance: Length(coherent: start.distance), order: start.order)
    if section.length > .zero { section.end = newJunction() }
    let number = sections.count
    append(section, place: start.sample)
    let children = tree.children(sample)
    for child in children {
      if tree.isSoma[sample], !tree.isSoma[child] {
        hang(child, on: tree.point(sample), parent: number, junction: section.end)
      } else {
        let isSoma = start.order == 0
        queue.append(
          Start(
            sample: child, from: tree.point(sample), parent: number, junction: section.end,
            distance: isSoma ? 0 : start.distance + section.length.coherent,
            order: isSoma ? 0 : start.order + (children.count > 1 ? 1 : 0)))
      }
    }
  }

  /// Hangs a neurite on a point of the soma.
  ///
  /// It starts with its own first sample. Where it keeps its edge, always so when it has but one
  /// sample, it starts at the soma's point with its own radius.
  private mutating func hang(_ neurite: Int, on point: Point, parent: Int, junction: Int) {
    let first = tree.point(neurite)
    let edge = point.distance(to: first)
    let isSingle = tree.children(neurite).isEmpty
    if isSingle { singles.append(neurite) }
    if isSingle, edge == 0 {
      absorbed.append(tree.samples[neurite].id)
      return
    }
    var start = Start(sample: neurite, from: nil, parent: parent, junction: junction, order: 1)
    if edge > 0, isSingle || keepsSomaEdges {
      start.from = Point(x: point.x, y: point.y, z: point.z, radius: first.radius)
      queue.append(start)
      return
    }
    droppedEdges.count += 1
    droppedEdges.length += edge
    if continuation(of: neurite) != nil {
      queue.append(start)
    } else {
      // A first sample that forks, or changes type, has no extent: what it carries starts there.
      for child in tree.children(neurite) {
        start.sample = child
        start.from = first
        queue.append(start)
      }
    }
  }
}
