extension Array {
  /// The first index at which `belongsAfter` holds, by bisection; `count` where it never does.
  package func partitioningIndex(_ belongsAfter: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if belongsAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
