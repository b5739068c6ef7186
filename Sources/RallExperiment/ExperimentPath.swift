/// The way to a value of an experiment: `membrane[2].region`, `run.step`.
public struct ExperimentPath: Sendable, Hashable {
  /// One step of the way.
  public enum Step: Sendable, Hashable {
    case key(String)
    /// Counted from 0.
    case index(Int)
  }

  public var steps: [Step]

  public init(_ steps: [Step]) { self.steps = steps }

  /// Reads `membrane[1].hh.gna`; nil where the text is no path.
  public init?(_ text: some StringProtocol) {
    var steps: [Step] = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
      guard let key = pieces.first, !key.isEmpty, !key.contains(where: { $0 == "]" || $0 == " " })
      else { return nil }
      steps.append(.key(String(key)))
      for piece in pieces.dropFirst() {
        guard piece.last == "]", let index = Int(piece.dropLast()), index >= 0 else { return nil }
        steps.append(.index(index))
      }
    }
    guard !steps.isEmpty else { return nil }
    self.steps = steps
  }

  /// The path one key further.
  public static func + (path: Self, key: String) -> Self { Self(path.steps + [.key(key)]) }

  /// The path to an item of the list here.
  public subscript(index: Int) -> Self { Self(steps + [.index(index)]) }
}

extension ExperimentPath: ExpressibleByStringLiteral {
  /// A path written in a program; it must be well formed.
  public init(stringLiteral text: String) {
    guard let path = Self(text) else { preconditionFailure("\(text) is no path") }
    self = path
  }
}

extension ExperimentPath: CustomStringConvertible {
  /// The path as it is read.
  public var description: String {
    steps.reduce(into: "") { text, step in
      switch step {
      case .key(let key): text += (text.isEmpty ? "" : ".") + key
      case .index(let index): text += "[\(index)]"
      }
    }
  }
}
