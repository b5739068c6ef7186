import CHDF5

/// A number as it stands in memory and in a file, where it is little-endian everywhere.
protocol StoredNumber: BitwiseCopyable, Sendable {
  static var memoryType: hid_t { get }
  static var fileType: hid_t { get }
  static var zero: Self { get }
}

extension Double: StoredNumber {
  static var memoryType: hid_t { chdf5_native_double() }
  static var fileType: hid_t { chdf5_file_double() }
}

extension Float: StoredNumber {
  static var memoryType: hid_t { chdf5_native_float() }
  static var fileType: hid_t { chdf5_file_float() }
}

extension Int32: StoredNumber {
  static var memoryType: hid_t { chdf5_native_int32() }
  static var fileType: hid_t { chdf5_file_int32() }
}

extension Int64: StoredNumber {
  static var memoryType: hid_t { chdf5_native_int64() }
  static var fileType: hid_t { chdf5_file_int64() }
}

extension UInt8: StoredNumber {
  static var memoryType: hid_t { chdf5_native_uint8() }
  static var fileType: hid_t { chdf5_file_uint8() }
}

extension UInt32: StoredNumber {
  static var memoryType: hid_t { chdf5_native_uint32() }
  static var fileType: hid_t { chdf5_file_uint32() }
}

extension UInt64: StoredNumber {
  static var memoryType: hid_t { chdf5_native_uint64() }
  static var fileType: hid_t { chdf5_file_uint64() }
}
