import RallModel

/// What a sweep's log begins with.
struct SweepHead: Codable, Sendable {
  var schema = SweepSchema.name
  var version = SweepSchema.version
  var title: String
  /// ISO 8601, UTC.
  var begun: String
  /// The name that no other result has.
  var identifier: String
  /// When which command was begun, a line each.
  var history: [String]
  var description: SweepDescription
}

/// What the root of a sweep's file says of its form.
enum SweepSchema {
  static let name = "rall-sweep"
  static let version: UInt32 = 1
}

/// What a sweep's log says: its head, and a line a variant that was finished. A last line without its end
/// was cut by a kill and is left.
struct SweepLog {
  let head: SweepHead
  /// Each with where it ends.
  private(set) var lines: [(line: SweepLine, end: Int)] = []
  /// Where the head ends.
  let headEnd: Int

  /// Nil where the bytes are no sweep's.
  init?(_ bytes: [UInt8]) {
    guard let last = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return nil }
    let parts = bytes[...last].split(separator: UInt8(ascii: "\n"))
    guard let first = parts.first, let head = SweepJSON.read(SweepHead.self, first),
      head.schema == SweepSchema.name
    else { return nil }
    self.head = head
    headEnd = first.count + 1
    var end = headEnd
    for part in parts.dropFirst() {
      guard let line = SweepJSON.read(SweepLine.self, part),
        (0..<head.description.count).contains(line.result.variant)
      else { break }
      end += part.count + 1
      lines.append((line, end))
    }
  }
}
