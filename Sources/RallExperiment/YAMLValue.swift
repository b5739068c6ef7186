/// A value that can be written, in braces and brackets on one line.
indirect enum YAMLValue {
  case scalar(String)
  case list([YAMLValue])
  case mapping([YAMLEntry])

  /// The value as it stands inside { } and [ ], and anywhere else too.
  var flow: String {
    switch self {
    case .scalar(let text): YAMLText.scalar(text)
    case .list(let items): "[\(items.map(\.flow).joined(separator: ", "))]"
    case .mapping(let entries) where entries.isEmpty: "{}"
    case .mapping(let entries):
      "{ \(entries.map { "\($0.key): \($0.value.flow)" }.joined(separator: ", ")) }"
    }
  }

  /// Adds an entry to a mapping, if there is a value for it.
  mutating func add(_ key: String, _ value: YAMLValue?) {
    guard case .mapping(let entries) = self, let value else { return }
    self = .mapping(entries + [YAMLEntry(key: key, value: value)])
  }
}

/// A key with its value.
struct YAMLEntry {
  var key: String
  var value: YAMLValue
}

extension YAMLValue: ExpressibleByDictionaryLiteral {
  /// A mapping, its keys in the order in which they are written.
  init(dictionaryLiteral elements: (String, YAMLValue)...) {
    self = .mapping(elements.map { YAMLEntry(key: $0.0, value: $0.1) })
  }
}
