internal import Foundation
internal import RallExperiment
public import RallModel
internal import RallUnits
internal import Synchronization

extension SweepAxis {
  /// Answers the measures of an experiment at every point.
  ///
  /// A point at which the experiment cannot be, or its numbers leave all bounds, is a row that says so;
  /// only where every point is such a one it is a failure, the first of them.
  ///
  /// - Parameters:
  ///   - file: the experiment.
  ///   - settings: values that stand in for the file's own at every point.
  ///   - threads: how many compute, each a whole point; the answers do not depend on it.
  ///   - wanted: which kinds of measures are asked for.
  ///   - proceed: is told how far all points have come together; false stops them.
  public func measure(
    file: String, settings: [String] = [], threads: Int = 1,
    wanted: @escaping @Sendable (Measure.Kind) -> Bool = { _ in true },
    proceed: (RunProgress) -> Bool = { _ in true }
  ) throws(Failure) -> AxisReport {
    try checkAlone(among: settings)
    let ways = Ways(count: values.count)
    let team = VariantTeam<PointAnswer>(
      threads: max(1, min(threads, values.count)), batchCount: 1
    ) { numbers, mayGoOn in
      numbers.map { number in
        let outcome: Result<RunReport, Failure>
        do throws(Failure) {
          let preparation = try Preparation(
            file: file, settings: settings + [setting(values[number])])
          outcome = .success(
            try preparation.measure(wanted: wanted, withMaps: false) { reached in
              ways.note(reached, of: number)
              return mayGoOn()
            })
        } catch {
          outcome = .failure(error.placed(at: "--over \(path)", insteadOf: path))
        }
        return PointAnswer(number: number, outcome: outcome)
      }
    }
    team.offer(values.indices)
    var outcomes = [Result<RunReport, Failure>?](repeating: nil, count: values.count)
    var isStopped = false
    while team.pending > 0, !isStopped {
      for answer in team.collect() {
        outcomes[answer.number] = answer.outcome
        if case .failure(let failure) = answer.outcome, !failure.isOfThisPoint { isStopped = true }
      }
      if let reached = ways.together { isStopped = !proceed(reached) || isStopped }
      if team.pending > 0 { Thread.sleep(forTimeInterval: teamPause) }
    }
    team.dismiss(stopping: isStopped)
    return try report(outcomes)
  }

  /// What was answered up to the first point that was not.
  private func report(_ outcomes: [Result<RunReport, Failure>?]) throws(Failure) -> AxisReport {
    let failures = outcomes.compactMap { outcome in
      if case .failure(let failure) = outcome { failure } else { nil }
    }
    if let failure = failures.first(where: { !$0.isOfThisPoint }) { throw failure }
    if failures.count == outcomes.count, let first = failures.first { throw first }
    var report = AxisReport(axis: self)
    for (value, outcome) in zip(values, outcomes) {
      switch outcome {
      case .failure(let failure):
        report.points.append(
          AxisReport.Point(
            value: value, measures: [], failure: failure.lines.joined(separator: "; ")))
      case .success(let found) where found.status == .complete:
        report.isExact = report.isExact && found.isExact
        report.points.append(AxisReport.Point(value: value, measures: found.measures))
      case .success, nil:
        report.status = .interrupted
        return report
      }
    }
    return report
  }
}

/// What a thread has to say of one point.
private struct PointAnswer: Sendable {
  let number: Int
  let outcome: Result<RunReport, Failure>
}

/// How far each of several runs has come.
///
/// A class, since the threads that run and whoever waits for them look at the same.
private final class Ways: Sendable {
  private let reached: Mutex<[RunProgress?]>

  init(count: Int) { reached = Mutex(Array(repeating: nil, count: count)) }

  func note(_ progress: RunProgress, of number: Int) {
    reached.withLock { $0[number] = progress }
  }

  /// The whole way is that of all runs, one behind the other; nil before the first one is on its way.
  var together: RunProgress? {
    let reached = reached.withLock { $0 }
    let known = reached.compactMap(\.self)
    guard let one = known.first else { return nil }
    return RunProgress(
      time: known.reduce(.zero) { $0 + $1.time }, duration: Double(reached.count) * one.duration,
      spikes: known.reduce(0) { $0 + $1.spikes })
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
