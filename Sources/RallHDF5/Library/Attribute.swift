import CHDF5

extension Handle where Kind: ObjectKind {
  /// Text, of variable length, which h5py and its heirs hand over as a string and not as bytes.
  package func setAttribute(_ name: String, _ text: String) throws(HDF5Failure) {
    let type = try Handle<TypeKind>.text(of: nil)
    let space = try Space.of([])
    try removeAttribute(name)
    let attribute = try Handle<AttributeKind>("creating attribute \(name)") {
      H5Acreate2(id, name, type.id, space.id, chdf5_default(), chdf5_default())
    }
    try HDF5.call("writing attribute \(name)") {
      text.withCString { characters in
        var pointer: UnsafePointer<CChar>? = characters
        return H5Awrite(attribute.id, type.id, &pointer)
      }
    }
  }

  /// One number.
  package func setAttribute<Number: StoredNumber>(
    _ name: String, _ number: Number
  ) throws(HDF5Failure) {
    try setAttribute(name, [number], extents: [])
  }

  /// A list of numbers.
  package func setAttribute<Number: StoredNumber>(
    _ name: String, _ numbers: [Number]
  ) throws(HDF5Failure) {
    try setAttribute(name, numbers, extents: [numbers.count])
  }

  private func setAttribute<Number: StoredNumber>(
    _ name: String, _ numbers: [Number], extents: [Int]
  ) throws(HDF5Failure) {
    let space = try Space.of(extents)
    try removeAttribute(name)
    let attribute = try Handle<AttributeKind>("creating attribute \(name)") {
      H5Acreate2(id, name, Number.fileType, space.id, chdf5_default(), chdf5_default())
    }
    try HDF5.call("writing attribute \(name)") {
      H5Awrite(attribute.id, Number.memoryType, numbers)
    }
  }

  /// A list of texts.
  package func setAttribute(_ name: String, texts: [String]) throws(HDF5Failure) {
    let type = try Handle<TypeKind>.text(of: nil)
    let space = try Space.of([texts.count])
    try removeAttribute(name)
    let attribute = try Handle<AttributeKind>("creating attribute \(name)") {
      H5Acreate2(id, name, type.id, space.id, chdf5_default(), chdf5_default())
    }
    try texts.withCStrings { pointers throws(HDF5Failure) in
      try HDF5.call("writing attribute \(name)") { H5Awrite(attribute.id, type.id, pointers) }
    }
  }

  /// A reference to another object of the same file.
  package func setAttribute(
    _ name: String, reference path: String, in file: borrowing File
  ) throws(HDF5Failure) {
    var reference: hobj_ref_t = 0
    let fileID = file.id
    try HDF5.call("referring to \(path)") {
      chdf5_refer(&reference, fileID, path)
    }
    let space = try Space.of([])
    let attribute = try Handle<AttributeKind>("creating attribute \(name)") {
      H5Acreate2(
        id, name, chdf5_object_reference(), space.id, chdf5_default(), chdf5_default())
    }
    try HDF5.call("writing attribute \(name)") {
      H5Awrite(attribute.id, chdf5_object_reference(), &reference)
    }
  }

  /// One of several words, held as a small number with their list in its type.
  package func setAttribute(
    _ name: String, _ value: UInt8, of words: KeyValuePairs<String, UInt8>
  ) throws(HDF5Failure) {
    let type = try Handle<TypeKind>("making an enumeration") {
      H5Tenum_create(chdf5_file_uint8())
    }
    for (word, number) in words {
      var number = number
      try HDF5.call("naming \(word)") { H5Tenum_insert(type.id, word, &number) }
    }
    let space = try Space.of([])
    try removeAttribute(name)
    let attribute = try Handle<AttributeKind>("creating attribute \(name)") {
      H5Acreate2(id, name, type.id, space.id, chdf5_default(), chdf5_default())
    }
    var value = value
    try HDF5.call("writing attribute \(name)") { H5Awrite(attribute.id, type.id, &value) }
  }

  /// Whether an attribute is there.
  package func hasAttribute(_ name: String) throws(HDF5Failure) -> Bool {
    try HDF5.call("looking for attribute \(name)") { H5Aexists(id, name) } > 0
  }

  private func removeAttribute(_ name: String) throws(HDF5Failure) {
    if try hasAttribute(name) {
      try HDF5.call("replacing attribute \(name)") { H5Adelete(id, name) }
    }
  }

  /// The text of an attribute; nil where there is none, or none such.
  package func text(_ name: String) throws(HDF5Failure) -> String? {
    guard try hasAttribute(name) else { return nil }
    let attribute = try Handle<AttributeKind>("opening attribute \(name)") {
      H5Aopen(id, name, chdf5_default())
    }
    let type = try Handle<TypeKind>("reading attribute \(name)") { H5Aget_type(attribute.id) }
    return try type.readText(count: attribute.count()) { buffer throws(HDF5Failure) in
      try HDF5.call("reading attribute \(name)") { H5Aread(attribute.id, type.id, buffer) }
    }
  }

  /// The numbers of an attribute; nil where there is none, or it holds no numbers.
  package func numbers<Number: StoredNumber>(
    _ name: String, as type: Number.Type = Number.self
  ) throws(HDF5Failure) -> [Number]? {
    guard try hasAttribute(name) else { return nil }
    let attribute = try Handle<AttributeKind>("opening attribute \(name)") {
      H5Aopen(id, name, chdf5_default())
    }
    let stored = try Handle<TypeKind>("reading attribute \(name)") { H5Aget_type(attribute.id) }
    guard try stored.isNumeric() else { return nil }
    let count = try Room.count(of: [attribute.count()], type, path: "attribute \(name)")
    var values = [Number](repeating: .zero, count: count)
    try HDF5.call("reading attribute \(name)") {
      H5Aread(attribute.id, Number.memoryType, &values)
    }
    return values
  }
}

extension Handle where Kind == AttributeKind {
  /// How many values it has.
  fileprivate func count() throws(HDF5Failure) -> Int {
    let space = try Space("reading an attribute") { H5Aget_space(id) }
    return Int(
      clamping: try HDF5.call("reading an attribute") { H5Sget_simple_extent_npoints(space.id) })
  }
}
