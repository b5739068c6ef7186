import Foundation

/// When a result was begun, and the name that no other has.
struct Birth: Sendable {
  /// ISO 8601, in UTC.
  let time = Date().ISO8601Format()
  let identifier = UUID().uuidString.lowercased()
}
