/// Why a text (a quantity, an expression, a region, a site) cannot be read.
struct TextError: Error, Hashable {
  enum Reason: Hashable {
    case wrong(found: String, expected: String, nearest: String?)
    /// A declared noun that is not there yet.
    case notYet(String)
    /// It needs something that is wrong itself and was reported there.
    case follows
  }

  /// The Unicode scalar of the text at which it shows.
  var offset: Int
  var reason: Reason

  init(at offset: Int, found: String, expected: String, nearest: String? = nil) {
    self.offset = offset
    reason = .wrong(found: found, expected: expected, nearest: nearest)
  }

  init(at offset: Int, notYet noun: String) {
    self.offset = offset
    reason = .notYet(noun)
  }

  /// An error that was told elsewhere.
  static func follows(at offset: Int) -> TextError {
    var error = TextError(at: offset, notYet: "")
    error.reason = .follows
    return error
  }
}
