/// Puts the named regions of an experiment in an order in which each knows the regions in it.
enum RegionNames {
  /// - Parameter words: the words of each named region's text.
  /// - Returns: the names in order, and the circles; a name that leads into a circle is in neither.
  static func ordered(_ words: [(name: String, words: [String])]) -> (
    order: [String], circles: [[String]]
  ) {
    let names = Set(words.map(\.name))
    var needs: [String: Set<String>] = [:]
    var neededBy: [String: [String]] = [:]
    for (name, words) in words {
      needs[name] = names.intersection(words)
      for other in needs[name, default: []] { neededBy[other, default: []].append(name) }
    }
    var left = needs.mapValues(\.count)
    var order = words.map(\.name).filter { left[$0] == 0 }
    var done = 0
    while done < order.count {
      for name in neededBy[order[done]] ?? [] {
        left[name]! -= 1
        if left[name] == 0 { order.append(name) }
      }
      done += 1
    }
    return (order, circles(among: words.map(\.name).filter { left[$0]! > 0 }, needs))
  }

  /// Every one of `names` needs another of them, so that a walk from need to need ends in a circle.
  private static func circles(among names: [String], _ needs: [String: Set<String>]) -> [[String]] {
    let unordered = Set(names)
    var walked = Set<String>()
    var circles: [[String]] = []
    for first in names where !walked.contains(first) {
      var walk: [String] = []
      var position: [String: Int] = [:]
      var name = first
      while walked.insert(name).inserted {
        position[name] = walk.count
        walk.append(name)
        name = needs[name]!.intersection(unordered).min()!
      }
      if let start = position[name] { circles.append(Array(walk[start...])) }
    }
    return circles
  }
}
