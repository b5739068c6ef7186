/// What a file is that holds no SWC text, by its first bytes.
enum ContentKind {
  private static let signatures: [([UInt8], String)] = [
    ([0xFF, 0xFE], "UTF-16 text (little endian); save it as UTF-8"),
    ([0xFE, 0xFF], "UTF-16 text (big endian); save it as UTF-8"),
    ([0x1F, 0x8B], "gzip-compressed; unpack it first"),
    ([0x42, 0x5A, 0x68], "bzip2-compressed; unpack it first"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz-compressed; unpack it first"),
    ([0x28, 0xB5, 0x2F, 0xFD], "zstd-compressed; unpack it first"),
    ([0x50, 0x4B, 0x03, 0x04], "a zip archive; unpack it first"),
    ([0x89, 0x48, 0x44, 0x46], "an HDF5 file"),
    ([0x25, 0x50, 0x44, 0x46], "a PDF document"),
  ]

  /// What the bytes look like where they are no SWC text; nil where they may be.
  static func disguise(of bytes: [UInt8]) -> String? {
    for (signature, name) in signatures where bytes.starts(with: signature) { return name }
    let head = bytes.prefix(4096)
    if head.contains(0) {
      let halves = [0, 1].map { parity in
        head.indices.count { $0 % 2 == parity && head[$0] == 0 }
      }
      let (most, least) = (max(halves[0], halves[1]), min(halves[0], halves[1]))
      return most > head.count / 4 && least == 0
        ? "UTF-16 text without a byte order mark; save it as UTF-8" : "binary data"
    }
    guard let first = head.first(where: { !Blank.isBlank($0) && !Blank.isLineEnd($0) }) else {
      return nil
    }
    if first == UInt8(ascii: "<") { return "XML or a web page" }
    if first == UInt8(ascii: "(") || first == UInt8(ascii: ";") { return "a Neurolucida ASC file" }
    return nil
  }
}

/// The bytes between fields and lines.
enum Blank {
  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  @inline(__always)
  static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
