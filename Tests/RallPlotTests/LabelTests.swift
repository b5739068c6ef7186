import Foundation
import RallPlot
import Testing

/// The corners of every polyline.
func corners(_ svg: String) -> [[(Double, Double)]] {
  svg.matches(of: /points="([^"]*)"/).map { match in
    match.1.split(separator: " ").map { pair in
      let numbers = pair.split(separator: ",").compactMap { Double($0) }
      return (numbers[0], numbers[1])
    }
  }
}

/// One label of a figure, with the room that it takes.
struct Label {
  let words: String
  let left: Double
  let right: Double
  let y: Double

  /// All that stand upright in a figure; letters of 13 px are 7 px wide, and bold ones of 15 px 8 px.
  static func all(in svg: String) -> [Label] {
    svg.matches(
      of: /<text class="([a-z]*)" x="([-0-9.]*)" y="([-0-9.]*)" text-anchor="([a-z]*)">([^<]*)</
    ).compactMap { match in
      guard let x = Double(match.2), let y = Double(match.3) else { return nil }
      let width = Double(match.5.count) * (match.1 == "title" ? 8 : 7)
      let left = match.4 == "end" ? x - width : match.4 == "middle" ? x - width / 2 : x
      return Label(words: String(match.5), left: left, right: left + width, y: y)
    }
  }

  func overlaps(_ other: Label) -> Bool {
    abs(y - other.y) < 12 && left < other.right && other.left < right
  }
}

@Suite("The labels of a figure")
struct LabelTests {
  /// Those that lie on each other, and those that leave the figure.
  private func flaws(_ svg: String) throws -> [String] {
    let box = try #require(svg.firstMatch(of: /viewBox="0 0 ([0-9.]*) ([0-9.]*)"/))
    let (width, height) = (try #require(Double(box.1)), try #require(Double(box.2)))
    let labels = Label.all(in: svg)
    #expect(labels.count > 4)
    var flaws = labels.filter {
      $0.left < 0 || $0.right > width || $0.y > height - 4 || $0.y < 12
    }.map { "cut: \($0)" }
    for (index, label) in labels.enumerated() {
      flaws += labels[(index + 1)...].filter(label.overlaps).map { "\(label.words) on \($0.words)" }
    }
    return flaws
  }

  @Test("of names of any length and many lines with one end none is cut and none covers another")
  func names() throws {
    let lines = (0..<LinearPlot.mostLines).map { number in
      LinearPlot.Line(
        name: "impedance transferImpedance at(300 um, apical) at \(number)000 Hz Mohm",
        y: [1, 0.01])
    }
    let svg = LinearPlot(
      title: String(repeating: "a title of some length ", count: 6), xLabel: "x", yLabel: "y",
      x: [0, 1], lines: lines
    ).svg
    #expect(try flaws(svg) == [])
    let spectrum = SpectrumPlot(
      title: String(repeating: "a title of some length ", count: 6), label: "impedance MΩ",
      frequencies: [1, 10],
      lines: lines.map { .init(name: $0.name, sizes: [1, 0.01], angles: [0, -90]) }
    ).svg
    #expect(try flaws(spectrum) == [])
    let orders = LogLogPlot(
      name: "orders", title: "t", xLabel: "x", yLabel: "y",
      lines: lines.map { .init(name: $0.name, x: [1e-12, 1], y: [1e-30, 1]) }
    ).svg
    #expect(try flaws(orders) == [])
  }

  @Test(
    "of large and of small numbers none is cut and none covers another",
    arguments: [1e-12, 1e-6, 1e-3, 1, 1e3, 1e6, 1e12], [0.3, 3, 25])
  func numbers(size: Double, decades: Double) throws {
    let values = (0...20).map { size * pow(10, decades * Double($0) / 20) }
    let line = LinearPlot.Line(name: "a", y: values)
    #expect(
      try flaws(
        LinearPlot(title: "t", xLabel: "x", yLabel: "y", x: values, lines: [line]).svg) == [])
    #expect(
      try flaws(
        SpectrumPlot(
          title: "t", label: "impedance", frequencies: values,
          lines: [.init(name: "a", sizes: values, angles: values.map { $0 / size })]
        ).svg) == [])
    for isAngle in [false, true] {
      let pieces = values.map {
        MorphologyPlot.Piece(
          start: SIMD2(0, 0), end: SIMD2(100, 100), diameter: 1, value: $0)
      }
      let svg = MorphologyPlot(
        title: "t", label: "MΩ", isLogarithmic: !isAngle, isAngle: isAngle, pieces: pieces
      ).svg
      #expect(try flaws(svg) == [])
    }
  }
}
