/// The findings of some cases as tables for a terminal.
struct TextTable {
  let judgements: [Judgement]

  /// A table a case, under what it is and where its numbers come from.
  var text: String { judgements.map(Self.text).joined(separator: "\n\n") }

  private static func text(of judgement: Judgement) -> String {
    let about = judgement.about
    let rows =
      [["what", "reference", "ours", "error", "tolerance", ""]] + judgement.findings.map(row)
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      // Words to the left, numbers to the right.
      let padded = zip(cells, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + space : space + cell.0
      }
      return "  " + padded.joined(separator: "  ")
    }
    let heads = [
      "\(about.id)  \(about.title)", "  ours: \(about.method)", "  reference: \(about.source)",
    ]
    let failure = judgement.failure.map { ["  FAIL: \($0)"] } ?? []
    return (heads + rows.map(line) + failure).joined(separator: "\n")
  }

  private static func row(_ finding: Finding) -> [String] {
    [
      finding.what, finding.reference, finding.ours, finding.error, finding.tolerance,
      finding.verdict,
    ]
  }
}
