public import RallJSON
internal import RallModel
internal import RallUnits

extension Convergence {
  /// A table for a person.
  public var text: String {
    var rows = [
      ["", "value", "time error", "order", isLumped ? "mesh moves" : "mesh error", "order"]
    ]
    rows += moved.map { one in
      let digits = max(3, min(9, digits(of: one)))
      let unit = " \(one.unit)"
      return [
        one.label, significant(one.value, digits) + unit,
        significant(one.time.error, 2) + unit, order(one.time),
        significant(one.mesh.error, 2) + unit, order(one.mesh),
      ]
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = rows.map { row in
      zip(row, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + space : space + cell.0
      }.joined(separator: "  ")
    }
    lines += remarks.map { "undecided: \($0)" }
    lines += unseen.map { "not looked at: \($0)" }
    if isLumped {
      lines.append(
        "the mesh of a lumped model is part of it: cut finer it is another model, and what it moves by "
          + "is no error")
    }
    lines.append(verdict)
    return lines.joined(separator: "\n")
  }

  /// What to do, in words.
  private var verdict: String {
    if isExact {
      return
        "exact: the cell is solved in closed form, and neither step nor compartments make an error"
    }
    let share = significant(tolerance, 2)
    let what = "\(share) (\(share) ms, \(significant(100 * tolerance, 2)) mV, \(share) of the rest)"
    let asIs = "step \(step), \(Self.written(division)), \(counted(compartments, "compartment"))"
    let advice =
      "step: \(recommendedStep)"
      + (isLumped ? " on the same mesh" : ", \(Self.written(recommendedDivision))")
    return isWithin
      ? "as it is (\(asIs)) it keeps \(what); so does \(advice)"
      : "as it is (\(asIs)) it does not keep \(what); \(advice) should"
  }

  /// As many digits as the error leaves, and two more.
  private func digits(of one: Moved) -> Int {
    let error = max(one.time.error, isLumped ? 0 : one.mesh.error)
    guard error > 0, one.value != 0 else { return 7 }
    return abs(one.value).decade - error.decade + 2
  }

  private func order(_ refinement: Refinement) -> String {
    refinement.order.map { significant($0, 3) } ?? "-"
  }

  /// A division as an experiment writes it.
  static func written(_ division: Division) -> String {
    switch division {
    case .longest(let length): "compartments: { longest: \(length) }"
    case .lambdaFraction(let share, let frequency):
      "compartments: { lambda_fraction: \(decimal(share)), frequency: \(frequency) }"
    case .perSection(let count): "compartments: { per_section: \(count) }"
    }
  }

  /// One object with stable keys.
  public var json: JSON {
    [
      "tolerance": .number(tolerance), "exact": .bool(isExact),
      "step": .number(step.value(in: .ms)),
      "compartments": .integer(compartments), "lumped": .bool(isLumped),
      "moved": .array(
        moved.map { one in
          [
            "name": .string(one.name), "quantity": .string(one.quantity),
            "at": .string(one.place), "unit": .string(one.unit), "value": .number(one.value),
            "time": one.time.json, "mesh": one.mesh.json,
          ]
        }),
      "undecided": .array(remarks.map { .string($0) }),
      "unseen": .array(unseen.map { .string($0) }), "within": .bool(isWithin),
      "recommended": isExact
        ? .null
        : [
          "step": .number(recommendedStep.value(in: .ms)),
          "stepFactor": .number(stepFactor), "pieceFactor": .number(pieceFactor),
          "compartments": .string(Self.written(recommendedDivision)),
        ],
    ]
  }
}

extension Convergence.Moved {
  /// `spikes soma first spike`.
  var label: String {
    [name, place, quantity == "value" ? "" : quantity].filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}

extension Refinement {
  fileprivate var json: JSON {
    [
      "values": .array(values.map { .number($0) }), "order": JSON(order), "error": .number(error),
    ]
  }
}
