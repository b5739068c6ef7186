internal import Foundation

/// The pieces that figures are drawn from, as SVG that reads in light and in dark.
enum Drawing {
  /// Each line has a mark of its own beside its colour, for who does not see all colours.
  static let style = """
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

  /// How many lines a figure can tell apart.
  static let mostLines = outlines.count

  /// A disc, a square, a diamond, a triangle up, one down, a bar.
  private static let outlines = [
    "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z", "M-4,-4h8v8h-8z", "M0,-5L5,0L0,5L-5,0z",
    "M0,-5L5,4L-5,4z", "M0,5L5,-4L-5,-4z", "M-5,-2h10v4h-10z", "M-2,-5h4v10h-4z",
    "M-5,0L4,-5L4,5z", "M5,0L-4,-5L-4,5z",
  ]

  /// A whole SVG document of parts, wide enough for its title.
  static func document(
    _ parts: [String], title: String, width: Double, height: Double, left: Double
  ) -> String {
    // Bold letters of 15 px.
    let width = max(width, (left + 8.8 * Double(title.count) + 8).rounded(.up))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(width)) \
      \(number(height))" role="img" aria-label="\(escaped(title))">
      \(style)
      \(text(left, 24, title, "title"))
      \(parts.joined(separator: "\n"))
      </svg>

      """
  }

  /// The mark of a line by its number.
  static func mark(_ index: Int, _ x: Double, _ y: Double) -> String {
    precondition(index < outlines.count, "more lines than a figure can tell apart")
    return "<path class=\"mark\" transform=\"translate(\(number(x)) \(number(y)))\" "
      + "d=\"\(outlines[index])\"/>"
  }

  static func gridLine(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
    "<path class=\"grid\" d=\"M\(number(x1)),\(number(y1))L\(number(x2)),\(number(y2))\"/>"
  }

  static func text(
    _ x: Double, _ y: Double, _ words: String, _ style: String = "", anchor: String = "start"
  ) -> String {
    "<text class=\"\(style)\" x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">"
      + "\(escaped(words))</text>"
  }

  /// Words that run upwards beside an axis.
  static func upright(_ x: Double, _ y: Double, _ words: String) -> String {
    "<text transform=\"translate(\(number(x)) \(number(y))) rotate(-90)\" text-anchor=\"middle\">"
      + "\(escaped(words))</text>"
  }

  static func number(_ value: Double) -> String { String(format: "%.1f", value) }

  static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: "\"", with: "&quot;")
  }

  /// The heights of names beside the ends of lines, moved down where two would lie on each other, and up
  /// again where they would leave the figure.
  static func spread(_ ends: [Double], above bottom: Double) -> [Double] {
    var places = ends
    let order = ends.indices.sorted { ends[$0] < ends[$1] }
    for (above, below) in zip(order, order.dropFirst()) {
      places[below] = max(places[below], places[above] + 17)
    }
    var limit = max(bottom, ends.max() ?? bottom)
    for index in order.reversed() {
      places[index] = min(places[index], limit)
      limit = places[index] - 17
    }
    return places
  }

  /// How wide a figure is in which names of 13 px begin at a place.
  static func width(of names: [String], from place: Double, atLeast width: Double) -> Double {
    let longest = names.map(\.count).max() ?? 0
    return max(width, (place + 7.6 * Double(longest) + 8).rounded(.up))
  }

  /// Points joined by lines, with the mark of a line by its number, broken where there is none.
  static func broken(
    _ index: Int, _ points: some Sequence<(Double, Double?)>, withMarks: Bool = true
  ) -> String {
    var runs: [[(x: Double, y: Double)]] = [[]]
    for (x, y) in points {
      if let y { runs[runs.count - 1].append((x, y)) } else { runs.append([]) }
    }
    let paths = runs.filter { $0.count > 1 }.map { run in
      let points = run.map { "\(number($0.x)),\(number($0.y))" }
      return "<polyline class=\"line\" points=\"\(points.joined(separator: " "))\"/>"
    }
    let alone = withMarks ? runs : runs.filter { $0.count == 1 }
    return paths.joined() + alone.joined().map { mark(index, $0.x, $0.y) }.joined()
  }

  /// A number of an axis, in as few letters as it takes.
  static func short(_ value: Double) -> String {
    let size = abs(value)
    let plain = size == 0 || (size >= 1e-3 && size < 1e5)
    var text = String(format: plain ? "%.6g" : "%.2e", value)
    if let exponent = text.firstIndex(of: "e"),
      let power = Int(text[text.index(after: exponent)...])
    {
      var digits = text[..<exponent]
      while digits.contains("."), digits.last == "0" || digits.last == "." {
        let isPoint = digits.removeLast() == "."
        if isPoint { break }
      }
      text = "\(digits)e\(power)"
    }
    return text.replacingOccurrences(of: "-", with: "−")
  }
}
