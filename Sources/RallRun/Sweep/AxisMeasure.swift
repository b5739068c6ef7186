internal import RallExperiment
public import RallModel
internal import RallUnits

extension SweepAxis {
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
  ) throws(Failure) -> AxisReport {
    try checkAlone(among: settings)
    var report = AxisReport(axis: self)
    var firstFailure: Failure?
    for (number, value) in values.enumerated() {
      let outcome: RunReport
      do throws(Failure) {
        let preparation = try Preparation(file: file, settings: settings + [setting(value)])
        outcome = try preparation.measure(wanted: wanted, withMaps: false) { reached in
          // The whole way is that of all points, one behind the other.
          proceed(
            RunProgress(
              time: Double(number) * reached.duration + reached.time,
              duration: Double(values.count) * reached.duration, spikes: reached.spikes))
        }
      } catch {
        let error = error.placed(at: "--over \(path)", insteadOf: path)
        guard error.isOfThisPoint else { throw error }
        firstFailure = firstFailure ?? error
        report.points.append(
          AxisReport.Point(
            value: value, measures: [], failure: error.lines.joined(separator: "; ")))
        continue
      }
      guard outcome.status == .complete else {
        report.status = .interrupted
        return report
      }
      report.isExact = report.isExact && outcome.isExact
      report.points.append(AxisReport.Point(value: value, measures: outcome.measures))
    }
    if let firstFailure, report.points.allSatisfy({ $0.failure != nil }) { throw firstFailure }
    return report
  }
}

extension SweepAxis {
  /// What is swept is set by nothing else.
  func checkAlone(among settings: [String]) throws(Failure) {
    if let other = settings.first(where: { $0.prefix { $0 != "=" } == path[...] }) {
      throw .usage("--set \(other): --over sets it at every point")
    }
  }
}

extension Failure {
  /// True where another value of the sweep may do: of bad data, and of numbers that left all bounds.
  var isOfThisPoint: Bool { status == 65 || status == 70 }
}
