/// The findings of some cases as a table for a terminal.
struct TextTable {
  let judgements: [Judgement]

  /// One line a finding, under the case and its source.
  var text: String {
    let rows = judgements.flatMap(\.findings).map(Self.row)
    let heads = ["what", "reference", "ours", "error", "tolerance", ""]
    let widths = heads.indices.map { column in
      (rows + [heads]).map { $0[column].count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      // Words to the left, numbers to the right.
      let padded = zip(cells, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + space : space + cell.0
      }
      return "  " + padded.joined(separator: "  ")
    }
    var lines = [line(heads)]
    for judgement in judgements {
      lines += ["", "\(judgement.case.id) \(judgement.case.title)", "  \(judgement.case.source)"]
      lines += judgement.findings.map { line(Self.row($0)) }
      if let failure = judgement.failure { lines.append("  FAIL: \(failure)") }
    }
    return lines.joined(separator: "\n")
  }

  private static func row(_ finding: Finding) -> [String] {
    [
      finding.what, finding.reference, finding.ours, finding.error, finding.tolerance,
      finding.verdict,
    ]
  }
}
