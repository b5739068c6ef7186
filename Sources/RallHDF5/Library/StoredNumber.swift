package import CHDF5

/// A number as it stands in memory and in a file, where it is little-endian everywhere.
package protocol StoredNumber: BitwiseCopyable, Sendable {
  /// `f4`, `u8` and so on, as NumPy says it.
  static var name: String { get }
  static var memoryType: hid_t { get }
  static var fileType: hid_t { get }
  static var zero: Self { get }
}

extension Double: StoredNumber {
  package static var name: String { "f8" }
  package static var memoryType: hid_t { chdf5_native_double() }
  package static var fileType: hid_t { chdf5_file_double() }
}

extension Float: StoredNumber {
  package static var name: String { "f4" }
  package static var memoryType: hid_t { chdf5_native_float() }
  package static var fileType: hid_t { chdf5_file_float() }
}

extension Int32: StoredNumber {
  package static var name: String { "i4" }
  package static var memoryType: hid_t { chdf5_native_int32() }
  package static var fileType: hid_t { chdf5_file_int32() }
}

extension Int64: StoredNumber {
  package static var name: String { "i8" }
  package static var memoryType: hid_t { chdf5_native_int64() }
  package static var fileType: hid_t { chdf5_file_int64() }
}

extension UInt8: StoredNumber {
  package static var name: String { "u1" }
  package static var memoryType: hid_t { chdf5_native_uint8() }
  package static var fileType: hid_t { chdf5_file_uint8() }
}

extension UInt32: StoredNumber {
  package static var name: String { "u4" }
  package static var memoryType: hid_t { chdf5_native_uint32() }
  package static var fileType: hid_t { chdf5_file_uint32() }
}

extension UInt64: StoredNumber {
  package static var name: String { "u8" }
  package static var memoryType: hid_t { chdf5_native_uint64() }
  package static var fileType: hid_t { chdf5_file_uint64() }
}
