import CHDF5

extension Handle where Kind: GroupKind {
  /// A new group at a path; groups above it are made where they are missing.
  package func createGroup(_ path: String) throws(HDF5Failure) -> Group {
    let components = path.split(separator: "/")
    for depth in 1..<max(components.count, 1) {
      let above = components.prefix(depth).joined(separator: "/")
      if try !has(above) { _ = try createOneGroup(above) }
    }
    return try createOneGroup(components.joined(separator: "/"))
  }

  private func createOneGroup(_ path: String) throws(HDF5Failure) -> Group {
    let creation = try PropertyList("making a property list") {
      H5Pcreate(chdf5_group_create())
    }
    try HDF5.call("ordering members") {
      H5Pset_link_creation_order(creation.id, chdf5_creation_order())
    }
    try HDF5.call("ordering attributes") {
      H5Pset_attr_creation_order(creation.id, chdf5_creation_order())
    }
    try HDF5.call("hiding the time of making") { H5Pset_obj_track_times(creation.id, false) }
    return try Group("creating group \(path)") {
      H5Gcreate2(id, path, chdf5_default(), creation.id, chdf5_default())
    }
  }

  /// An existing group.
  package func group(_ path: String) throws(HDF5Failure) -> Group {
    try Group("opening group \(path)") { H5Gopen2(id, path, chdf5_default()) }
  }

  /// Whether something stands at a path, every step of the way.
  package func has(_ path: String) throws(HDF5Failure) -> Bool {
    let components = path.split(separator: "/")
    for depth in 1..<(components.count + 1) {
      let above = components.prefix(depth).joined(separator: "/")
      let found = try HDF5.call("looking for \(path)") { H5Lexists(id, above, chdf5_default()) }
      if found == 0 { return false }
    }
    return true
  }

  /// Gives an object of this group a second name.
  package func link(_ path: String, as second: String) throws(HDF5Failure) {
    try HDF5.call("linking \(path) as \(second)") {
      H5Lcreate_hard(id, path, id, second, chdf5_default(), chdf5_default())
    }
  }

  /// Takes a name away, and with its last name the object.
  package func unlink(_ path: String) throws(HDF5Failure) {
    try HDF5.call("removing \(path)") { H5Ldelete(id, path, chdf5_default()) }
  }

  /// The names of a group's members, in alphabetical order.
  package func members(of path: String = ".") throws(HDF5Failure) -> [String] {
    let group = try self.group(path)
    var info = H5G_info_t()
    try HDF5.call("listing \(path)") { H5Gget_info(group.id, &info) }
    var names: [String] = []
    for index in 0..<info.nlinks {
      func read(into buffer: UnsafeMutablePointer<CChar>?, size: Int) throws(HDF5Failure) -> Int {
        try HDF5.call("listing \(path)") {
          H5Lget_name_by_idx(
            group.id, ".", H5_INDEX_NAME, H5_ITER_INC, index, buffer, size, chdf5_default())
        }
      }
      let size = try read(into: nil, size: 0) + 1
      let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: size)
      defer { buffer.deallocate() }
      _ = try read(into: buffer, size: size)
      names.append(String(cString: buffer))
    }
    return names
  }

  /// Whether the object at a path is a group.
  package func isGroup(_ path: String) throws(HDF5Failure) -> Bool {
    let object = try Group(any: path, in: self)
    return HDF5.kind(of: object.id) == H5I_GROUP
  }
}
