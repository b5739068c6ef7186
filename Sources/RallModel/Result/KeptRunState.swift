internal import RallUnits

/// A state that was taken down and kept, handed back number by number.
///
/// What it holds may have come from a file that anybody wrote, so that every number that counts
/// something is looked at.
public struct KeptRunState: Sendable {
  private let words: [UInt64]
  private let lists: [[UInt64]]
  private var position = 0
  private var nextList = 0

  /// - Parameters:
  ///   - words: what the state said.
  ///   - lists: what all lists had gained by then, or later.
  public init(_ words: [UInt64], lists: [[UInt64]]) {
    self.words = words
    self.lists = lists
  }

  private mutating func word() throws(StateMismatch) -> UInt64 {
    guard position < words.count else { throw StateMismatch() }
    defer { position += 1 }
    return words[position]
  }

  /// A number that must lie in a range.
  public mutating func integer(in range: ClosedRange<Int>) throws(StateMismatch) -> Int {
    let number = Int(Int64(bitPattern: try word()))
    guard range.contains(number) else { throw StateMismatch() }
    return number
  }

  public mutating func double() throws(StateMismatch) -> Double {
    Double(bitPattern: try word())
  }

  public mutating func optionalDouble() throws(StateMismatch) -> Double? {
    let isThere = try integer(in: 0...1) == 1
    let number = try double()
    return isThere ? number : nil
  }

  public mutating func doubles(_ count: Int) throws(StateMismatch) -> [Double] {
    guard count >= 0, count <= words.count - position else { throw StateMismatch() }
    defer { position += count }
    return words[position..<position + count].map { Double(bitPattern: $0) }
  }

  /// A list that has only grown, of `width` numbers an element.
  public mutating func list<Element>(
    width: Int, _ element: (ArraySlice<Double>) throws(StateMismatch) -> Element
  ) throws(StateMismatch) -> [Element] {
    let known = nextList < lists.count ? lists[nextList] : []
    nextList += 1
    let count = try integer(in: 0...known.count / width)
    let numbers = known[..<(count * width)].map { Double(bitPattern: $0) }
    var elements: [Element] = []
    for start in stride(from: 0, to: numbers.count, by: width) {
      elements.append(try element(numbers[start..<start + width]))
    }
    return elements
  }

  /// A trace that has only grown.
  public mutating func list() throws(StateMismatch) -> [Double] {
    try list(width: 1) { (numbers) throws(StateMismatch) in numbers[numbers.startIndex] }
  }

  /// Spikes at one of so many points.
  public mutating func spikes(points: Int) throws(StateMismatch) -> [Spike] {
    try list(width: 5) { (numbers) throws(StateMismatch) in
      let n = Array(numbers)
      guard let point = Int(exactly: n[0]), 0..<points ~= point else { throw StateMismatch() }
      return Spike(
        point: point, time: Time(coherent: n[1]), peak: Voltage(coherent: n[2]),
        error: n[3] == 1 ? Time(coherent: n[4]) : nil)
    }
  }

  /// Makes sure that nothing is left over.
  public func finish() throws(StateMismatch) {
    guard position == words.count else { throw StateMismatch() }
  }
}

/// A state is not one of this run: it has another number of something.
public struct StateMismatch: Error, Hashable, CustomStringConvertible {
  public init() {}

  public var description: String { "the state that was kept is not one of this experiment" }
}
