import CHDF5

/// The part of a table between some rows and columns, in the file and in memory.
struct Block: ~Copyable {
  let file: Space
  let memory: Space

  init(
    of dataset: borrowing Dataset, rows: Range<Int>, columns: Range<Int>, path: String
  ) throws(HDF5Failure) {
    try self.init(of: dataset, [rows, columns], path: path)
  }

  /// The part between some numbers along every axis.
  init(
    of dataset: borrowing Dataset, _ ranges: [Range<Int>], path: String
  ) throws(HDF5Failure) {
    let id = dataset.id
    let file = try Space("reading the shape of \(path)") { H5Dget_space(id) }
    let extents = try dataset.extents()
    guard extents.count == ranges.count, zip(ranges, extents).allSatisfy({ $0.upperBound <= $1 })
    else {
      throw HDF5Failure(
        doing: "finding \(ranges) of \(path)", message: "its shape is \(extents)")
    }
    let memory = try Space.of(ranges.map(\.count))
    let start = ranges.map { hsize_t($0.lowerBound) }
    let count = ranges.map { hsize_t($0.count) }
    try HDF5.call("selecting \(ranges) of \(path)") {
      H5Sselect_hyperslab(file.id, H5S_SELECT_SET, start, nil, count, nil)
    }
    self.file = file
    self.memory = memory
  }
}
