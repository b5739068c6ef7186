/// What was found wrong so far.
struct Diagnostics: Sendable {
  private(set) var found: [ExperimentDiagnostic] = []
  private var omitted = 0

  /// True where nothing was found.
  var isEmpty: Bool { found.isEmpty }

  /// The message is made only where it will be told.
  mutating func report(
    _ place: ExperimentPlace, _ message: @autoclosure () -> String,
    kind: ExperimentDiagnostic.Kind = .invalid
  ) {
    if found.count < Limits.diagnostics {
      found.append(ExperimentDiagnostic(place: place, kind: kind, message: message()))
    } else {
      omitted += 1
    }
  }

  /// What was found, what was expected, and the nearest valid name.
  mutating func report(
    _ place: ExperimentPlace, found: String, expected: String,
    nearest: @autoclosure () -> String? = nil
  ) {
    report(
      place, "\(found); expected \(expected)" + (nearest().map { "; did you mean \($0)?" } ?? ""))
  }

  /// All of it in the order of the file, settings last.
  var errors: ExperimentErrors {
    let ordered = found.enumerated().sorted { a, b in
      (a.element.line ?? .max, a.element.column ?? .max, a.offset)
        < (b.element.line ?? .max, b.element.column ?? .max, b.offset)
    }
    return ExperimentErrors(ordered.map(\.element), omitted: omitted)
  }
}
