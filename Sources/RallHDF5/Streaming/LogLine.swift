/// A line of a log that stands beside an unfinished result: what it says, a space, and eight digits of a check
/// sum, by which a line is known that is not as it was written.
enum LogLine {
  /// The line of a content without a line end, with its own.
  static func bytes(_ content: some Sequence<UInt8>) -> [UInt8] {
    let content = Array(content)
    return content + " \(checkSum(content))\n".utf8
  }

  /// What a line says, which comes without its end; nil where it is not the line that was written.
  static func content(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard line.count >= 9 else { return nil }
    let content = line.dropLast(9)
    return line.suffix(9).elementsEqual(" \(checkSum(content))".utf8) ? content : nil
  }

  private static func checkSum(_ bytes: some Sequence<UInt8>) -> String {
    var sum = CheckSum()
    sum.take(bytes)
    return sum.digits
  }
}

/// Fowler, Noll and Vo's hash of 32 bits (FNV-1a, doi:10.17487/RFC9923), of bytes as they come.
struct CheckSum {
  private var hash: UInt32 = 0x811C_9DC5

  mutating func take(_ bytes: some Sequence<UInt8>) {
    hash = bytes.reduce(hash) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
  }

  /// Eight digits of base 16.
  var digits: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
