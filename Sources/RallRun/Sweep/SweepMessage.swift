package import RallHDF5

/// What the processes of a sweep say to one another.
package enum SweepMessage {
  /// To the first: this process has read the experiment; the program with its kernel, and a digest of all
  /// that its answers depend on.
  case ready(host: String, program: String, digest: String)
  /// To the first: this process cannot go on.
  case cannot(host: String, Failure)
  /// To the first: soon there is nothing to do here.
  case hungry
  /// To the first: a variant is done.
  case record(SweepRecord)
  /// From the first: compute these; with none, go home.
  case variants([Int])

  package var bytes: [UInt8] {
    switch self {
    case .ready(let host, let program, let digest):
      [0] + Array("\(host)\n\(program)\n\(digest)".utf8)
    case .cannot(let host, let failure):
      [1] + Array("\(host)\n\(failure.status)\n\(failure.lines.joined(separator: "\n"))".utf8)
    case .hungry: [2]
    case .record(let record): [3] + record.bytes
    case .variants(let variants):
      [4] + Array(variants.map { "\($0)" }.joined(separator: "\n").utf8)
    }
  }

  /// Nil where the bytes are no message.
  package init?(bytes: [UInt8]) {
    guard let tag = bytes.first else { return nil }
    var words: [Substring] {
      String(decoding: bytes.dropFirst(), as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false)
    }
    switch tag {
    case 0:
      guard words.count == 3 else { return nil }
      self = .ready(
        host: String(words[0]), program: String(words[1]), digest: String(words[2]))
    case 1:
      guard words.count >= 2, let status = Int32(words[1]) else { return nil }
      self = .cannot(
        host: String(words[0]), Failure(status: status, words.dropFirst(2).map(String.init)))
    case 2: self = .hungry
    case 3:
      guard let record = SweepRecord(bytes: Array(bytes.dropFirst())) else { return nil }
      self = .record(record)
    case 4: self = .variants(words.compactMap { Int($0) })
    default: return nil
    }
  }
}
