/// Why a text (a quantity, an expression, a region, a site) cannot be read.
struct TextError: Error, Hashable {
  enum Reason: Hashable {
    case wrong(found: String, expected: String, nearest: String?)
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

  private init(at offset: Int, _ reason: Reason) {
    self.offset = offset
    self.reason = reason
  }

  /// An error that was told elsewhere.
  static func follows(at offset: Int) -> TextError { TextError(at: offset, .follows) }
}
