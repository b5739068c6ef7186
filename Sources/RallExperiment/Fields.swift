/// The keys of a mapping that were allowed there, with their values.
struct Fields {
  let place: ExperimentPlace
  private let entries: [Node.Entry]
  /// True where a key was refused, so that others may seem to lack.
  let isIncomplete: Bool

  init(place: ExperimentPlace, entries: [Node.Entry], isIncomplete: Bool) {
    self.place = place
    self.entries = entries
    self.isIncomplete = isIncomplete
  }

  subscript(key: String) -> Node? { entries.first { $0.key == key }?.value }

  /// The entries of some keys, in the order of the file.
  func entries(of keys: [String]) -> [Node.Entry] { entries.filter { keys.contains($0.key) } }
}

extension ExperimentReader {
  /// The keys of a mapping.
  ///
  /// - Parameters:
  ///   - noun: what the mapping describes, for messages.
  ///   - required: keys that may not lack.
  ///   - optional: keys that may.
  mutating func fields(
    _ node: Node?, of noun: String, required: [String] = [], optional: [String] = []
  ) -> Fields? {
    guard let node else { return nil }
    let known = required + optional
    guard case .mapping(let all) = node.content else {
      if case .refused = node.content { return nil }
      diagnostics.report(
        node.place, found: "\(node.noun) for \(noun)",
        expected: "a mapping { }" + (known.isEmpty ? "" : " of \(known.joined(separator: ", "))"))
      return nil
    }
    var entries: [Node.Entry] = []
    var unknown: [String] = []
    for entry in all {
      if known.contains(entry.key) {
        entries.append(entry)
      } else {
        unknown.append(entry.key)
        diagnostics.report(
          entry.keyPlace, found: "the unknown key \(quoted(entry.key)) of \(noun)",
          expected: known.isEmpty ? "no key" : known.joined(separator: ", "),
          nearest: nearestName(to: entry.key, among: known))
      }
    }
    let isIncomplete = entries.count < all.count
    let lacking = required.filter { key in !entries.contains { $0.key == key } }
    // A key that was written wrongly has been reported; that it lacks is the same error.
    let misspelt = Set(
      lacking.isEmpty
        ? [] : unknown.prefix(Limits.diagnostics).compactMap { nearestName(to: $0, among: known) })
    for key in lacking where !misspelt.contains(key) {
      diagnostics.report(node.place, found: "\(noun) without \(key)", expected: "\(key): ...")
    }
    return Fields(place: node.place, entries: entries, isIncomplete: isIncomplete)
  }

  /// The one entry among keys of which exactly one is to be given.
  mutating func only(_ fields: Fields, of keys: [String], in noun: String) -> Node.Entry? {
    let entries = fields.entries(of: keys)
    for entry in entries.dropFirst() {
      diagnostics.report(
        entry.keyPlace, found: "\(entry.key) beside \(entries[0].key) in \(noun)",
        expected: "one of \(keys.joined(separator: ", "))")
    }
    if entries.isEmpty, !fields.isIncomplete {
      diagnostics.report(
        fields.place, found: "\(noun) that says neither \(keys.joined(separator: " nor "))",
        expected: "one of them")
    }
    return entries.first
  }

  /// The items of a list; a single value counts as a list of one where `orOne`.
  mutating func items(_ node: Node?, of noun: String, orOne: Bool = false) -> [Node] {
    guard let node else { return [] }
    switch node.content {
    case .list(let items) where !items.isEmpty || !orOne: return items
    case .text(let text) where orOne && !text.isEmpty: return [node]
    case .refused: return []
    case .text, .list, .mapping:
      let found = if case .list = node.content { "an empty list" } else { node.noun }
      diagnostics.report(
        node.place, found: "\(found) for \(noun)", expected: orOne ? "one or a list" : "a list")
      return []
    }
  }
}
