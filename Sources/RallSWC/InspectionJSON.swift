internal import RallJSON
import RallMorphology
import RallUnits

extension Inspection {
  /// One object, in µm, µm² and µm³; its keys are stable.
  ///
  /// A file of which nothing could be made gives its name and its diagnostics only.
  public var json: String {
    let found = JSON.array(diagnostics.map(\.json))
    guard let shape = reading.shape else {
      let rejected: JSON = ["file": .string(file), "diagnostics": found]
      return rejected.description
    }
    let soma: JSON = [
      "rule": .string(shape.soma.rule.rawValue),
      "samples": .integer(shape.soma.samples),
      "area": .number(shape.soma.area.value(in: .um2)),
    ]
    let types = kinds.map { kind in
      JSON.Member(
        key: Section.name(ofType: kind.type),
        value: .object(
          [.init(key: "type", value: .integer(kind.type))]
            + kind.totals.members(samples: kind.samples)))
    }
    let object: JSON = [
      "file": .string(file),
      "sha256": .string(sha256),
      "simulatable": .bool(isSimulatable),
      "samples": .integer(samples),
      "roots": .integer(roots),
      "forks": .integer(shape.forks.count),
      "tips": .integer(shape.tips.count),
      "longestPath": .number(shape.longestPath.value(in: .um)),
      "soma": soma,
      "neurites": .object(shape.neuriteTotals.members()),
      "types": .object(types),
      "raw": [
        "length": .number(raw.length.value(in: .um)), "area": .number(raw.area.value(in: .um2)),
      ],
      "diagnostics": found,
    ]
    return object.description
  }
}

extension Totals {
  fileprivate func members(samples: Int? = nil) -> [JSON.Member] {
    var members = [JSON.Member(key: "sections", value: .integer(sections))]
    if let samples { members.append(.init(key: "samples", value: .integer(samples))) }
    return members + [
      .init(key: "length", value: .number(length.value(in: .um))),
      .init(key: "area", value: .number(area.value(in: .um2))),
      .init(key: "volume", value: .number(volume.value(in: .um3))),
    ]
  }
}

extension Diagnostic {
  fileprivate var json: JSON {
    [
      "severity": .string(severity.rawValue), "code": .string(code.rawValue),
      "line": line.map { .integer($0) } ?? .null, "message": .string(message),
    ]
  }
}
