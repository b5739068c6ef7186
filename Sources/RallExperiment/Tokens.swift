/// A number, a word or a sign of a text.
struct Token: Sendable {
  enum Kind: Sendable, Hashable {
    case number(Double)
    case word
    case sign
    case end
  }

  var kind: Kind
  var text: String
  /// Unicode scalars before it.
  var offset: Int
  /// Whether a space stands before it.
  var isApart: Bool
}

/// The tokens of a text, and how far they have been read.
struct Tokens {
  private let tokens: [Token]
  private var index = 0
  private var depth = 0

  init(_ text: String) throws(TextError) { tokens = try tokenize(text) }

  /// The token that is read next.
  var next: Token { tokens[index] }

  /// The one after it.
  var second: Token { tokens[min(index + 1, tokens.count - 1)] }

  /// Every word of the text.
  var words: [String] { tokens.filter { $0.kind == .word }.map(\.text) }

  /// Reads the next token.
  @discardableResult
  mutating func take() -> Token {
    defer { if index < tokens.count - 1 { index += 1 } }
    return tokens[index]
  }

  /// Whether the next token is this word or sign.
  func isNext(_ text: String) -> Bool { next.text == text && next.kind != .end }

  /// Reads the next token if it is this word or sign.
  mutating func takes(_ text: String) -> Bool {
    guard isNext(text) else { return false }
    take()
    return true
  }

  /// Reads a sign that must stand here.
  mutating func expect(_ sign: String) throws(TextError) {
    guard takes(sign) else { throw unexpected("'\(sign)'") }
  }

  /// The end of the text must be here.
  func expectEnd(_ expected: String) throws(TextError) {
    guard next.kind == .end else { throw unexpected(expected) }
  }

  /// That the next token is not what was expected.
  func unexpected(_ expected: String, nearest: String? = nil) -> TextError {
    let found = next.kind == .end ? "the end of the text" : quoted(next.text)
    return TextError(at: next.offset, found: found, expected: expected, nearest: nearest)
  }

  /// Goes one level further in; `leave` comes out again.
  mutating func enter() throws(TextError) {
    depth += 1
    guard depth <= Limits.nesting else { throw tooDeep(at: next.offset) }
  }

  mutating func leave() { depth -= 1 }
}

/// That a text is nested too deeply.
func tooDeep(at offset: Int) -> TextError {
  TextError(
    at: offset, found: "more than \(Limits.nesting) operations in one another",
    expected: "a simpler text")
}

/// Splits a text into tokens, with an end behind the last.
private func tokenize(_ text: String) throws(TextError) -> [Token] {
  let letters = Array(text.unicodeScalars)
  var tokens: [Token] = []
  var index = 0
  var isApart = true
  func isDigit(_ i: Int) -> Bool { i < letters.count && ("0"..."9").contains(letters[i]) }
  func isLetter(_ i: Int) -> Bool {
    i < letters.count
      && (letters[i].properties.isAlphabetic || letters[i] == "_"
        || "µ°²³".unicodeScalars.contains(letters[i]))
  }
  while index < letters.count {
    let start = index
    var kind = Token.Kind.sign
    if letters[index].properties.isWhitespace {
      (index, isApart) = (index + 1, true)
      continue
    } else if isDigit(index) || letters[index] == "." && isDigit(index + 1) {
      while isDigit(index) || index < letters.count && letters[index] == "." { index += 1 }
      if index < letters.count, letters[index] == "e" || letters[index] == "E" {
        let hasSign =
          index + 1 < letters.count && (letters[index + 1] == "-" || letters[index + 1] == "+")
        let first = index + (hasSign ? 2 : 1)
        if isDigit(first) {
          index = first
          while isDigit(index) { index += 1 }
        }
      }
      let number = String(String.UnicodeScalarView(letters[start..<index]))
      guard let value = Double(number), value.isFinite else {
        throw TextError(
          at: start, found: "\(quoted(number)), which is no number", expected: "a number")
      }
      kind = .number(value)
    } else if isLetter(index) {
      while isLetter(index) || isDigit(index) { index += 1 }
      kind = .word
    } else if letters[index] == "<" || letters[index] == ">", index + 1 < letters.count,
      letters[index + 1] == "="
    {
      index += 2
    } else {
      index += 1
    }
    tokens.append(
      Token(
        kind: kind, text: String(String.UnicodeScalarView(letters[start..<index])), offset: start,
        isApart: isApart))
    isApart = false
  }
  tokens.append(Token(kind: .end, text: "", offset: letters.count, isApart: true))
  return tokens
}
