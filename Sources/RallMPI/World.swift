internal import CMPI

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The processes that were started together, and messages between them.
///
/// One a process, which the thread that made it uses alone. It knows nothing of what the messages say.
package struct World: ~Copyable {
  /// Which of them this process is, from 0.
  package let rank: Int
  /// How many there are.
  package let size: Int
  /// The name of the library.
  package let library: String

  /// A message goes in pieces of this many bytes, since MPI counts them in 32 bits.
  private static let piece = 1 << 26
  /// Heads of messages, and what stands behind them.
  private static let (headTag, bodyTag) = (Int32(1), Int32(2))

  /// Opens the system's library and joins the others.
  ///
  /// `RALL_MPI` in the environment names a library that is taken in place of those that are looked for.
  package static func join(_ launcher: Launcher) throws(WorldError) -> World {
    let library = try open(launcher)
    try check(cmpi_begin(), "joining")
    var (rank, size) = (Int32(0), Int32(0))
    try check(cmpi_rank(&rank), "asking for the rank")
    try check(cmpi_size(&size), "asking for the size")
    // A launcher and a library that do not know each other make worlds of one.
    if let wanted = launcher.size, wanted != Int(size) {
      throw WorldError(
        "\(launcher.sign) tells of \(wanted) processes, and \(library) knows \(size): the launcher and the "
          + "library are of two kinds; RALL_MPI can name the library that belongs to it")
    }
    return World(rank: Int(rank), size: Int(size), library: library)
  }

  private init(rank: Int, size: Int, library: String) {
    self.rank = rank
    self.size = size
    self.library = library
  }

  private static func open(_ launcher: Launcher) throws(WorldError) -> String {
    let named = getenv("RALL_MPI").map { [String(cString: $0)] }
    var reasons: [String] = []
    for name in named ?? launcher.libraries {
      if cmpi_open(name) == 0 { return name }
      reasons.append("\(name): \(String(cString: cmpi_reason()))")
    }
    throw WorldError(
      "\(launcher.sign) in the environment tells that this is one of several processes, and no library of "
        + "MPI was found to join them by: install the one of the launcher (Debian: openmpi-bin or mpich), "
        + "or name it by RALL_MPI; tried were \(reasons.joined(separator: "; "))")
  }

  private static func check(_ code: Int32, _ doing: String) throws(WorldError) {
    if code != 0 { throw WorldError("MPI failed when \(doing), with the code \(code)") }
  }

  /// Sends a message; may wait until the other takes it.
  package func send(_ bytes: [UInt8], to receiver: Int) throws(WorldError) {
    let head = [Int64(rank), Int64(bytes.count)]
    var code = cmpi_send(head, Int32(head.count * 8), Int32(receiver), Self.headTag)
    var start = 0
    while code == 0, start < bytes.count {
      let count = min(Self.piece, bytes.count - start)
      code = bytes.withUnsafeBytes {
        cmpi_send($0.baseAddress! + start, Int32(count), Int32(receiver), Self.bodyTag)
      }
      start += count
    }
    try Self.check(code, "sending to process \(receiver)")
  }

  /// A message that waits, from any process; nil where none does.
  package func receive() throws(WorldError) -> (sender: Int, bytes: [UInt8])? {
    var isThere = Int32(0)
    try Self.check(cmpi_probe(-1, Self.headTag, &isThere), "looking for messages")
    guard isThere != 0 else { return nil }
    var head = [Int64(0), 0]
    try Self.check(cmpi_receive(&head, 16, -1, Self.headTag), "receiving")
    let (sender, count) = (Int(head[0]), Int(head[1]))
    var bytes = [UInt8](repeating: 0, count: count)
    var start = 0
    var code = Int32(0)
    while code == 0, start < count {
      let length = min(Self.piece, count - start)
      code = bytes.withUnsafeMutableBytes {
        cmpi_receive($0.baseAddress! + start, Int32(length), Int32(sender), Self.bodyTag)
      }
      start += length
    }
    try Self.check(code, "receiving from process \(sender)")
    return (sender, bytes)
  }

  /// Leaves the others, all of whom leave too.
  package consuming func leave() throws(WorldError) { try Self.check(cmpi_end(), "leaving") }
}

/// Why processes could not join, or talk.
package struct WorldError: Error, Sendable, Hashable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
