#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// All of a file but its frames, kept aside while HDF5 changes the file for the last time.
///
/// A kill in the midst of that would leave a file that nobody can open. The copy is small, for
/// frames are not in it: what the last work does to their chunks lies behind the last frame.
package enum Undo {
  private static let mark: UInt64 = 0x31_6f64_6e75_6c72

  /// Copies the file outside of `chunks` to `path`, and waits until the disk has the copy.
  package static func save(
    _ file: borrowing Descriptor, outside chunks: [Range<Int>], to path: String
  ) throws(SystemFailure) {
    Directory.remove(path)
    let copy = try Descriptor(path, O_RDWR | O_CREAT | O_EXCL)
    let size = try file.size()
    var end = 0
    func append(_ bytes: [UInt8]) throws(SystemFailure) {
      try copy.write(bytes, at: end)
      end += bytes.count
    }
    func append(_ number: Int) throws(SystemFailure) {
      try copy.write([UInt64(number)], at: end)
      end += MemoryLayout<UInt64>.size
    }
    var position = 0
    for chunk in chunks.sorted(by: { $0.lowerBound < $1.lowerBound }) + [size..<size] {
      if chunk.lowerBound > position {
        try append(position)
        try append(chunk.lowerBound - position)
        try append(try file.bytes(position..<chunk.lowerBound))
      }
      position = max(position, chunk.upperBound)
    }
    try append(size)
    try append(0)
    try copy.write([mark], at: end)
    try copy.synchronize()
  }

  /// Puts the copy back, where there is one that was finished.
  static func restore(_ path: String, to file: borrowing Descriptor) throws(SystemFailure) {
    guard Directory.has(path) else { return }
    let bytes = try Descriptor(path, O_RDONLY).contents()
    func number(at offset: Int) -> UInt64 {
      bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    }
    let end = bytes.count - 8
    guard end >= 16, number(at: end) == mark else { return }
    var offset = 0
    while offset + 16 <= end {
      let (position, count) = (
        Int(clamping: number(at: offset)), Int(clamping: number(at: offset + 8))
      )
      offset += 16
      if count == 0 {
        try file.truncate(to: position)
        break
      }
      guard count <= end - offset else { throw SystemFailure(code: EBADMSG) }
      try file.write(Array(bytes[offset..<offset + count]), at: position)
      offset += count
    }
    try file.synchronize()
  }
}
