/// The unbranched paths that a tree of points falls into.
package struct Branches: Sendable, Equatable {
  /// An unbranched path, from an entry or a fork to the next fork or to a tip; both ends belong to it,
  /// so that a fork is on several.
  package struct Branch: Sendable, Equatable {
    /// The points, the one towards the root first.
    package let points: [Int]
    /// True where nothing lies beyond the last point.
    package let isTip: Bool
  }

  /// In the order of their first points, and of the points next to these.
  package let all: [Branch]

  /// Of points, each with the one before it towards the root; nil of an entry.
  ///
  /// An entry with nothing beyond it is a branch of one point.
  package init(parents: [Int?]) {
    var children = [[Int]](repeating: [], count: parents.count)
    for (point, parent) in parents.enumerated() {
      if let parent { children[parent].append(point) }
    }
    var all: [Branch] = []
    for first in parents.indices where parents[first] == nil || children[first].count > 1 {
      for next in children[first] {
        var points = [first, next]
        while children[points.last!].count == 1 { points.append(children[points.last!][0]) }
        all.append(Branch(points: points, isTip: children[points.last!].isEmpty))
      }
      if children[first].isEmpty { all.append(Branch(points: [first], isTip: true)) }
    }
    self.all = all
  }
}
