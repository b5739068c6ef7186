package import CHDF5

/// How a dataset lies in the file.
package enum StorageLayout {
  /// In one piece, of one size for ever.
  case contiguous
  /// In one piece of references to texts, which lie elsewhere in the file.
  case texts
  /// A size without content: an axis.
  case axis
  /// An axis that can be lengthened.
  case growingAxis
  /// In chunks that can be cut off, each at its place in the file from the beginning.
  case chunked([Int])
  /// In chunks that are made smaller by shuffle and deflate; they have no fixed place.
  case compressed([Int])
}

extension Handle where Kind: GroupKind {
  /// A new dataset without content.
  package func createDataset(
    _ path: String, type: hid_t, extents: [Int], layout: StorageLayout
  ) throws(HDF5Failure) -> Dataset {
    let space = try Space.of(extents, growing: layout.grows)
    let creation = try PropertyList("making a property list") {
      H5Pcreate(chdf5_dataset_create())
    }
    try HDF5.call("hiding the time of making") { H5Pset_obj_track_times(creation.id, false) }
    try HDF5.call("ordering attributes") {
      H5Pset_attr_creation_order(creation.id, chdf5_creation_order())
    }
    if case .texts = layout {
    } else {
      try HDF5.call("leaving \(path) unfilled") {
        H5Pset_fill_time(creation.id, H5D_FILL_TIME_NEVER)
      }
    }
    switch layout {
    case .contiguous:
      try HDF5.call("allocating \(path)") {
        H5Pset_alloc_time(creation.id, H5D_ALLOC_TIME_EARLY)
      }
    case .axis, .texts:
      break
    case .growingAxis:
      try creation.setChunk([1024], of: path)
    case .chunked(let chunk):
      try creation.setChunk(chunk, of: path)
      try HDF5.call("allocating \(path)") {
        H5Pset_alloc_time(creation.id, H5D_ALLOC_TIME_EARLY)
      }
    case .compressed(let chunk):
      try creation.setChunk(chunk, of: path)
      try HDF5.call("shuffling \(path)") { H5Pset_shuffle(creation.id) }
      try HDF5.call("compressing \(path)") { H5Pset_deflate(creation.id, 4) }
    }
    return try Dataset("creating \(path)") {
      H5Dcreate2(id, path, type, space.id, chdf5_default(), creation.id, chdf5_default())
    }
  }

  /// A new dataset that holds `values`, row by row where it has more than one dimension.
  package func createDataset<Number: StoredNumber>(
    _ path: String, _ values: [Number], extents: [Int]? = nil, layout: StorageLayout = .contiguous
  ) throws(HDF5Failure) -> Dataset {
    let extents = extents ?? [values.count]
    let dataset = try createDataset(path, type: Number.fileType, extents: extents, layout: layout)
    try dataset.write(values, to: path)
    return dataset
  }

  /// An existing dataset, whose values lie in this file.
  package func dataset(_ path: String) throws(HDF5Failure) -> Dataset {
    let dataset = try Dataset("opening \(path)") { H5Dopen2(id, path, chdf5_default()) }
    let creation = try PropertyList("opening \(path)") { H5Dget_create_plist(dataset.id) }
    let elsewhere = try HDF5.call("opening \(path)") { H5Pget_external_count(creation.id) }
    let layout = HDF5.layout(of: creation.id)
    if elsewhere > 0 || layout == H5D_VIRTUAL {
      throw HDF5Failure(doing: "opening \(path)", message: "its values lie in another file")
    }
    return dataset
  }
}

extension StorageLayout {
  /// Only chunks can be cut off or added.
  fileprivate var grows: Bool {
    switch self {
    case .contiguous, .texts, .axis: false
    case .growingAxis, .chunked, .compressed: true
    }
  }
}

extension Handle where Kind == PropertyKind {
  fileprivate func setChunk(_ chunk: [Int], of path: String) throws(HDF5Failure) {
    let sizes = chunk.map { hsize_t($0) }
    try HDF5.call("chunking \(path)") { H5Pset_chunk(id, Int32(sizes.count), sizes) }
  }
}

