import RallMorphology
import RallUnits

extension Inspection {
  /// One object, in µm, µm² and µm³; its keys are stable.
  ///
  /// A file of which nothing could be made gives its name and its diagnostics only.
  public var json: String { value.description }

  package var value: JSON {
    let found = ("diagnostics", JSON.array(diagnostics.map(\.json)))
    guard let shape = reading.shape else { return .object([("file", .string(file)), found]) }
    return .object([
      ("file", .string(file)),
      ("sha256", .string(sha256)),
      ("simulatable", .bool(isSimulatable)),
      ("samples", .integer(samples)),
      ("roots", .integer(roots)),
      ("forks", .integer(shape.forks.count)),
      ("tips", .integer(shape.tips.count)),
      ("longestPath", .number(shape.longestPath.value(in: .um))),
      (
        "soma",
        .object([
          ("rule", .string(shape.soma.rule.rawValue)),
          ("samples", .integer(shape.soma.samples)),
          ("area", .number(shape.soma.area.value(in: .um2))),
        ])
      ),
      ("neurites", .object(shape.neuriteTotals.members())),
      (
        "types",
        .object(
          kinds.map { kind in
            (
              Section.name(ofType: kind.type),
              .object(
                [("type", .integer(kind.type))] + kind.totals.members(samples: kind.samples))
            )
          })
      ),
      (
        "raw",
        .object([
          ("length", .number(raw.length.value(in: .um))),
          ("area", .number(raw.area.value(in: .um2))),
        ])
      ),
      found,
    ])
  }
}

extension Totals {
  fileprivate func members(samples: Int? = nil) -> [(String, JSON)] {
    [("sections", .integer(sections))] + (samples.map { [("samples", .integer($0))] } ?? []) + [
      ("length", .number(length.value(in: .um))),
      ("area", .number(area.value(in: .um2))),
      ("volume", .number(volume.value(in: .um3))),
    ]
  }
}

extension Diagnostic {
  fileprivate var json: JSON {
    .object([
      ("severity", .string(severity.rawValue)),
      ("code", .string(code.rawValue)),
      ("line", line.map { .integer($0) } ?? .null),
      ("message", .string(message)),
    ])
  }
}
