import ArgumentParser

/// How many threads a command may be told to take.
enum ThreadCount {
  private static let range = 1...1024

  static func check(_ count: Int) throws {
    guard range.contains(count) else {
      throw ValidationError(
        "--threads takes a number from \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
