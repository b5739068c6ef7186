internal import RallExperiment
internal import RallModel
internal import RallUnits

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// One value of an experiment and where it goes, from one number to another, evenly or evenly in its
/// logarithm: `stimuli[0].current_clamp.amplitude=0.1..1 nA:10`, `membrane[1].hh.gna=1..100 mS/cm2:9 log`.
public struct SweepAxis: Sendable, Hashable {
  /// The path of the value in the experiment.
  public let path: String
  /// As it was written; empty of a bare number.
  public let unit: String
  public let first: Double
  public let last: Double
  /// True where its logarithm is what goes evenly.
  public let isLogarithmic: Bool
  /// In that unit, both ends included; empty where the values are to be drawn.
  public let values: [Double]

  /// More points than this are a slip of the pen.
  private static let mostPoints = 100_000

  /// Reads `PATH=a..b UNIT:n`, with `log` behind the number where it is to go so.
  ///
  /// Where `isDrawn`, the values are drawn between the two: `PATH=a..b UNIT`, or with `:log`.
  public init(_ text: String, isDrawn: Bool = false) throws(Failure) {
    let example =
      "stimuli[0].current_clamp.amplitude=0.1..1 nA" + (isDrawn ? ", or with :log" : ":10")
    func failure(_ reason: String) -> Failure {
      .usage("--over \(text): \(reason); expected for instance \(example)")
    }
    guard let equals = text.firstIndex(of: "="), ExperimentPath(text[..<equals]) != nil else {
      throw failure("no path and =")
    }
    guard ExperimentPath(text[..<equals])?.steps.first != .key("output") else {
      throw failure("where the result goes is no value of the experiment")
    }
    let range = text[text.index(after: equals)...]
    let colon = range.lastIndex(of: ":")
    let words = colon.map { range[range.index(after: $0)...].split(separator: " ") } ?? []
    isLogarithmic = words.last == "log"
    let numbers = isLogarithmic ? words.dropLast() : words[...]
    var count = 0
    if isDrawn {
      guard numbers.isEmpty, colon == nil || isLogarithmic else {
        throw failure("a number of points, which --sample gives")
      }
    } else {
      guard numbers.count == 1, let number = Int(numbers[0]) else {
        throw failure("no number of points behind a colon")
      }
      count = number
      guard (2...Self.mostPoints).contains(count) else {
        throw failure("\(count) points; it takes 2 to \(Self.mostPoints)")
      }
    }
    let interval = range[..<(colon ?? range.endIndex)]
    guard let dots = interval.firstRange(of: "..") else { throw failure("no a..b") }
    let end = interval[dots.upperBound...].trimmed
    let number = end.prefix { !$0.isWhitespace }
    guard let a = Double(interval[..<dots.lowerBound].trimmed), let b = Double(number), a.isFinite,
      b.isFinite
    else { throw failure("no two numbers, with the unit behind the second") }
    guard a != b else {
      let told = isDrawn ? "one value" : "\(count) points at one value"
      throw failure("\(told), \(decimal(a)); it takes two ends that differ")
    }
    guard !isLogarithmic || (a > 0 && b > 0) else {
      throw failure("a logarithm of what is not above 0")
    }
    path = String(text[..<equals])
    unit = String(end.dropFirst(number.count).trimmed)
    (first, last) = (a, b)
    let isLogarithmic = isLogarithmic
    values = (0..<count).map {
      Self.value(at: Double($0) / Double(count - 1), from: a, to: b, isLogarithmic)
    }
  }

  /// The value at a share of the way from 0 to 1.
  func value(at share: Double) -> Double {
    Self.value(at: share, from: first, to: last, isLogarithmic)
  }

  private static func value(
    at share: Double, from a: Double, to b: Double, _ isLogarithmic: Bool
  ) -> Double {
    let value =
      isLogarithmic && share != 0 && share != 1
      ? geometric(from: a, to: b, at: share) : (1 - share) * a + share * b
    // As a user would write it, for so it is set.
    return Double(decimal(value)) ?? value
  }

  /// What the value is set to at a point, as a user would write it.
  func setting(_ value: Double) -> String {
    "\(path)=\(decimal(value))" + (unit.isEmpty ? "" : " \(unit)")
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    let start = drop { $0.isWhitespace }
    return start[
      ..<(start.lastIndex { !$0.isWhitespace }.map(start.index(after:)) ?? start.startIndex)]
  }
}
