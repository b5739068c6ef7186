/// Makes a tree of nodes out of the events of a text.
///
/// Every scalar stays text. Twice-given keys, anchors, aliases, tags, merge keys and second documents
/// are refused, each with its place; the stack is here and not the machine's, and ends at
/// `Limits.depth`.
struct Composer {
  /// Where the text is from.
  enum Origin: Sendable {
    case file(String)
    case setting(String)

    func place(_ mark: YAMLMark) -> ExperimentPlace {
      switch self {
      case .file(let name): .file(name, line: mark.line + 1, column: mark.column + 1)
      case .setting(let path): .setting(path)
      }
    }
  }

  /// A list or a mapping that is not closed yet.
  private struct Frame {
    var isMapping: Bool
    var isFlow: Bool
    var place: ExperimentPlace
    var items: [Node] = []
    var entries: [Node.Entry] = []
    var keyPlaces: [String: ExperimentPlace] = [:]
    /// The key that waits for its value; its name is nil where it was refused.
    var pendingKey: (name: String?, place: ExperimentPlace)?
    /// Parentheses that a comma tore apart.
    var openParentheses = 0
  }

  private let origin: Origin
  private var frames: [Frame] = []
  private var root: Node?
  private var diagnostics: Diagnostics

  private init(_ origin: Origin, _ diagnostics: Diagnostics) {
    self.origin = origin
    self.diagnostics = diagnostics
  }

  /// The tree of a text; nil where there is none. A syntax error, or a text too deep, is thrown alone.
  static func compose(
    _ text: String, from origin: Origin, into diagnostics: inout Diagnostics
  ) throws(ExperimentErrors) -> Node? {
    var composer = Composer(origin, diagnostics)
    var events = YAMLEvents(text)
    do throws(YAMLSyntaxError) {
      while try composer.take(events.next()) {}
    } catch {
      throw ExperimentErrors([
        ExperimentDiagnostic(
          place: origin.place(error.mark), kind: .syntax, message: error.message)
      ])
    }
    diagnostics = composer.diagnostics
    return composer.root
  }

  /// Takes an event in; false after the last one that matters.
  private mutating func take(_ event: YAMLEvent) throws(YAMLSyntaxError) -> Bool {
    refuseProperties(of: event)
    switch event.kind {
    case .document(let hasTagDirective):
      guard root == nil else {
        report(event, "a second document; one file is one experiment")
        return false
      }
      if hasTagDirective { report(event, "a %TAG directive; tags are not read") }
    case .alias(let name):
      report(event, "the alias *\(name); aliases are not read, write the value out")
      add(Node(content: .refused, place: origin.place(event.start)))
    case .scalar(let text, let isPlain):
      take(text, isPlain: isPlain, event)
    case .list(let isFlow):
      try open(Frame(isMapping: false, isFlow: isFlow, place: origin.place(event.start)), event)
    case .mapping(let isFlow):
      try open(Frame(isMapping: true, isFlow: isFlow, place: origin.place(event.start)), event)
    case .end:
      close()
    case .endOfStream:
      return false
    case .other:
      break
    }
    return true
  }

  private mutating func report(_ event: YAMLEvent, _ message: String) {
    diagnostics.report(origin.place(event.start), message)
  }

  private mutating func refuseProperties(of event: YAMLEvent) {
    if let anchor = event.anchor { report(event, "the anchor &\(anchor); anchors are not read") }
    if let tag = event.tag {
      report(event, "the tag \(tag); tags are not read, every value is what its place says")
    }
  }

  private mutating func open(_ frame: Frame, _ event: YAMLEvent) throws(YAMLSyntaxError) {
    guard frames.count < Limits.depth else {
      throw YAMLSyntaxError(
        mark: event.start, problem: "more than \(Limits.depth) lists and mappings in one another")
    }
    frames.append(frame)
  }

  private mutating func close() {
    let frame = frames.removeLast()
    add(
      Node(
        content: frame.isMapping ? .mapping(frame.entries) : .list(frame.items), place: frame.place)
    )
  }

  private mutating func take(_ text: String, isPlain: Bool, _ event: YAMLEvent) {
    let place = origin.place(event.start)
    if isPlain, isTorn(text, place) {
      // The pieces behind the first one are no values and no keys of their own.
      if let frame = frames.last, frame.isMapping, frame.pendingKey == nil {
        frames[frames.count - 1].pendingKey = (nil, place)
      } else if frames.last!.isMapping || !isContinuation {
        add(Node(content: .refused, place: place))
      }
      return
    }
    let quotes = isPlain ? 0 : 1
    let isVerbatim =
      event.start.line == event.end.line
      && event.end.column - event.start.column == text.unicodeScalars.count + 2 * quotes
    add(Node(content: .text(text), place: place, indent: isVerbatim ? quotes : nil))
  }

  /// Whether the last torn piece was not the first one of its text.
  private var isContinuation = false

  /// Counts parentheses inside { } and [ ], where a comma ends a text; true of a torn piece.
  private mutating func isTorn(_ text: String, _ place: ExperimentPlace) -> Bool {
    guard let frame = frames.last, frame.isFlow else { return false }
    let before = frame.openParentheses
    var balance = before
    var surplus = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "(") { balance += 1 }
      if byte == UInt8(ascii: ")") { balance -= 1 }
      if balance < 0 { (surplus, balance) = (true, 0) }
    }
    guard before > 0 || balance > 0 || surplus else { return false }
    isContinuation = before > 0
    frames[frames.count - 1].openParentheses = balance
    if before == 0 {
      diagnostics.report(
        place,
        "unbalanced parentheses in \(quoted(text)); inside { } and [ ] a comma ends a text, so an "
          + "expression with a comma is quoted: quote it")
    }
    return true
  }

  private mutating func add(_ node: Node) {
    guard let top = frames.indices.last else {
      root = node
      return
    }
    guard frames[top].isMapping else {
      frames[top].items.append(node)
      return
    }
    guard let key = frames[top].pendingKey else {
      frames[top].pendingKey = (name(ofKey: node), node.place)
      return
    }
    frames[top].pendingKey = nil
    guard let name = key.name else { return }
    if let first = frames[top].keyPlaces[name] {
      let line = if case .file(_, let line, _) = first { ", first in line \(line)" } else { "" }
      diagnostics.report(key.place, "the key \(quoted(name)) twice\(line); once was expected")
      return
    }
    frames[top].keyPlaces[name] = key.place
    frames[top].entries.append(Node.Entry(key: name, keyPlace: key.place, value: node))
  }

  /// The name that a node is as a key; nil where it was refused.
  private mutating func name(ofKey node: Node) -> String? {
    switch node.content {
    case .text("<<"):
      diagnostics.report(node.place, "a merge key; merge keys are not read, write the keys out")
    case .text(let text):
      return text
    case .list, .mapping:
      diagnostics.report(node.place, "\(node.noun) as a key; a word was expected")
    case .refused:
      break
    }
    return nil
  }
}
