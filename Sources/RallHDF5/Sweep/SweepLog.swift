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

/// What a sweep's log says: its head, and a line a variant that was finished, each a `LogLine` with JSON. A
/// last line without its end was cut by a kill and is left.
struct SweepLog {
  let head: SweepHead
  /// Each with where it ends.
  private(set) var lines: [(line: SweepLine, end: Int)] = []
  /// Where the head ends.
  let headEnd: Int
  /// The number, from 1, of the first line that no sweep can have written so; nil where there is none.
  /// What stands from there on is not taken.
  private(set) var damaged: Int?

  /// Nil where the bytes have no head of a sweep.
  init?(_ bytes: [UInt8]) {
    let newline = UInt8(ascii: "\n")
    guard let last = bytes.lastIndex(of: newline) else { return nil }
    let parts = bytes[..<last].split(separator: newline, omittingEmptySubsequences: false)
    guard let content = parts.first.flatMap(LogLine.content),
      let head = SweepJSON.read(SweepHead.self, content), head.schema == SweepSchema.name,
      !head.description.parameters.isEmpty
    else { return nil }
    self.head = head
    headEnd = parts[0].count + 1
    var end = headEnd
    for (number, part) in parts.enumerated().dropFirst() {
      guard let content = LogLine.content(of: part),
        let line = SweepJSON.read(SweepLine.self, content), line.isSound(in: head.description)
      else {
        damaged = number + 1
        break
      }
      end += part.count + 1
      lines.append((line, end))
    }
  }

  /// Whether bytes that a sweep wrote begin so, and never those of a run.
  static func isBegun(in bytes: [UInt8]) -> Bool { bytes.first == UInt8(ascii: "{") }

  /// What the recordings of its variants take in the file beside.
  var traceBytes: Int { lines.reduce(0) { $0 + $1.line.traceBytes } }
}
