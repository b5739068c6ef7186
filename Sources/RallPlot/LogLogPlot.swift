internal import Foundation

/// A figure of errors against steps on two logarithmic axes, as SVG that reads in light and in dark.
package struct LogLogPlot: Sendable {
  /// The name of the file, without its ending.
  package let name: String
  package let title: String
  package let xLabel: String
  package let yLabel: String
  package let lines: [Line]

  package init(name: String, title: String, xLabel: String, yLabel: String, lines: [Line]) {
    self.name = name
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.lines = lines
  }

  /// Points joined by a line, with what they are.
  package struct Line: Sendable {
    package let name: String
    package let points: [(x: Double, y: Double)]

    package init(name: String, points: [(x: Double, y: Double)]) {
      self.name = name
      self.points = points
    }

    /// Values above zero, one y for each x.
    package init(name: String, x: [Double], y: [Double]) {
      self.name = name
      points = Array(zip(x, y))
    }
  }

  private static let size = (width: 680.0, height: 420.0)
  /// Where the axes stand; on the right there is room for the names of the lines.
  private static let frame = (left: 74.0, right: 430.0, top: 46.0, bottom: 366.0)

  /// The figure, a whole SVG document.
  package var svg: String {
    let points = lines.flatMap(\.points)
    let (x, y) = (Axis(points.map(\.x)), Axis(points.map(\.y)))
    let names = Drawing.spread(
      lines.map { line in line.points.max { $0.x < $1.x }.map { up(log10($0.y), y) } ?? 0 },
      above: Self.frame.bottom)
    return Drawing.document(
      grid(x, y) + lines.indices.map { mark(lines[$0], number: $0, x, y, name: names[$0]) },
      title: title,
      width: Drawing.width(
        of: lines.map(\.name), from: Self.frame.right + 10, atLeast: Self.size.width),
      height: Self.size.height, left: Self.frame.left)
  }

  private func grid(_ x: Axis, _ y: Axis) -> [String] {
    let frame = Self.frame
    var parts: [String] = []
    for decade in x.decades {
      let place = across(decade, x)
      parts.append(Drawing.gridLine(place, frame.top, place, frame.bottom))
      parts.append(power(place, frame.bottom + 20, decade, anchor: "middle"))
    }
    for decade in y.decades {
      let place = up(decade, y)
      parts.append(Drawing.gridLine(frame.left, place, frame.right, place))
      parts.append(power(frame.left - 8, place + 4, decade, anchor: "end"))
    }
    let middle = (frame.left + frame.right) / 2
    parts.append(Drawing.text(middle, frame.bottom + 44, xLabel, anchor: "middle"))
    let height = (frame.top + frame.bottom) / 2
    return parts + [Drawing.upright(20, height, yLabel)]
  }

  private func mark(
    _ line: Line, number index: Int, _ x: Axis, _ y: Axis, name: Double
  ) -> String {
    let points = line.points.map { (across(log10($0.x), x), up(log10($0.y), y)) }
    let path = points.map { "\(Drawing.number($0.0)),\(Drawing.number($0.1))" }
      .joined(separator: " ")
    let marks = points.map { Drawing.mark(index, $0.0, $0.1) }.joined()
    let end = points.max { $0.0 < $1.0 } ?? (0, 0)
    return """
      <g class="s\(index)"><polyline class="line" points="\(path)"/>\(marks)\
      \(Drawing.text(max(end.0, Self.frame.right) + 10, name + 4, line.name, "name"))</g>
      """
  }

  /// The powers of ten that some values lie between.
  private struct Axis {
    let low: Double
    let high: Double

    init(_ values: [Double]) {
      low = (values.map { log10($0) }.min() ?? 0).rounded(.down)
      high = max(low + 1, (values.map { log10($0) }.max() ?? 1).rounded(.up))
    }

    /// Every power, or every second and so on where there are many.
    var decades: [Double] {
      Array(stride(from: low, through: high, by: max(1, ((high - low) / 8).rounded(.up))))
    }

    func share(_ power: Double) -> Double { (power - low) / (high - low) }
  }

  private func across(_ power: Double, _ x: Axis) -> Double {
    Self.frame.left + x.share(power) * (Self.frame.right - Self.frame.left)
  }

  private func up(_ power: Double, _ y: Axis) -> Double {
    Self.frame.bottom - y.share(power) * (Self.frame.bottom - Self.frame.top)
  }

  private func power(_ x: Double, _ y: Double, _ exponent: Double, anchor: String) -> String {
    "<text x=\"\(Drawing.number(x))\" y=\"\(Drawing.number(y))\" text-anchor=\"\(anchor)\">10<tspan dy=\"-5\" "
      + "font-size=\"10\">\(exponent < 0 ? "−" : "")\(Int(abs(exponent)))</tspan></text>"
  }
}
