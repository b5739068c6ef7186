/// Why a command could not do what it was asked: lines for a person, and the status it exits with.
///
/// Statuses follow sysexits.h: 64 wrong usage, 65 bad data, 66 no input, 70 numerical failure,
/// 73 cannot create, 74 cannot write, 130 interrupted.
public struct Failure: Error, Sendable, Hashable {
  public let status: Int32
  /// One line an error, each with its place.
  public let lines: [String]

  public init(status: Int32, _ lines: [String]) {
    self.status = status
    self.lines = lines
  }

  /// The same where a setting came by another option than `--set`: its lines begin with what was typed.
  public func placed(at option: String, insteadOf setting: String) -> Self {
    let place = "--set \(setting)"
    var told: [String] = []
    for line in lines {
      let line = line.hasPrefix(place) ? option + line.dropFirst(place.count) : line
      if !told.contains(line) { told.append(line) }
    }
    return Self(status: status, told)
  }

  static func usage(_ line: String) -> Self { Self(status: 64, [line]) }
  static func badData(_ lines: [String]) -> Self { Self(status: 65, lines) }
  static func noInput(_ line: String) -> Self { Self(status: 66, [line]) }
  static func numerical(_ line: String) -> Self { Self(status: 70, [line]) }
}

extension Failure: CustomStringConvertible {
  public var description: String { lines.joined(separator: "\n") }
}
