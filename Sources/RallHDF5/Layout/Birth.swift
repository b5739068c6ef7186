import Foundation

/// When a result was begun, and the name that no other has.
struct Birth: Sendable {
  /// ISO 8601, in UTC.
  let time = Birth.now()
  let identifier = UUID().uuidString.lowercased()

  static func now() -> String { Date().ISO8601Format() }
}
