/// One thing that was found, or decided, about a file of samples.
public struct Diagnostic: Sendable, Hashable {
  /// Whether it stands in the way.
  public enum Severity: String, Sendable, Hashable {
    case warning
    case error
  }

  /// What kind of thing it is, by a name that programs may rely on.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    // What cannot be read.
    case notText
    case noSamples
    case fewColumns
    case badNumber
    case notFinite
    case negativeRadius
    case repeatedID
    case unknownParent
    case ownParent
    case cycle
    case moreErrors
    // What was read, and is odd.
    case extraColumns
    case oddRoot
    case repeatedLine
    case linesOutOfOrder
    // What cannot be made into a neuron, or only by a choice.
    case badScale
    case tooManyTypes
    case severalRoots
    case noExtent
    case noSoma
    case somaOutline
    case somaWithoutExtent
    case noRadius
    // An error unless the repair is listed.
    case zeroRadius
    case duplicatePoints
    // What was made into a neuron, and is odd.
    case droppedTrees
    case loneRoot
    case forkEndMarking
    case rootOutsideSoma
    case straySoma
    case onlySoma
    case singleSampleNeurite
    case implausibleSize
    case uniformRadius
    case longJump
    case typeFlips
  }

  /// Whether it stands in the way.
  public var severity: Severity
  /// What kind of thing it is.
  public var code: Code
  /// The line of the file, from 1; nil where it is about the file as a whole.
  public var line: Int?
  /// One line for a person.
  public var message: String

  /// Something found about a file.
  public init(_ severity: Severity, _ code: Code, line: Int?, _ message: String) {
    self.severity = severity
    self.code = code
    self.line = line
    self.message = message
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `line 27: error: the radius -1 is negative`.
  public var description: String {
    (line.map { "line \($0): " } ?? "") + "\(severity.rawValue): \(message)"
  }
}

/// The words `1 sample`, `2 samples`; `plural` where an s does not make it.
func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}

/// A number for a person, with a few decimals at most.
func rounded(_ value: Double, _ decimals: Int) -> String {
  guard value.magnitude < 1e12 else { return "\(value)" }
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let short = (value * scale).rounded() / scale
  let text = "\(short)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// `a, b, c and 7 more`: the first ten of many.
func listed(_ items: some Collection<String>) -> String {
  let shown = items.prefix(10).joined(separator: ", ")
  return items.count > 10 ? "\(shown) and \(items.count - 10) more" : shown
}
