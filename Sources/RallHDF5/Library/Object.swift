import CHDF5

extension Handle where Kind: ObjectKind {
  /// Whatever stands at a path, a group or a dataset.
  package init<Parent: GroupKind>(
    any path: String, in parent: borrowing Handle<Parent>
  ) throws(HDF5Failure) {
    let id = parent.id
    try self.init("opening \(path)") { H5Oopen(id, path == "" ? "." : path, chdf5_default()) }
  }

  /// Whether another handle holds the same object.
  package func isSame<Other: ObjectKind>(as other: borrowing Handle<Other>) throws(HDF5Failure)
    -> Bool
  {
    let (mine, its) = (id, other.id)
    return try HDF5.call("comparing objects") { chdf5_is_same_object(mine, its) } == 1
  }

  /// How many names it has in the file.
  package func nameCount() throws(HDF5Failure) -> Int {
    Int(try HDF5.call("counting names") { chdf5_name_count(id) })
  }
}

extension Handle where Kind == DatasetKind {
  /// Whether it holds numbers of a type, stored as this library stores them.
  package func holds<Number: StoredNumber>(_ type: Number.Type) throws(HDF5Failure) -> Bool {
    let stored = try Handle<TypeKind>("reading a type") { H5Dget_type(id) }
    return try HDF5.call("comparing types") { H5Tequal(stored.id, Number.fileType) } > 0
  }

  /// Whether its values are of variable length, compound, or references.
  package func isPlain() throws(HDF5Failure) -> Bool {
    let stored = try Handle<TypeKind>("reading a type") { H5Dget_type(id) }
    let kind = try stored.kind()
    if kind == H5T_STRING {
      return try HDF5.call("reading a type") { H5Tis_variable_str(stored.id) } == 0
    }
    return kind == H5T_INTEGER || kind == H5T_FLOAT || kind == H5T_ENUM
  }

  /// Whether it holds texts.
  package func isText() throws(HDF5Failure) -> Bool {
    try Handle<TypeKind>("reading a type") { H5Dget_type(id) }.kind() == H5T_STRING
  }

  /// Whether it names an axis.
  package func isScale() throws(HDF5Failure) -> Bool {
    try HDF5.call("asking for a dimension") { H5DSis_scale(id) } > 0
  }

  /// Whether a scale is attached to an axis.
  package func hasScale(
    onAxis axis: Int, of scale: borrowing Dataset
  ) throws(HDF5Failure) -> Bool {
    let scale = scale.id
    return try HDF5.call("asking for a dimension") {
      H5DSis_attached(id, scale, UInt32(axis))
    } > 0
  }
}
