/// A value of a file, with the place where it begins.
struct Node: Sendable {
  enum Content: Sendable {
    case text(String)
    case list([Node])
    case mapping([Entry])
    /// Something that was refused already; nothing more is said about it.
    case refused
  }

  /// A key with its value.
  struct Entry: Sendable {
    var key: String
    var keyPlace: ExperimentPlace
    var value: Node
  }

  var content: Content
  var place: ExperimentPlace
  /// How many columns after `place` the text begins, where it stands on one line as it is; nil where
  /// line breaks or escapes were taken out of it.
  var indent: Int?

  /// The place of the scalar with a number in this text.
  func place(ofScalar offset: Int) -> ExperimentPlace {
    guard let indent, case .file(let name, let line, let column) = place else { return place }
    return .file(name, line: line, column: column + indent + offset)
  }

  /// What it is, for a message.
  var noun: String {
    switch content {
    case .text(let text): text.isEmpty ? "nothing" : quoted(text)
    case .list: "a list"
    case .mapping: "a mapping"
    case .refused: "something refused"
    }
  }

  /// The node a step further, where there is one.
  subscript(step: ExperimentPath.Step) -> Node? {
    switch (step, content) {
    case (.key(let key), .mapping(let entries)): entries.first { $0.key == key }?.value
    case (.index(let index), .list(let items)) where items.indices.contains(index): items[index]
    // One item need not be written as a list.
    case (.index(0), .text): self
    default: nil
    }
  }

  /// The node at the end of a path, or the last one before it that is there.
  func nearest(to path: ExperimentPath) -> Node {
    var node = self
    for step in path.steps {
      guard let next = node[step] else { break }
      node = next
    }
    return node
  }
}

/// A text in quotes, cut where it is long.
func quoted(_ text: some StringProtocol) -> String {
  let line = text.prefix { !$0.isNewline }
  return line.count > 60 || line.endIndex != text.endIndex ? "'\(line.prefix(57))...'" : "'\(line)'"
}
