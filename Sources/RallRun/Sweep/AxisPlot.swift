internal import RallPlot

extension AxisReport {
  /// The measures' values against what was varied, as SVG: of several numbers those that are called
  /// `value` or, of features, `peak`, else those of one unit. More than a figure can tell apart are left
  /// out, which its title says, and a point without a number breaks its line.
  public var svg: String { svg(of: nil) }

  /// - Parameter quantity: what is drawn in place of that.
  private func svg(of quantity: String?) -> String {
    let (columns, titles, rows) = rows(with: [.value])
    let usual =
      quantity
      ?? ["value", "peak"].first { name in
        columns.contains { $0.quantity == name }
      }
    let fitting = columns.indices.filter { index in
      usual.map { columns[index].quantity == $0 } ?? (columns[index].unit == columns[0].unit)
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
  ///
  /// - Parameters:
  ///   - file: where to.
  ///   - quantity: what is drawn; nil draws what is usual.
  /// - Throws: wrong usage where no point has such a quantity.
  public func writePlot(to file: PlotFile, drawing quantity: String? = nil) throws(Failure) {
    if let quantity {
      var known: [String] = []
      for column in rows(with: [.value]).columns where !known.contains(column.quantity) {
        known.append(column.quantity)
      }
      guard known.contains(quantity) else {
        throw .usage(
          "--draw \(quantity): nothing is called so; expected one of \(known.joined(separator: ", "))"
        )
      }
    }
    try file.write(svg(of: quantity))
  }
}
