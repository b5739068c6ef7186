import CHDF5

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The one owner of an open file of the operating system.
package struct Descriptor: ~Copyable {
  let number: Int32

  /// Opens a file, and makes it where `flags` say so.
  ///
  /// To write it follows no link: whoever can leave a name where a result is to be could lead it to any
  /// file of who runs it.
  package init(_ path: String, _ flags: Int32) throws(SystemFailure) {
    let stay = flags & O_ACCMODE == O_RDONLY ? 0 : O_NOFOLLOW
    number = open(path, flags | O_CLOEXEC | stay, 0o666)
    if number < 0 { throw SystemFailure() }
  }

  deinit { close(number) }

  /// Writes the bytes of all values at a place in the file, whatever the signals that come between.
  func write<Value: BitwiseCopyable>(_ values: [Value], at offset: Int) throws(SystemFailure) {
    try write(values, bytes: 0..<values.count * MemoryLayout<Value>.stride, at: offset)
  }

  /// Writes some bytes of the values.
  func write<Value: BitwiseCopyable>(
    _ values: [Value], bytes: Range<Int>, at offset: Int
  ) throws(SystemFailure) {
    var done = 0
    while done < bytes.count {
      let count = values.withUnsafeBytes {
        pwrite(
          number, $0.baseAddress! + bytes.lowerBound + done, bytes.count - done,
          off_t(offset + done))
      }
      if count > 0 {
        done += count
      } else if count == 0 || errno != EINTR {
        throw SystemFailure()
      }
    }
  }

  /// All bytes of the file.
  func contents() throws(SystemFailure) -> [UInt8] { try bytes(0..<size()) }

  /// Some bytes of the file.
  func bytes(_ range: Range<Int>) throws(SystemFailure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    var done = 0
    while done < range.count {
      let count = bytes.withUnsafeMutableBytes {
        pread(number, $0.baseAddress! + done, range.count - done, off_t(range.lowerBound + done))
      }
      if count > 0 {
        done += count
      } else if count == 0 || errno != EINTR {
        throw SystemFailure()
      }
    }
    return bytes
  }

  /// The number at a place in the file.
  func value(at offset: Int) throws(SystemFailure) -> UInt64 {
    try bytes(offset..<offset + 8).withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
  }

  /// How many bytes the file has.
  func size() throws(SystemFailure) -> Int {
    var status = stat()
    if fstat(number, &status) != 0 { throw SystemFailure() }
    return Int(status.st_size)
  }

  func truncate(to size: Int) throws(SystemFailure) {
    if ftruncate(number, off_t(size)) != 0 { throw SystemFailure() }
  }

  /// Gets room on the disk for so many bytes, so that no later write can find it full.
  func allocate(_ size: Int) throws(SystemFailure) {
    #if canImport(Glibc)
      let code = posix_fallocate(number, 0, off_t(size))
      if code != 0 { throw SystemFailure(code: code) }
    #else
      var room = fstore_t(
        fst_flags: UInt32(F_ALLOCATEALL), fst_posmode: F_PEOFPOSMODE, fst_offset: 0,
        fst_length: off_t(size), fst_bytesalloc: 0)
      if fcntl(number, F_PREALLOCATE, &room) != 0 || ftruncate(number, off_t(size)) != 0 {
        throw SystemFailure()
      }
    #endif
  }

  /// Gives the room of some bytes back to the disk; they are zeros from then on. Where the file
  /// system cannot, nothing happens.
  func release(_ range: Range<Int>) {
    _ = chdf5_punch_hole(number, Int64(range.lowerBound), Int64(range.count))
  }

  /// Waits until the disk has it.
  func synchronize() throws(SystemFailure) {
    if fsync(number) != 0 { throw SystemFailure() }
  }

  /// Waits until the disk has the content.
  func synchronizeContent() throws(SystemFailure) {
    #if canImport(Glibc)
      if fdatasync(number) != 0 { throw SystemFailure() }
    #else
      try synchronize()
    #endif
  }

  /// Where content follows that is no hole, from a place on; the end of the file where none does. Where
  /// the file system knows no holes, that place itself.
  func nextData(from offset: Int) throws(SystemFailure) -> Int {
    #if canImport(Glibc)
      let seekData: Int32 = 3  // SEEK_DATA, which glibc shows with _GNU_SOURCE only
    #else
      let seekData = SEEK_DATA
    #endif
    let found = lseek(number, off_t(offset), seekData)
    if found >= 0 { return Int(found) }
    return errno == ENXIO ? try size() : offset
  }

  /// Locks the file for this owner until it goes; false where another has it.
  func lock() throws(SystemFailure) -> Bool {
    if flock(number, LOCK_EX | LOCK_NB) == 0 { return true }
    if errno == EWOULDBLOCK { return false }
    throw SystemFailure()
  }

  /// Whether `path` still names this very file.
  func isNamed(_ path: String) -> Bool {
    var mine = stat()
    var named = stat()
    return fstat(number, &mine) == 0 && stat(path, &named) == 0
      && mine.st_dev == named.st_dev && mine.st_ino == named.st_ino
  }
}

/// What the operating system said when a call failed.
package struct SystemFailure: Error, Hashable {
  var code: Int32

  init(code: Int32 = errno) { self.code = code }

  var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }

  var description: String { String(cString: strerror(code)) }
}
