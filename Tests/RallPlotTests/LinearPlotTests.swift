import RallPlot
import Testing

@Suite("A figure on linear axes")
struct LinearPlotTests {
  private func plot(_ y: [Double?]) -> String {
    LinearPlot(
      title: "v < w & more", xLabel: "d um", yLabel: "v m/s", x: [0, 10, 20, 30],
      lines: [.init(name: "speed", y: y)]
    ).svg
  }

  @Test("points on a line stay on a line, higher values higher up")
  func line() throws {
    let drawn = try #require(corners(plot([0, 5, 10, 15])).first)
    #expect(drawn.count == 4)
    let slopes = zip(drawn, drawn.dropFirst()).map { ($1.1 - $0.1) / ($1.0 - $0.0) }
    // Coordinates have one decimal.
    #expect(slopes.allSatisfy { $0 < 0 && abs($0 - slopes[0]) < 2e-3 })
  }

  @Test("where there is no number the line is broken, and a cross says so")
  func gap() {
    let svg = plot([1, nil, 3, 4])
    #expect(corners(svg).map(\.count) == [2])
    #expect(svg.matches(of: /×/).count == 1)
    #expect(svg.matches(of: /class="mark"/).count == 3)
    #expect(plot([nil, nil, nil, nil]).matches(of: /×/).count == 4)
  }

  @Test("words are escaped and the axis has round numbers")
  func words() {
    let svg = plot([0, 1, 2, 3])
    #expect(svg.contains("v &lt; w &amp; more"))
    for tick in ["0", "5", "10", "15", "20", "25", "30"] {
      #expect(svg.contains(">\(tick)</text>"), "\(tick)")
    }
  }
}
