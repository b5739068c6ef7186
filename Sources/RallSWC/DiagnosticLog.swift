/// What is found while a file is read.
///
/// Of errors a hundred are kept and the rest counted. Of warnings one is kept for each code, that of
/// the first line, with the number of lines that it stands for.
struct DiagnosticLog {
  private static let limit = 100

  private var errors: [Diagnostic] = []
  private var uncounted = 0
  private var warnings: [(first: Diagnostic, count: Int)] = []
  private var places: [Diagnostic.Code: Int] = [:]

  var hasErrors: Bool { !errors.isEmpty }

  mutating func error(_ code: Diagnostic.Code, line: Int?, _ message: @autoclosure () -> String) {
    if errors.count < Self.limit {
      errors.append(Diagnostic(.error, code, line: line, message()))
    } else {
      uncounted += 1
    }
  }

  mutating func warning(_ code: Diagnostic.Code, line: Int?, _ message: @autoclosure () -> String) {
    if let place = places[code] {
      warnings[place].count += 1
      if let line, line < warnings[place].first.line ?? 0 {
        warnings[place].first = Diagnostic(.warning, code, line: line, message())
      }
    } else {
      places[code] = warnings.count
      warnings.append((Diagnostic(.warning, code, line: line, message()), 1))
    }
  }

  /// Errors in the order of lines, then warnings in the order of lines.
  var diagnostics: [Diagnostic] {
    var all = Self.sorted(errors)
    if uncounted > 0 {
      all.append(
        Diagnostic(.error, .moreErrors, line: nil, "\(counted(uncounted, "more error")) not shown"))
    }
    return all
      + Self.sorted(
        warnings.map { first, count in
          var diagnostic = first
          if count > 1 { diagnostic.message += " (the first of \(count))" }
          return diagnostic
        })
  }

  private static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.enumerated()
      .sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }
      .map(\.element)
  }
}
