import Foundation
import RallPlot
import Testing

@Suite("A figure of sizes and angles against the frequency")
struct SpectrumPlotTests {
  /// What a resistor beside a capacitor answers: R/(1 + jf/f₀).
  private static let frequencies = (0...30).map { pow(10, Double($0) / 10) }

  private func plot(_ lines: [SpectrumPlot.Line], note: String = "") -> String {
    SpectrumPlot(
      title: "z: impedance against frequency", label: "impedance MΩ",
      frequencies: Self.frequencies, lines: lines, note: note
    ).svg
  }

  private static let line = SpectrumPlot.Line(
    name: "soma", sizes: frequencies.map { 50 / (1 + pow($0 / 30, 2)).squareRoot() },
    angles: frequencies.map { -atan($0 / 30) * 180 / .pi })

  @Test(
    "equal ratios of the frequency are equal steps, and a size that falls with it a straight line")
  func straight() throws {
    let drawn = corners(plot([Self.line]))
    try #require(drawn.map(\.count) == [31, 31])
    let steps = zip(drawn[0], drawn[0].dropFirst()).map { $1.0 - $0.0 }
    // Coordinates have one decimal.
    #expect(steps.allSatisfy { abs($0 - steps[0]) <= 0.11 })
    let slopes = zip(drawn[0], drawn[0].dropFirst()).map { $1.1 - $0.1 }
    // Beyond ten times the corner the slope is that of 1/f to 1 %.
    #expect(slopes.suffix(4).allSatisfy { abs($0 - slopes[29]) <= 0.11 + 0.01 * slopes[29] })
    // The angle lies below the sizes, and goes down.
    #expect(drawn[1].allSatisfy { $0.1 > 280 })
    #expect(zip(drawn[1], drawn[1].dropFirst()).allSatisfy { $1.1 > $0.1 })
  }

  @Test("angles have steps that are parts of a turn")
  func angles() {
    let svg = plot([Self.line])
    for angle in ["0°", "−30°", "−60°", "−90°"] { #expect(svg.contains(">\(angle)</text>")) }
  }

  @Test("where there is no number the line is broken, and words besides are said")
  func gap() {
    var sizes = Self.line.sizes
    sizes[10] = .infinity
    let broken = SpectrumPlot.Line(name: "far", sizes: sizes, angles: Self.line.angles)
    let svg = plot([broken], note: "0 Hz is not on a logarithmic axis")
    #expect(corners(svg).map(\.count) == [10, 20, 31])
    #expect(svg.contains("0 Hz is not on a logarithmic axis"))
  }
}
