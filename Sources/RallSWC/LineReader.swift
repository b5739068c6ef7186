/// The samples of an SWC text, line by line.
///
/// LF, CRLF, CR and any number of CR before an LF end a line; spaces and tabs part the fields; `#`
/// starts a comment wherever it stands.
struct LineReader {
  /// The largest coordinate or radius: beyond it areas and volumes would overflow.
  private static let largest = 1e30
  /// Types of samples, as wide as result files hold them.
  private static let types = Int(Int32.min)...Int(Int32.max)

  var samples: [SWCSample] = []
  /// Ids of lines that could not be read, so that what hangs on them is not called an orphan.
  var unreadable: Set<Int> = []
  var log = DiagnosticLog()

  private typealias Field = UnsafeBufferPointer<UInt8>.SubSequence

  mutating func read(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { buffer in
      var index = buffer.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      var line = 1
      var fields: [Field] = []
      fields.reserveCapacity(8)
      while index < buffer.count {
        let start = index
        while index < buffer.count, !Blank.isLineEnd(buffer[index]) { index += 1 }
        Self.split(buffer[start..<index], into: &fields)
        if !fields.isEmpty { take(fields, line: line) }
        (index, line) = Self.next(after: index, of: buffer, line: line)
      }
    }
  }

  /// Past the line end at `index`: the start of the next line, and its number.
  private static func next(
    after index: Int, of buffer: UnsafeBufferPointer<UInt8>, line: Int
  ) -> (Int, Int) {
    var index = index
    var returns = 0
    while index < buffer.count, buffer[index] == 0x0D {
      (index, returns) = (index + 1, returns + 1)
    }
    if index < buffer.count, buffer[index] == 0x0A { return (index + 1, line + 1) }
    return (index, line + returns)
  }

  private static func split(_ line: Field, into fields: inout [Field]) {
    fields.removeAll(keepingCapacity: true)
    var index = line.startIndex
    while index < line.endIndex {
      while index < line.endIndex, Blank.isBlank(line[index]) { index += 1 }
      guard index < line.endIndex, line[index] != UInt8(ascii: "#") else { return }
      let start = index
      while index < line.endIndex, !Blank.isBlank(line[index]), line[index] != UInt8(ascii: "#") {
        index += 1
      }
      fields.append(line[start..<index])
    }
  }

  private mutating func take(_ fields: [Field], line: Int) {
    guard fields.count >= 7 else {
      log.error(
        .fewColumns, line: line,
        "\(counted(fields.count, "column")); 7 were expected: id type x y z radius parent")
      remember(fields[0])
      return
    }
    if fields.count > 7 {
      log.warning(
        .extraColumns, line: line, "\(fields.count) columns; those after the seventh are ignored")
    }
    let id = integer(fields[0], "id", line: line, in: 0 ... .max)
    let type = integer(fields[1], "type", line: line, in: Self.types)
    let x = number(fields[2], "x", line: line)
    let y = number(fields[3], "y", line: line)
    let z = number(fields[4], "z", line: line)
    var radius = number(fields[5], "radius", line: line)
    let parent = integer(fields[6], "parent", line: line)
    if let value = radius, value < 0 {
      log.error(.negativeRadius, line: line, "the radius \(Self.text(fields[5])) is negative")
      radius = nil
    }
    guard let id, let type, let x, let y, let z, let radius, let parent else {
      remember(fields[0])
      return
    }
    samples.append(
      SWCSample(id: id, type: type, x: x, y: y, z: z, radius: radius, parent: parent, line: line))
  }

  private mutating func remember(_ field: Field) {
    if let id = DecimalField.integer(field) { unreadable.insert(id) }
  }

  private mutating func integer(
    _ field: Field, _ name: String, line: Int, in range: ClosedRange<Int> = .min ... .max
  ) -> Int? {
    let value = DecimalField.integer(field)
    if let value, range.contains(value) { return value }
    var expected = "a whole number"
    if range.lowerBound == 0 { expected += " from 0 to 2^63-1" }
    if range == Self.types, value != nil { expected += " of 32 bits" }
    log.error(
      .badNumber, line: line, "the \(name) is \(Self.text(field)); \(expected) was expected")
    return nil
  }

  private mutating func number(_ field: Field, _ name: String, line: Int) -> Double? {
    guard let value = DecimalField.double(field) else {
      let comma = field.contains(UInt8(ascii: ",")) ? " with a decimal point" : ""
      log.error(
        .badNumber, line: line, "the \(name) is \(Self.text(field)); a number\(comma) was expected")
      return nil
    }
    guard value.magnitude <= Self.largest else {
      log.error(
        .notFinite, line: line,
        "the \(name) is \(Self.text(field)); a number up to 1e30 was expected")
      return nil
    }
    return value
  }

  /// A field as it can be printed on one line.
  private static func text(_ field: Field) -> String {
    let shown = String(decoding: field.prefix(40), as: UTF8.self).unicodeScalars
      .map { $0.properties.generalCategory == .control ? "\u{FFFD}" : String($0) }.joined()
    return "'\(shown)\(field.count > 40 ? "…" : "")'"
  }
}
