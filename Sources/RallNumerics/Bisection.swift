extension RandomAccessCollection {
  /// The first index whose element belongs to the second part of a collection in which the elements
  /// that do stand behind those that do not; `endIndex` where none does.
  ///
  /// Complexity: O(log n).
  @inlinable
  package func partitioningIndex(_ belongsAfter: (Element) -> Bool) -> Index {
    var (low, left) = (startIndex, count)
    while left > 0 {
      let half = left / 2
      let middle = index(low, offsetBy: half)
      if belongsAfter(self[middle]) {
        left = half
      } else {
        low = index(after: middle)
        left -= half + 1
      }
    }
    return low
  }
}
