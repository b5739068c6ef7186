internal import RallPlot

extension AxisReport {
  /// The measures' values against what was varied, as SVG: of several numbers those that are called
  /// `value`, else those of one unit. More than a figure can tell apart are left out, which its title says, and a point
  /// without a number breaks its line.
  public var svg: String {
    let (columns, titles, rows) = rows(with: [.value])
    let isPlain = columns.contains { $0.quantity == "value" }
    let fitting = columns.indices.filter { index in
      isPlain ? columns[index].quantity == "value" : columns[index].unit == columns[0].unit
    }
    let chosen = fitting.prefix(LinearPlot.mostLines)
    let part = fitting.count > chosen.count ? ", \(chosen.count) of \(fitting.count)" : ""
    // Of several numbers the measures that they are of.
    var measures: [String] = []
    for index in chosen where !measures.contains(columns[index].measure) {
      measures.append(columns[index].measure)
    }
    let what = chosen.count == 1 ? titles[chosen[0]] : measures.joined(separator: ", ")
    let unit = chosen.first.map { columns[$0].unit } ?? ""
    return LinearPlot(
      title: what.isEmpty ? axis.path : "\(what) against \(axis.path)\(part)",
      xLabel: title, yLabel: unit, x: points.map(\.value),
      lines: chosen.map { index in
        LinearPlot.Line(name: titles[index], y: rows.map { $0[index] })
      }
    ).svg
  }

  /// Writes the figure.
  public func writePlot(to file: PlotFile) throws(Failure) { try file.write(svg) }
}
