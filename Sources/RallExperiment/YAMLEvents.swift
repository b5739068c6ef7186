internal import CYAML

/// A line and a column of a text, both from 0, as libyaml counts them.
struct YAMLMark: Sendable, Hashable {
  var line: Int
  var column: Int
}

/// One thing that the parser meets.
struct YAMLEvent {
  enum Kind {
    case document(hasTagDirective: Bool)
    case alias(String)
    /// `isPlain` of a scalar without quotes.
    case scalar(String, isPlain: Bool)
    case list(isFlow: Bool)
    case mapping(isFlow: Bool)
    /// The end of the list or mapping that was begun last.
    case end
    case endOfStream
    /// Nothing that a reader needs to know of.
    case other
  }

  var kind: Kind
  var anchor: String?
  var tag: String?
  var start: YAMLMark
  var end: YAMLMark
}

/// Why a text is no YAML.
struct YAMLSyntaxError: Error {
  var mark: YAMLMark
  var problem: String
  /// What was being read, and where it began.
  var context: (text: String, mark: YAMLMark)?
}

/// The events of a text, one after another; libyaml's parser inside.
struct YAMLEvents: ~Copyable {
  // The parser keeps a pointer to itself, so it may not move.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeMutableBufferPointer<UInt8>

  init(_ text: String) {
    bytes = .allocate(capacity: text.utf8.count)
    _ = bytes.initialize(from: text.utf8)
    parser = .allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else { fatalError("no memory for a YAML parser") }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    bytes.deallocate()
  }

  /// The next event; after the last one `endOfStream` again and again.
  mutating func next() throws(YAMLSyntaxError) -> YAMLEvent {
    var raw = yaml_event_t()
    guard yaml_parser_parse(parser, &raw) == 1 else { throw failure() }
    defer { yaml_event_delete(&raw) }
    var event = YAMLEvent(
      kind: .other, start: YAMLMark(raw.start_mark), end: YAMLMark(raw.end_mark))
    switch raw.type {
    case YAML_NO_EVENT, YAML_STREAM_END_EVENT:
      event.kind = .endOfStream
    case YAML_DOCUMENT_START_EVENT:
      let tags = raw.data.document_start.tag_directives
      event.kind = .document(hasTagDirective: tags.start != tags.end)
    case YAML_ALIAS_EVENT:
      event.kind = .alias(text(raw.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = raw.data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      event.kind = .scalar(
        String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
      (event.anchor, event.tag) = (text(scalar.anchor), text(scalar.tag))
    case YAML_SEQUENCE_START_EVENT:
      let list = raw.data.sequence_start
      event.kind = .list(isFlow: list.style == YAML_FLOW_SEQUENCE_STYLE)
      (event.anchor, event.tag) = (text(list.anchor), text(list.tag))
    case YAML_MAPPING_START_EVENT:
      let mapping = raw.data.mapping_start
      event.kind = .mapping(isFlow: mapping.style == YAML_FLOW_MAPPING_STYLE)
      (event.anchor, event.tag) = (text(mapping.anchor), text(mapping.tag))
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      event.kind = .end
    default:
      break
    }
    return event
  }

  private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private func failure() -> YAMLSyntaxError {
    let parser = parser.pointee
    let problem = parser.problem.map { String(cString: $0) } ?? "this is no YAML"
    guard parser.error != YAML_READER_ERROR else {
      return YAMLSyntaxError(mark: mark(ofByte: parser.problem_offset), problem: problem)
    }
    return YAMLSyntaxError(
      mark: YAMLMark(parser.problem_mark), problem: problem,
      context: parser.context.map { (String(cString: $0), YAMLMark(parser.context_mark)) })
  }

  /// The reader's own errors are told by the byte.
  private func mark(ofByte offset: Int) -> YAMLMark {
    let before = bytes.prefix(offset)
    let line = before.count { $0 == UInt8(ascii: "\n") }
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let column = String(decoding: before[start...], as: UTF8.self).unicodeScalars.count
    return YAMLMark(line: line, column: column)
  }
}

extension YAMLMark {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: mark.line, column: mark.column)
  }
}

extension YAMLSyntaxError {
  /// What was found and what could be done about it, in words that need no grammar.
  var message: String {
    let known =
      switch problem {
      case "did not find expected ',' or '}'": "this { } is not closed, or lacks a comma"
      case "did not find expected ',' or ']'": "this [ ] is not closed, or lacks a comma"
      case "mapping values are not allowed in this context":
        "a ':' where no key can stand; quote a text that has ': ' in it"
      case "found character that cannot start any token":
        "a character that cannot begin a value; indent by spaces, not tabs, and quote the text"
      case "could not find expected ':'": "a key without its ':'"
      case "did not find expected key": "a line that is indented otherwise than its neighbours"
      case "did not find expected '-' indicator":
        "a line that is indented otherwise than the items of its list"
      case "found unexpected end of stream": "a quote that is not closed"
      case "control characters are not allowed": "a control character; only text is allowed"
      default: problem
      }
    guard let context, context.mark != mark else { return known }
    return "\(known); \(context.text) from line \(context.mark.line + 1)"
  }
}