extension Handle where Kind == SpaceKind {
  /// The shape of a dataset, a scalar where there are no extents; `growing` along the first.
  package static func of(_ extents: [Int], growing: Bool = false) throws(HDF5Failure) -> Space {
    if extents.isEmpty { return try Space("shaping a scalar") { H5Screate(H5S_SCALAR) } }
    let sizes = extents.map { hsize_t($0) }
    var limits = sizes
    if growing { limits[0] = chdf5_unlimited() }
    return try Space("shaping a dataset") { H5Screate_simple(Int32(sizes.count), sizes, limits) }
  }
}

extension Handle where Kind == DatasetKind {
  /// Writes the whole of it.
  package func write<Number: StoredNumber>(_ values: [Number], to path: String) throws(HDF5Failure)
  {
    if values.isEmpty { return }
    try HDF5.call("writing \(path)") {
      H5Dwrite(id, Number.memoryType, chdf5_all(), chdf5_all(), chdf5_default(), values)
    }
  }

  /// Writes a part of a list, from a place on.
  package func write<Number: StoredNumber>(
    _ values: [Number], at first: Int, path: String
  ) throws(HDF5Failure) {
    if values.isEmpty { return }
    let file = try Space("reading the shape of \(path)") { H5Dget_space(id) }
    let memory = try Space.of([values.count])
    try HDF5.call("selecting a part of \(path)") {
      H5Sselect_hyperslab(
        file.id, H5S_SELECT_SET, [hsize_t(first)], nil, [hsize_t(values.count)], nil)
    }
    try HDF5.call("writing \(path)") {
      H5Dwrite(id, Number.memoryType, memory.id, file.id, chdf5_default(), values)
    }
  }

  /// Its size along each dimension; none of a scalar.
  package func extents() throws(HDF5Failure) -> [Int] {
    let space = try Space("reading a shape") { H5Dget_space(id) }
    let rank = try HDF5.call("reading a shape") { H5Sget_simple_extent_ndims(space.id) }
    var sizes = [hsize_t](repeating: 0, count: Int(rank))
    try HDF5.call("reading a shape") { H5Sget_simple_extent_dims(space.id, &sizes, nil) }
    return sizes.map { Int(clamping: $0) }
  }

  /// Cuts it, or lengthens it, along its first dimension.
  package func resize(to extents: [Int], path: String) throws(HDF5Failure) {
    let sizes = extents.map { hsize_t($0) }
    try HDF5.call("resizing \(path)") { H5Dset_extent(id, sizes) }
  }

  /// The whole of it.
  package func read<Number: StoredNumber>(
    _ type: Number.Type = Number.self, path: String
  ) throws(HDF5Failure) -> [Number] {
    let count = try Room.count(of: extents(), type, path: path)
    var values = [Number](repeating: .zero, count: count)
    if count == 0 { return values }
    try HDF5.call("reading \(path)") {
      H5Dread(id, Number.memoryType, chdf5_all(), chdf5_all(), chdf5_default(), &values)
    }
    return values
  }

  /// A block of a table of rows and columns.
  package func read<Number: StoredNumber>(
    _ type: Number.Type = Number.self, rows: Range<Int>, columns: Range<Int>, path: String
  ) throws(HDF5Failure) -> [Number] {
    let count = try Room.count(of: [rows.count, columns.count], type, path: path)
    var values = [Number](repeating: .zero, count: count)
    if values.isEmpty { return values }
    let block = try Block(of: self, rows: rows, columns: columns, path: path)
    try HDF5.call("reading \(path)") {
      H5Dread(id, Number.memoryType, block.memory.id, block.file.id, chdf5_default(), &values)
    }
    return values
  }

  /// Writes a block of a table of rows and columns.
  package func write<Number: StoredNumber>(
    _ values: [Number], rows: Range<Int>, columns: Range<Int>, path: String
  ) throws(HDF5Failure) {
    if values.isEmpty { return }
    let block = try Block(of: self, rows: rows, columns: columns, path: path)
    try HDF5.call("writing \(path)") {
      H5Dwrite(id, Number.memoryType, block.memory.id, block.file.id, chdf5_default(), values)
    }
  }
}
