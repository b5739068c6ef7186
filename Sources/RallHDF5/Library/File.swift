import CHDF5

extension Handle where Kind == FileKind {
  /// A new file; an existing one is an error.
  ///
  /// Objects are made in the format of HDF5 1.8, so that MATLAB and old readers open them, and
  /// groups keep the order in which their members were made, as netCDF-4 asks.
  package static func create(_ path: String) throws(HDF5Failure) -> File {
    let access = try fileAccess()
    let creation = try PropertyList("making a property list") {
      H5Pcreate(chdf5_file_create())
    }
    try HDF5.call("ordering members") {
      H5Pset_link_creation_order(creation.id, chdf5_creation_order())
    }
    try HDF5.call("ordering attributes") {
      H5Pset_attr_creation_order(creation.id, chdf5_creation_order())
    }
    // The root would tell the second in which it was made.
    try HDF5.call("hiding the time of making") { H5Pset_obj_track_times(creation.id, false) }
    return try File("creating \(path)") {
      H5Fcreate(path, chdf5_exclusive(), creation.id, access.id)
    }
  }

  /// An existing file, to be changed.
  package static func update(_ path: String) throws(HDF5Failure) -> File {
    let access = try fileAccess()
    return try File("opening \(path)") { H5Fopen(path, chdf5_read_write(), access.id) }
  }

  /// An existing file, to be read, in which no name leads into another file.
  package static func read(_ path: String) throws(HDF5Failure) -> File {
    let file = try File("opening \(path)") { H5Fopen(path, chdf5_read_only(), chdf5_default()) }
    let id = file.id
    guard try HDF5.call("opening \(path)", { chdf5_has_foreign_links(id) }) == 0 else {
      throw HDF5Failure(
        doing: "opening \(path)", message: "it has links into other files, which no result has")
    }
    return file
  }

  private static func fileAccess() throws(HDF5Failure) -> PropertyList {
    let access = try PropertyList("making a property list") { H5Pcreate(chdf5_file_access()) }
    try HDF5.call("bounding the format") {
      H5Pset_libver_bounds(access.id, H5F_LIBVER_V18, H5F_LIBVER_V110)
    }
    return access
  }
}
