internal import RallUnits

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A measure that a person asks for beside the experiment's file, as a setting that stands in for the
/// file's own measures: `measure=[{ name: impedance, impedance: { from: soma } }]`.
public enum AskedMeasure {
  /// What a sine of current at a site meets there and leaves at others.
  ///
  /// Sites are written as in an experiment, and looked at when it is read. `frequencies` are a list,
  /// `0 Hz, 100 Hz`, of which an entry may be a range, `1..1000 Hz:31`: so many, of equal ratios.
  public static func impedance(
    from: String, to: [String], frequencies: String?
  ) throws(Failure) -> String {
    var parts = ["from: \(quoted(from))"]
    if !to.isEmpty { parts.append("to: [\(to.map(quoted).joined(separator: ", "))]") }
    try parts.append(contentsOf: list(frequencies))
    return "measure=[{ name: impedance, impedance: { \(parts.joined(separator: ", ")) } }]"
  }

  /// How far a signal reaches by the local formula, over a region; `frequencies` as of an impedance.
  public static func lengthConstant(
    region: String, frequencies: String?
  ) throws(Failure) -> String {
    let parts = try ["region: \(quoted(region))"] + list(frequencies)
    return
      "measure=[{ name: lambda, length_constant: { \(parts.joined(separator: ", ")) } }]"
  }

  /// The entry of some frequencies; none where none are said.
  private static func list(_ text: String?) throws(Failure) -> [String] {
    guard let text else { return [] }
    return ["frequencies: [\(try frequencies(text).map(quoted).joined(separator: ", "))]"]
  }

  /// So many of the slowest decays.
  public static func timeConstants(count: Int) -> String {
    "measure=[{ name: time_constants, time_constants: { count: \(count) } }]"
  }

  /// A text as YAML takes it inside brackets.
  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private static func frequencies(_ text: String) throws(Failure) -> [String] {
    var found: [String] = []
    for entry in text.split(separator: ",", omittingEmptySubsequences: false) {
      let entry = entry.trimmed
      if let dots = entry.firstRange(of: "..") {
        found += try range(entry[..<dots.lowerBound], entry[dots.upperBound...], of: text)
      } else {
        found.append(String(entry))
      }
    }
    return found
  }

  /// From one to another, in equal ratios, each with six digits.
  private static func range(
    _ first: Substring, _ rest: Substring, of text: String
  ) throws(Failure) -> [String] {
    func failure(_ reason: String) -> Failure {
      .usage("--frequencies \(text): \(reason); expected for instance 0 Hz, 1..1000 Hz:31")
    }
    guard let colon = rest.lastIndex(of: ":"),
      let count = Int(rest[rest.index(after: colon)...].trimmed)
    else { throw failure("no number of frequencies behind a colon") }
    guard (2...10_000).contains(count) else {
      throw failure("\(count) frequencies; it takes 2 to 10000")
    }
    let last = rest[..<colon].trimmed
    let number = last.leadingNumber
    guard let a = Double(first.trimmed), let b = Double(number), a > 0, b > 0, a.isFinite,
      b.isFinite
    else { throw failure("no two numbers above zero, with the unit behind the second") }
    let unit = last.dropFirst(number.count).trimmed
    return (0..<count).map { k in
      let share = Double(k) / Double(count - 1)
      return "\(decimal(significantValue(geometric(from: a, to: b, at: share), 6))) \(unit)"
    }
  }

  /// A number of so many digits.
  private static func significantValue(_ value: Double, _ digits: Int) -> Double {
    Double(significant(value, digits)) ?? value
  }
}

extension StringProtocol {
  /// The number that a text begins with, as far as it is one: `1e3` of `1e3 Hz`; empty where there is none.
  var leadingNumber: SubSequence {
    let most = prefix { !$0.isWhitespace }
    let end = most.indices.reversed().first { Double(most[...$0]) != nil }
    return end.map { prefix(through: $0) } ?? prefix(0)
  }
}

extension Substring {
  /// Without blanks at its ends.
  fileprivate var trimmed: Substring {
    let start = drop { $0.isWhitespace }
    return start[
      ..<(start.lastIndex { !$0.isWhitespace }.map(start.index(after:)) ?? start.startIndex)]
  }
}
