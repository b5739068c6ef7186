/// Lines of YAML, written.
struct YAMLText {
  private(set) var text = ""

  /// `key: value`, on one line.
  mutating func line(_ key: String, _ value: YAMLValue) { text += "\(key): \(value.flow)\n" }

  /// `key:` and an entry a line; nothing where there is none.
  mutating func block(_ key: String, _ entries: [YAMLEntry]) {
    guard !entries.isEmpty else { return }
    text += "\(key):\n"
    for entry in entries { text += "  \(Self.scalar(entry.key)): \(entry.value.flow)\n" }
  }

  /// `key:` and an item a line; nothing where there is none.
  mutating func block(_ key: String, _ items: [YAMLValue]) {
    guard !items.isEmpty else { return }
    text += "\(key):\n"
    for item in items { text += "  - \(item.flow)\n" }
  }

  /// A scalar, in quotes where it would not be read as itself without.
  static func scalar(_ text: String) -> String {
    let isPlain =
      text.unicodeScalars.first.map { isLetterOrDigit($0) || "_(./-<".unicodeScalars.contains($0) }
      == true && !text.hasSuffix(" ") && !text.hasPrefix("- ") && text != "-"
      && !text.hasPrefix("---") && !text.hasPrefix("...")
      && text.unicodeScalars.allSatisfy {
        isLetterOrDigit($0) || " _()./<>=+*^-".unicodeScalars.contains($0)
      }
    return isPlain && text != "<<" && hasClosedParentheses(text)
      ? text : "\"" + text.unicodeScalars.map(escaped).joined() + "\""
  }

  /// False of a text that the reading would take for one that a comma tore apart.
  private static func hasClosedParentheses(_ text: String) -> Bool {
    var open = 0
    for byte in text.utf8 where open >= 0 {
      if byte == UInt8(ascii: "(") { open += 1 }
      if byte == UInt8(ascii: ")") { open -= 1 }
    }
    return open == 0
  }

  private static func isLetterOrDigit(_ letter: Unicode.Scalar) -> Bool {
    switch letter {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }

  /// A letter as it stands within double quotes.
  private static func escaped(_ letter: Unicode.Scalar) -> String {
    switch letter.value {
    case 0x22: "\\\""
    case 0x5C: "\\\\"
    case 0x0A: "\\n"
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
      0x10000...0x10FFFF:
      String(Character(letter))
    default: "\\U" + hexadecimal(letter.value)
    }
  }

  /// Eight hexadecimal digits.
  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
