import RallMorphology
package import RallUnits

extension Inspection {
  /// A table for a person, and below it everything that was found, by line.
  public var text: String {
    var lines = ["\(file)   sha256 \(sha256)"]
    lines.append("\(counted(samples, "sample")), \(counted(roots, "root"))")
    if let shape = reading.shape {
      lines.append(soma(of: shape))
      lines += table(of: shape)
      lines.append("longest path from the soma or root: \(fixed(shape.longestPath.coherent)) um")
      lines.append(Self.constants)
    }
    if raw.length > .zero {
      lines.append(
        "before any soma rule: length \(fixed(raw.length.coherent)) um, "
          + "area \(fixed(raw.area.coherent)) um2")
    }
    lines += diagnostics.map { diagnostic in
      "\(file):\(diagnostic.line.map { "\($0):" } ?? "") \(diagnostic.severity.rawValue): "
        + "\(diagnostic.message) [\(diagnostic.code.rawValue)]"
    }
    lines.append(isSimulatable ? "can be simulated" : "cannot be simulated")
    return lines.joined(separator: "\n")
  }

  private func soma(of shape: Morphology) -> String {
    let soma = shape.soma
    guard soma.rule != .none else { return "soma: none, and none is made up" }
    let (count, length) = reading.droppedEdges
    let edges =
      count == 0
      ? "" : "; \(counted(count, "edge")) to neurites left out, \(fixed(length)) um"
    return "soma: \(soma.rule.rawValue), \(counted(soma.samples, "sample")), "
      + "area \(fixed(soma.area.coherent)) um2" + edges
  }

  private func table(of shape: Morphology) -> [String] {
    var rows = [
      [
        "", "type", "sections", "samples", "length um", "area um2", "volume um3", "diameter um",
        "tips", "forks", "lambda um",
      ]
    ]
    for kind in kinds {
      rows.append(
        row(
          Section.name(ofType: kind.type), type: "\(kind.type)", kind.totals, samples: kind.samples,
          tips: kind.tips, forks: kind.forks))
    }
    if kinds.count > 1 {
      rows.append(
        row(
          "neurites", type: "", shape.neuriteTotals,
          samples: kinds.reduce(0) { $0 + $1.samples }, tips: shape.tips.count,
          forks: shape.forks.count))
    }
    return kinds.isEmpty ? [] : aligned(rows)
  }

  private func row(
    _ name: String, type: String, _ totals: Totals, samples: Int, tips: Int, forks: Int
  ) -> [String] {
    let diameter = totals.meanDiameter
    return [
      name, type, "\(totals.sections)", "\(samples)", fixed(totals.length.coherent),
      fixed(totals.area.coherent), fixed(totals.volume.coherent), fixed(diameter.coherent, 3),
      "\(tips)", "\(forks)", fixed(Self.lengthConstant(ofDiameter: diameter).coherent, 1),
    ]
  }

  private static let axoplasm = 150.ohm * .cm
  private static let leak = 0.05.mS / .cm2

  private static let constants =
    "diameter: the mean over the path; lambda: the length constant of an endless cylinder of that "
    + "diameter with 20000 ohm cm2 and 150 ohm cm"

  /// λ = √(d / 4 g Ra) of an endless cylinder.
  package static func lengthConstant(ofDiameter diameter: Length) -> Length {
    Length(
      coherent: (diameter.coherent / (4 * leak.coherent * axoplasm.coherent)).squareRoot())
  }
}

/// Columns of one width, the first to the left and the others to the right.
private func aligned(_ rows: [[String]]) -> [String] {
  let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max()! }
  return rows.map { row in
    zip(row, widths).enumerated().map { column, cell in
      let space = String(repeating: " ", count: cell.1 - cell.0.count)
      return column == 0 ? cell.0 + space : space + cell.0
    }.joined(separator: "  ")
  }
}

/// A number with a fixed count of decimals.
private func fixed(_ value: Double, _ decimals: Int = 2) -> String {
  guard value.magnitude < 1e12 else { return "\(value)" }
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let whole = Int((value.magnitude * scale).rounded())
  let digits = "\(whole)"
  let padded = String(repeating: "0", count: max(decimals + 1 - digits.count, 0)) + digits
  return (value < 0 && whole > 0 ? "-" : "") + padded.dropLast(decimals) + "."
    + padded.suffix(decimals)
}
