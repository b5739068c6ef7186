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
    let names = namePlaces(x, y)
    let body = grid(x, y) + lines.indices.map { mark(lines[$0], number: $0, x, y, name: names[$0]) }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(Self.size.width)) \
      \(number(Self.size.height))" role="img" aria-label="\(Self.escaped(title))">
      \(Self.style)
      \(text(Self.frame.left, 24, title, "title"))
      \(body.joined(separator: "\n"))
      </svg>

      """
  }

  /// Each line has a mark of its own beside its colour, for who does not see all colours.
  private static let style = """
    <style>
      text { font: 13px system-ui, sans-serif; fill: #24292f }
      .title { font-weight: 600; font-size: 15px }
      .grid { stroke: #8c959f; stroke-opacity: .35 }
      .line { fill: none; stroke-width: 2 }
      .s0 { color: #0072b2 } .s1 { color: #009e73 } .s2 { color: #56748c }
      .s3 { color: #d55e00 } .s4 { color: #b5568f } .s5 { color: #997700 }
      .s6 { color: #7b5bd6 } .s7 { color: #a33b3b } .s8 { color: #3c7d3c }
      .line, .mark { stroke: currentColor } .mark, .name { fill: currentColor }
      @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3 }
        .s0 { color: #56b4e9 } .s1 { color: #2fd6a4 } .s2 { color: #a9bccb }
        .s3 { color: #ff8c42 } .s4 { color: #e9a6cb } .s5 { color: #e6c84f }
        .s6 { color: #b9a6f2 } .s7 { color: #f09a9a } .s8 { color: #9fd59f }
      }
    </style>
    """

  private func grid(_ x: Axis, _ y: Axis) -> [String] {
    let frame = Self.frame
    var parts: [String] = []
    for decade in x.decades {
      let place = across(decade, x)
      parts.append(stroke(place, frame.top, place, frame.bottom))
      parts.append(power(place, frame.bottom + 20, decade, anchor: "middle"))
    }
    for decade in y.decades {
      let place = up(decade, y)
      parts.append(stroke(frame.left, place, frame.right, place))
      parts.append(power(frame.left - 8, place + 4, decade, anchor: "end"))
    }
    let middle = (frame.left + frame.right) / 2
    parts.append(text(middle, frame.bottom + 44, xLabel, anchor: "middle"))
    let height = (frame.top + frame.bottom) / 2
    parts.append(
      "<text transform=\"translate(20 \(number(height))) rotate(-90)\" text-anchor=\"middle\">"
        + "\(Self.escaped(yLabel))</text>")
    return parts
  }

  /// The height of each line's name: that of its last point, moved where two would lie on each other.
  private func namePlaces(_ x: Axis, _ y: Axis) -> [Double] {
    let ends = lines.map { line in line.points.max { $0.x < $1.x }.map { up(log10($0.y), y) } ?? 0 }
    var places = ends
    let order = lines.indices.sorted { ends[$0] < ends[$1] }
    for (above, below) in zip(order, order.dropFirst()) {
      places[below] = max(places[below], places[above] + 17)
    }
    return places
  }

  private func mark(
    _ line: Line, number index: Int, _ x: Axis, _ y: Axis, name: Double
  ) -> String {
    let points = line.points.map { (across(log10($0.x), x), up(log10($0.y), y)) }
    let path = points.map { "\(number($0.0)),\(number($0.1))" }.joined(separator: " ")
    let marks = points.map { Self.shape(index, number($0.0), number($0.1)) }.joined()
    let end = points.max { $0.0 < $1.0 } ?? (0, 0)
    return """
      <g class="s\(index)"><polyline class="line" points="\(path)"/>\(marks)\
      \(text(max(end.0, Self.frame.right) + 10, name + 4, line.name, "name"))</g>
      """
  }

  /// A disc, a square, a diamond, a triangle up, one down, a bar.
  private static func shape(_ index: Int, _ x: String, _ y: String) -> String {
    let outlines = [
      "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z", "M-4,-4h8v8h-8z", "M0,-5L5,0L0,5L-5,0z",
      "M0,-5L5,4L-5,4z", "M0,5L5,-4L-5,-4z", "M-5,-2h10v4h-10z", "M-2,-5h4v10h-4z",
      "M-5,0L4,-5L4,5z", "M5,0L-4,-5L-4,5z",
    ]
    precondition(index < outlines.count, "more lines than a figure can tell apart")
    return "<path class=\"mark\" transform=\"translate(\(x) \(y))\" d=\"\(outlines[index])\"/>"
  }

  /// The powers of ten that some values lie between.
  private struct Axis {
    let low: Double
    let high: Double

    init(_ values: [Double]) {
      low = (values.map { log10($0) }.min() ?? 0).rounded(.down)
      high = max(low + 1, (values.map { log10($0) }.max() ?? 1).rounded(.up))
    }

    /// Every power, or every second where there are many.
    var decades: [Double] {
      Array(stride(from: low, through: high, by: high - low > 8 ? 2 : 1))
    }

    func share(_ power: Double) -> Double { (power - low) / (high - low) }
  }

  private func across(_ power: Double, _ x: Axis) -> Double {
    Self.frame.left + x.share(power) * (Self.frame.right - Self.frame.left)
  }

  private func up(_ power: Double, _ y: Axis) -> Double {
    Self.frame.bottom - y.share(power) * (Self.frame.bottom - Self.frame.top)
  }

  private func stroke(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
    "<path class=\"grid\" d=\"M\(number(x1)),\(number(y1))L\(number(x2)),\(number(y2))\"/>"
  }

  private func power(_ x: Double, _ y: Double, _ exponent: Double, anchor: String) -> String {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">10<tspan dy=\"-5\" "
      + "font-size=\"10\">\(exponent < 0 ? "−" : "")\(Int(abs(exponent)))</tspan></text>"
  }

  private func text(
    _ x: Double, _ y: Double, _ words: String, _ style: String = "", anchor: String = "start"
  ) -> String {
    "<text class=\"\(style)\" x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">"
      + "\(Self.escaped(words))</text>"
  }

  private func number(_ value: Double) -> String { String(format: "%.1f", value) }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: "\"", with: "&quot;")
  }
}
