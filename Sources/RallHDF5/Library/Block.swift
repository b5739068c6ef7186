import CHDF5

/// The part of a table between some rows and columns, in the file and in memory.
struct Block: ~Copyable {
  let file: Space
  let memory: Space

  init(
    of dataset: borrowing Dataset, rows: Range<Int>, columns: Range<Int>, path: String
  ) throws(HDF5Failure) {
    let id = dataset.id
    let file = try Space("reading the shape of \(path)") { H5Dget_space(id) }
    let extents = try dataset.extents()
    guard extents.count == 2, rows.upperBound <= extents[0], columns.upperBound <= extents[1] else {
      throw HDF5Failure(
        doing: "reading rows \(rows) and columns \(columns) of \(path)",
        message: "its shape is \(extents)")
    }
    let memory = try Space.of([rows.count, columns.count])
    let start = [hsize_t(rows.lowerBound), hsize_t(columns.lowerBound)]
    let count = [hsize_t(rows.count), hsize_t(columns.count)]
    try HDF5.call("selecting rows \(rows) of \(path)") {
      H5Sselect_hyperslab(file.id, H5S_SELECT_SET, start, nil, count, nil)
    }
    self.file = file
    self.memory = memory
  }
}
