import RallJSON
import RallPlot

/// A case with what it found.
struct Judgement: Sendable {
  let about: any Case
  let findings: [Finding]
  let plots: [LogLogPlot]
  /// What kept the case from coming to an end, where something did.
  let failure: String?
  /// How long it took.
  let duration: Duration

  /// Hears a case; one that throws has failed.
  init(about: any Case) {
    let start = ContinuousClock.now
    var evidence = Evidence()
    var failure: String?
    do { evidence = try about.evidence() } catch { failure = "\(error)" }
    self.about = about
    findings = evidence.findings
    plots = evidence.plots
    self.failure = failure
    duration = ContinuousClock.now - start
  }

  /// How many findings hold.
  var passed: Int { findings.count(where: \.holds) }

  /// True where the case came to an end, found something, and all of it holds.
  var holds: Bool { failure == nil && !findings.isEmpty && passed == findings.count }

  /// `4 of 4 pass`, or what went wrong.
  var summary: String {
    failure.map { "FAIL: \($0)" } ?? "\(passed) of \(findings.count) pass"
  }

  /// As an object.
  var json: JSON {
    [
      "id": .string(about.id), "title": .string(about.title), "method": .string(about.method),
      "source": .string(about.source), "findings": .array(findings.map(\.json)),
      "failure": JSON(failure), "seconds": .number(duration / .seconds(1)), "pass": .bool(holds),
    ]
  }
}
