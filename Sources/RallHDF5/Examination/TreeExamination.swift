extension Examination {
  /// What holds for every object: groups have one name, every axis has a scale within sight, and
  /// values are plain.
  mutating func examineTree() throws(HDF5Failure) {
    try examineGroup("", scales: [], depth: 0)
  }

  /// Groups one inside another; a result has 5.
  private static let mostDepth = 12

  /// - Parameter scales: The paths of all scales in the groups above.
  private mutating func examineGroup(
    _ path: String, scales above: [String], depth: Int
  ) throws(HDF5Failure) {
    guard depth <= Self.mostDepth else {
      report(path, "is deeper inside others than any group of a result")
      return
    }
    let prefix = path.isEmpty ? "" : path + "/"
    var (groups, datasets, scales) = ([String](), [String](), above)
    for name in try file.members(of: path.isEmpty ? "." : path) {
      let place = prefix + name
      if try file.isGroup(place) {
        groups.append(place)
      } else {
        datasets.append(place)
        if try file.dataset(place).isScale() { scales.append(place) }
      }
    }
    for place in datasets { try examineDataset(place, scales: scales) }
    for place in groups {
      guard try Group(any: place, in: file).nameCount() == 1 else {
        report(place, "is a group with a second name, which netCDF-C cannot open")
        continue
      }
      try examineGroup(place, scales: scales, depth: depth + 1)
    }
  }

  private mutating func examineDataset(
    _ path: String, scales: [String]
  ) throws(HDF5Failure) {
    let dataset = try file.dataset(path)
    let isPlain = try dataset.isPlain()
    let isText = hasTexts ? try dataset.isText() : false
    require(
      isPlain || isText, path, "is of variable length, compound, or made of references")
    if try dataset.isScale() { return }
    for axis in try dataset.extents().indices {
      var isNamed = false
      for scale in scales where !isNamed {
        isNamed = try dataset.hasScale(onAxis: axis, of: file.dataset(scale))
      }
      require(
        isNamed, path, "axis \(axis) has no dimension in its own group or in one above")
    }
  }
}
