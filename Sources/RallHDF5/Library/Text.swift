import CHDF5

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Handle where Kind == TypeKind {
  /// Text of so many bytes of UTF-8, with nothing behind them; of any length where nil.
  static func text(of size: Int?) throws(HDF5Failure) -> Handle<TypeKind> {
    let type = try Handle<TypeKind>("making a text type") { H5Tcopy(chdf5_c_string()) }
    try HDF5.call("sizing a text type") { H5Tset_size(type.id, size ?? chdf5_variable()) }
    try HDF5.call("padding a text type") {
      H5Tset_strpad(type.id, size == nil ? H5T_STR_NULLTERM : H5T_STR_NULLPAD)
    }
    try HDF5.call("encoding a text type") { H5Tset_cset(type.id, H5T_CSET_UTF8) }
    return type
  }

  /// Lets `fill` read one value of this type; nil where the type is no text.
  ///
  /// - Parameter count: how many values there are to read, of which only one has room.
  func readText(
    count: Int, _ fill: (UnsafeMutableRawPointer) throws(HDF5Failure) -> Void
  ) throws(HDF5Failure) -> String? {
    guard try kind() == H5T_STRING, count == 1 else { return nil }
    if try HDF5.call("reading a text type", { H5Tis_variable_str(id) }) > 0 {
      var characters: UnsafeMutablePointer<CChar>?
      try fill(&characters)
      guard let characters else { return "" }
      defer { HDF5.free(characters) }
      return String(cString: characters)
    }
    let size = try HDF5.call("reading a text type") { Int(H5Tget_size(id)) }
    guard size <= Room.bytes else {
      throw HDF5Failure(doing: "reading a text", message: "\(size) bytes are too many")
    }
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 1)
    defer { buffer.deallocate() }
    try fill(buffer)
    let bytes = UnsafeRawBufferPointer(start: buffer, count: size).prefix { $0 != 0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Integer, fraction, text, and so on.
  func kind() throws(HDF5Failure) -> H5T_class_t {
    var kind = H5T_NO_CLASS
    try HDF5.call("reading a type") {
      kind = H5Tget_class(id)
      return kind.rawValue
    }
    return kind
  }

  /// True of integers, fractions and enumerations.
  func isNumeric() throws(HDF5Failure) -> Bool {
    let kind = try kind()
    return kind == H5T_INTEGER || kind == H5T_FLOAT || kind == H5T_ENUM
  }
}

extension Handle where Kind: GroupKind {
  /// A dataset that holds one text.
  package func createText(_ path: String, _ text: String) throws(HDF5Failure) {
    let bytes = Array(text.utf8)
    let type = try Handle<TypeKind>.text(of: max(bytes.count, 1))
    let dataset = try createDataset(path, type: type.id, extents: [], layout: .contiguous)
    let padded = bytes.isEmpty ? [0] : bytes
    try HDF5.call("writing \(path)") {
      H5Dwrite(dataset.id, type.id, chdf5_all(), chdf5_all(), chdf5_default(), padded)
    }
  }

  /// A dataset that holds a list of texts, each of any length.
  package func createTexts(_ path: String, _ texts: [String]) throws(HDF5Failure) {
    try createTexts(path, texts, extents: [texts.count])
  }

  /// A dataset that holds one text of any length.
  package func createTexts(_ path: String, _ text: String) throws(HDF5Failure) {
    try createTexts(path, [text], extents: [])
  }

  /// A dataset that holds texts of any length, row by row where it has more than one dimension.
  package func createTexts(
    _ path: String, _ texts: [String], extents: [Int]
  ) throws(HDF5Failure) {
    let type = try Handle<TypeKind>.text(of: nil)
    let dataset = try createDataset(path, type: type.id, extents: extents, layout: .texts)
    try texts.withCStrings { pointers throws(HDF5Failure) in
      try HDF5.call("writing \(path)") {
        H5Dwrite(dataset.id, type.id, chdf5_all(), chdf5_all(), chdf5_default(), pointers)
      }
    }
  }

  /// The list of texts of a dataset, each of any length, row by row.
  package func readTexts(_ path: String) throws(HDF5Failure) -> [String] {
    let dataset = try dataset(path)
    let type = try Handle<TypeKind>("reading \(path)") { H5Dget_type(dataset.id) }
    guard try type.kind() == H5T_STRING,
      try HDF5.call("reading \(path)", { H5Tis_variable_str(type.id) }) > 0
    else { throw HDF5Failure(doing: "reading \(path)", message: "it is no list of texts") }
    let count = try Room.count(of: dataset.extents(), UInt64.self, path: path)
    if count == 0 { return [] }
    var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
    defer { for pointer in pointers { if let pointer { HDF5.free(pointer) } } }
    try HDF5.call("reading \(path)") {
      H5Dread(dataset.id, type.id, chdf5_all(), chdf5_all(), chdf5_default(), &pointers)
    }
    return pointers.map { $0.map { String(cString: $0) } ?? "" }
  }

  /// The text of a dataset; nil where it holds something else.
  package func readText(_ path: String) throws(HDF5Failure) -> String? {
    let dataset = try dataset(path)
    let type = try Handle<TypeKind>("reading \(path)") { H5Dget_type(dataset.id) }
    let count = try dataset.extents().reduce(1) {
      $0.multipliedReportingOverflow(by: $1).partialValue
    }
    return try type.readText(count: count) { buffer throws(HDF5Failure) in
      try HDF5.call("reading \(path)") {
        H5Dread(dataset.id, type.id, chdf5_all(), chdf5_all(), chdf5_default(), buffer)
      }
    }
  }
}

extension [String] {
  /// Hands over a pointer to each text, as C has texts.
  func withCStrings(
    _ body: ([UnsafePointer<CChar>?]) throws(HDF5Failure) -> Void
  ) throws(HDF5Failure) {
    let copies = map { UnsafePointer(strdup($0)) }
    defer { for copy in copies { free(UnsafeMutablePointer(mutating: copy)) } }
    try body(copies)
  }
}
