internal import RallExperiment
public import RallModel
internal import RallUnits

/// One value of an experiment, at so many places evenly from one to another:
/// `stimuli[0].current_clamp.amplitude=0.1..1 nA:10`.
public struct Sweep: Sendable, Hashable {
  /// The path of the value in the experiment.
  public let path: String
  /// As it was written; empty of a bare number.
  public let unit: String
  /// In that unit.
  public let values: [Double]

  /// More points than this are a slip of the pen.
  private static let mostPoints = 100_000

  /// Reads `PATH=a..b UNIT:n`.
  public init(_ text: String) throws(Failure) {
    func failure(_ reason: String) -> Failure {
      .usage(
        "--over \(text): \(reason); expected for instance "
          + "stimuli[0].current_clamp.amplitude=0.1..1 nA:10")
    }
    guard let equals = text.firstIndex(of: "="), ExperimentPath(text[..<equals]) != nil else {
      throw failure("no path and =")
    }
    let range = text[text.index(after: equals)...]
    guard let colon = range.lastIndex(of: ":"),
      let count = Int(range[range.index(after: colon)...].trimmed)
    else { throw failure("no number of points behind a colon") }
    guard (2...Self.mostPoints).contains(count) else {
      throw failure("\(count) points; it takes 2 to \(Self.mostPoints)")
    }
    guard let dots = range[..<colon].firstRange(of: "..") else { throw failure("no a..b") }
    let last = range[dots.upperBound..<colon].trimmed
    let number = last.prefix { !$0.isWhitespace }
    guard let a = Double(range[..<dots.lowerBound].trimmed), let b = Double(number), a.isFinite,
      b.isFinite
    else { throw failure("no two numbers, with the unit behind the second") }
    guard a != b else {
      throw failure("\(count) points at one value, \(decimal(a)); it takes two ends that differ")
    }
    path = String(text[..<equals])
    unit = String(last.dropFirst(number.count).trimmed)
    values = (0..<count).map { k in
      let share = Double(k) / Double(count - 1)
      let value = (1 - share) * a + share * b
      // As a user would write it, for so it is set.
      return Double(decimal(value)) ?? value
    }
  }

  /// What the value is set to at a point, as a user would write it.
  func setting(_ value: Double) -> String {
    "\(path)=\(decimal(value))" + (unit.isEmpty ? "" : " \(unit)")
  }
}

extension Sweep {
  /// Answers the measures of an experiment at every point.
  ///
  /// A point at which the experiment cannot be, or its numbers leave all bounds, is a row that says so;
  /// only where every point is such a one it is a failure, the first of them.
  ///
  /// The values of `settings` stand in for the file's own at every point; `wanted` says which kinds are
  /// asked for.
  public func measure(
    file: String, settings: [String] = [], wanted: (Measure.Kind) -> Bool = { _ in true },
    proceed: (RunProgress) -> Bool = { _ in true }
  ) throws(Failure) -> SweepReport {
    var report = SweepReport(sweep: self)
    var firstFailure: Failure?
    for (number, value) in values.enumerated() {
      let outcome: RunReport
      do throws(Failure) {
        let preparation = try Preparation(file: file, settings: settings + [setting(value)])
        outcome = try preparation.measure(wanted: wanted) { reached in
          // The whole way is that of all points, one behind the other.
          proceed(
            RunProgress(
              time: Double(number) * reached.duration + reached.time,
              duration: Double(values.count) * reached.duration, spikes: reached.spikes))
        }
      } catch {
        guard error.isOfThisPoint else { throw error }
        firstFailure = firstFailure ?? error
        report.points.append(
          SweepReport.Point(
            value: value, measures: [], failure: error.lines.joined(separator: "; ")))
        continue
      }
      guard outcome.status == .complete else {
        report.status = .interrupted
        return report
      }
      report.isExact = report.isExact && outcome.isExact
      report.points.append(SweepReport.Point(value: value, measures: outcome.measures))
    }
    if let firstFailure, report.points.allSatisfy({ $0.failure != nil }) { throw firstFailure }
    return report
  }
}

extension Failure {
  /// True where another value of the sweep may do: of bad data, and of numbers that left all bounds.
  fileprivate var isOfThisPoint: Bool { status == 65 || status == 70 }
}

extension Substring {
  fileprivate var trimmed: Substring {
    let start = drop { $0.isWhitespace }
    return start[
      ..<(start.lastIndex { !$0.isWhitespace }.map(start.index(after:)) ?? start.startIndex)]
  }
}
