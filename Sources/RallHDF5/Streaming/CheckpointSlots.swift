import RallModel
import RallSWC

/// Two places in the file that take the state of a run in turn.
///
/// A state is written over the older one, after the disk has the frames that it counts, and with them
/// the state before it. So whatever a kill or a loss of power cuts short, the younger whole one of the
/// two is right: each has a number and ends with a check sum.
struct CheckpointSlots {
  /// Where each is in the file.
  let offsets: [Int]
  /// How many words each has.
  let size: Int
  /// That of the last state.
  private(set) var number: UInt64 = 0

  /// Nil where a file keeps no states.
  init?(in file: borrowing File) throws(HDF5Failure) {
    guard try file.has(File.slots[0]), try file.has(File.slots[1]) else { return nil }
    var offsets: [Int] = []
    var size = Int.max
    for path in File.slots {
      let slot = try file.dataset(path)
      offsets.append(try slot.offset())
      size = min(size, try slot.extents().first ?? 0)
    }
    (self.offsets, self.size) = (offsets, size)
  }

  /// A mark, the state's number, seconds, the length of the log, how many tracks and words, and the check
  /// sum in digits.
  private static let overhead = 6 + 8
  private static let mark: UInt64 = 0x3265_7461_7453_6152

  /// How many words a slot has for a state of so many.
  static func words(forState words: Int, tracks: Int) -> Int { words + tracks + overhead }

  /// Writes a state over the older one.
  mutating func write(_ kept: KeptState, to file: borrowing Descriptor) throws(SystemFailure) {
    let words =
      [
        Self.mark, number + 1, kept.seconds.bitPattern, UInt64(kept.logSize),
        UInt64(kept.frames.count),
      ]
      + kept.frames.map { UInt64($0) } + [UInt64(kept.words.count)] + kept.words
    // The state of a run is of one size but for what waits in a pair, for which there is room.
    guard words.count + 8 <= size else { return }
    number += 1
    let bytes = words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
    }
    try file.write(
      bytes + Array(SHA256.hex(of: bytes).utf8), at: offsets[Int(number % 2)])
  }

  /// The younger of the two states that are whole; nil where none is.
  mutating func read(from file: borrowing Descriptor) throws(SystemFailure) -> KeptState? {
    var youngest: KeptState?
    for offset in offsets {
      let bytes = try file.bytes(offset..<offset + 8 * size)
      guard let (number, kept) = Self.parse(bytes), number > self.number else { continue }
      self.number = number
      youngest = kept
    }
    return youngest
  }

  private static func parse(_ bytes: [UInt8]) -> (number: UInt64, KeptState)? {
    func word(_ index: Int) -> UInt64 {
      bytes.withUnsafeBytes {
        UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
      }
    }
    let count = bytes.count / 8
    guard count >= overhead, word(0) == mark, let tracks = Int(exactly: word(4)),
      tracks <= count - overhead, let length = Int(exactly: word(5 + tracks)),
      length <= count - overhead - tracks
    else { return nil }
    let end = 6 + tracks + length
    let sum = Array(SHA256.hex(of: bytes[..<(8 * end)]).utf8)
    guard Array(bytes[(8 * end)..<(8 * end + 64)]) == sum else { return nil }
    return (
      word(1),
      KeptState(
        words: (6 + tracks..<end).map(word),
        frames: (0..<tracks).map { Int(clamping: word(5 + $0)) },
        seconds: Double(bitPattern: word(2)), logSize: Int(clamping: word(3)))
    )
  }
}

/// What a slot holds.
struct KeptState: Hashable {
  /// The state's own.
  var words: [UInt64]
  /// How many frames of each track were in the file.
  var frames: [Int]
  /// How long the run had taken.
  var seconds: Double
  /// How long the log was, in bytes.
  var logSize = 0
}
