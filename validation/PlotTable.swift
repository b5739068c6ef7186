import RallPlot
import RallUnits

extension LogLogPlot {
  /// The same numbers as a Markdown table, a row for each step.
  var table: String {
    let steps = Set(lines.flatMap { $0.points.map(\.x) }).sorted(by: >)
    let rows = steps.map { step in
      [decimal(step)]
        + lines.map { line in
          line.points.first { $0.x == step }.map { Tolerance.short($0.y) } ?? ""
        }
    }
    let heads = [xLabel] + lines.map(\.name)
    return ([heads, heads.map { _ in "---" }] + rows)
      .map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }
}
