#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The last work on a file, done on a copy without frames, and then carried over.
///
/// HDF5 in the midst of a change leaves a file that nobody can open. So it changes a copy, in which a
/// hole stands for every chunk of frames; what differs in the end is written down beside the file, and
/// only when the disk has that is it put in place, which is a matter of some small writes and can be
/// done again.
package enum Redo {
  private static let mark: UInt64 = 0x31_6f64_6572
  private static let piece = 1 << 20
  private static let block = 4096

  /// Copies a file outside of some ranges, where the copy has holes.
  package static func copy(
    _ file: borrowing Descriptor, outside holes: [Range<Int>], to path: String
  ) throws(SystemFailure) {
    Directory.remove(path)
    let copy = try Descriptor(path, O_RDWR | O_CREAT | O_EXCL)
    let size = try file.size()
    try copy.truncate(to: size)
    for range in Self.rest(of: 0..<size, without: holes) {
      for start in stride(from: range.lowerBound, to: range.upperBound, by: piece) {
        let bytes = try file.bytes(start..<min(start + piece, range.upperBound))
        try copy.write(bytes, at: start)
      }
    }
  }

  /// Writes down what differs in a changed copy, outside of the chunks with frames, and waits until the
  /// disk has it. `released` are the ranges whose content goes.
  package static func save(
    changesIn copyPath: String, of file: borrowing Descriptor, keeping kept: [Range<Int>],
    releasing released: [Range<Int>], to path: String
  ) throws(SystemFailure) {
    Directory.remove(path)
    let copy = try Descriptor(copyPath, O_RDONLY)
    let list = try Descriptor(path, O_RDWR | O_CREAT | O_EXCL)
    var end = 0
    func append(_ position: Int, _ count: Int, _ bytes: [UInt8] = []) throws(SystemFailure) {
      try list.write([UInt64(position), UInt64(bitPattern: Int64(count))], at: end)
      try list.write(bytes, at: end + 16)
      end += 16 + bytes.count
    }
    for range in released { try append(range.lowerBound, -range.count) }
    let (size, formerSize) = (try copy.size(), try file.size())
    for range in Self.rest(of: 0..<size, without: kept) {
      var start = try copy.nextData(from: range.lowerBound)
      while start < range.upperBound {
        let stop = min((start / block + 1) * block, range.upperBound)
        let new = try copy.bytes(start..<stop)
        let old = stop <= formerSize ? try file.bytes(start..<stop) : []
        let goes = released.contains { $0.overlaps(start..<stop) }
        if new != old || (goes && new.contains { $0 != 0 }) { try append(start, new.count, new) }
        start = try copy.nextData(from: stop)
      }
    }
    try append(size, 0)
    try list.write([mark], at: end)
    try list.synchronize()
  }

  /// Whether there is a list that was finished.
  static func isFinished(_ path: String) throws(SystemFailure) -> Bool {
    guard Directory.has(path) else { return false }
    let list = try Descriptor(path, O_RDONLY)
    let size = try list.size()
    guard size >= 24 else { return false }
    return Self.word(try list.bytes(size - 8..<size), 0) == mark
  }

  /// Puts in place what a finished list says.
  static func apply(_ path: String, to file: borrowing Descriptor) throws(SystemFailure) {
    let list = try Descriptor(path, O_RDONLY)
    let end = try list.size() - 8
    var offset = 0
    while offset + 16 <= end {
      let head = try list.bytes(offset..<offset + 16)
      let position = Int(clamping: word(head, 0))
      let count = Int(Int64(bitPattern: word(head, 1)))
      offset += 16
      if count == 0 {
        try file.truncate(to: position)
        break
      }
      if count < 0 {
        guard -count <= Int.max - position else { throw SystemFailure(code: EBADMSG) }
        file.release(position..<position - count)
        continue
      }
      guard count <= end - offset else { throw SystemFailure(code: EBADMSG) }
      try file.write(try list.bytes(offset..<offset + count), at: position)
      offset += count
    }
    try file.synchronize()
  }

  private static func word(_ bytes: [UInt8], _ index: Int) -> UInt64 {
    bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self) }
  }

  /// What is left of a range.
  private static func rest(
    of whole: Range<Int>, without holes: [Range<Int>]
  ) -> [Range<Int>] {
    var (rest, position) = ([Range<Int>](), whole.lowerBound)
    for hole in holes.sorted(by: { $0.lowerBound < $1.lowerBound })
    where hole.upperBound > position {
      let start = min(max(hole.lowerBound, position), whole.upperBound)
      if start > position { rest.append(position..<start) }
      position = max(position, hole.upperBound)
    }
    if position < whole.upperBound { rest.append(position..<whole.upperBound) }
    return rest
  }
}
