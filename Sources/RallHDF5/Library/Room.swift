/// How much of a file is taken into memory at once, whatever the file says of itself.
package enum Room {
  /// Bytes of one piece that is read, half a gigabyte.
  package static let bytes = 1 << 29

  /// How many values a piece of that shape has; an error where they are too many.
  static func count<Number: StoredNumber>(
    of extents: [Int], _ type: Number.Type, path: String
  ) throws(HDF5Failure) -> Int {
    var count = MemoryLayout<Number>.size
    for extent in extents {
      let (product, overflows) = count.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflows, product <= bytes else {
        throw HDF5Failure(
          doing: "reading \(path)",
          message: "\(extents.map(String.init).joined(separator: " x ")) values are too many at "
            + "once; \(bytes) bytes at most")
      }
      count = product
    }
    return count / MemoryLayout<Number>.size
  }
}
