import RallJSON

/// One number, or one word, beside what it should be.
struct Finding: Sendable {
  let what: String
  let outcome: Outcome

  /// What was found and what should have been.
  enum Outcome: Sendable {
    case number(Double, reference: Double, unit: String, within: Tolerance)
    case word(String, expected: String, holds: Bool)
  }

  /// True where the claim holds; never for a number that is none.
  var holds: Bool {
    switch outcome {
    case .number(let ours, let reference, _, let tolerance):
      tolerance.error(of: ours, from: reference) <= tolerance.bound
    case .word(_, _, let holds): holds
    }
  }

  /// `pass` or `FAIL`.
  var verdict: String { holds ? "pass" : "FAIL" }

  /// What the reference says, as it is printed.
  var reference: String {
    switch outcome {
    case .number(_, let reference, let unit, let tolerance):
      with(unit, tolerance.print(reference, beside: reference))
    case .word(_, let expected, _): expected
    }
  }

  /// What the engine says, as it is printed.
  var ours: String {
    switch outcome {
    case .number(let ours, let reference, let unit, let tolerance):
      with(unit, tolerance.print(ours, beside: reference))
    case .word(let found, _, _): found
    }
  }

  /// How far they are apart; nothing for words.
  var error: String {
    guard case .number(let ours, let reference, let unit, let tolerance) = outcome else {
      return ""
    }
    let error = Tolerance.short(tolerance.error(of: ours, from: reference))
    return tolerance.isRelative ? error : with(unit, error)
  }

  /// How far they may be apart; nothing for words.
  var tolerance: String {
    guard case .number(_, _, let unit, let tolerance) = outcome else { return "" }
    let bound = Tolerance.short(tolerance.bound)
    return tolerance.isRelative ? bound : with(unit, bound)
  }

  private func with(_ unit: String, _ number: String) -> String {
    unit.isEmpty ? number : "\(number) \(unit)"
  }

  /// As an object whose numbers are not rounded.
  var json: JSON {
    switch outcome {
    case .number(let ours, let reference, let unit, let tolerance):
      [
        "what": .string(what), "reference": .number(reference), "ours": .number(ours),
        "unit": .string(unit), "error": .number(tolerance.error(of: ours, from: reference)),
        "tolerance": .number(tolerance.bound), "relative": .bool(tolerance.isRelative),
        "pass": .bool(holds),
      ]
    case .word(let found, let expected, _):
      [
        "what": .string(what), "reference": .string(expected), "ours": .string(found),
        "pass": .bool(holds),
      ]
    }
  }
}
