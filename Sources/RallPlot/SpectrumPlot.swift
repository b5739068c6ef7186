internal import Foundation

/// A figure of sizes and angles against the frequency on a logarithmic axis, one above the other, as SVG
/// that reads in light and in dark.
///
/// A line is broken where it has no number.
package struct SpectrumPlot: Sendable {
  /// What a place answers, a number for every frequency.
  package struct Line: Sendable {
    package let name: String
    package let sizes: [Double]
    /// In degrees.
    package let angles: [Double]

    package init(name: String, sizes: [Double], angles: [Double]) {
      self.name = name
      self.sizes = sizes
      self.angles = angles
    }
  }

  package let title: String
  /// What the sizes are, with their unit.
  package let label: String
  /// Hz, above zero, from the lowest to the highest.
  package let frequencies: [Double]
  package let lines: [Line]
  /// What a reader must know besides; empty where there is nothing.
  package let note: String

  package init(
    title: String, label: String, frequencies: [Double], lines: [Line], note: String = ""
  ) {
    precondition(
      lines.allSatisfy {
        $0.sizes.count == frequencies.count && $0.angles.count == frequencies.count
      }, "a size and an angle for every frequency")
    self.title = title
    self.label = label
    self.frequencies = frequencies
    self.lines = lines
    self.note = note
  }

  private static let frame = (left: 84.0, right: 470.0)
  private static let upper = (top: 46.0, bottom: 256.0)
  private static let lower = (top: 286.0, bottom: 436.0)
  /// More points than this are a line without marks.
  private static let mostMarks = 60

  /// The figure, a whole SVG document.
  package var svg: String {
    let across = LogAxis(about: frequencies)
    let up = LogAxis(about: lines.flatMap(\.sizes))
    let turn = LinearAxis(
      lines.flatMap { $0.angles.filter(\.isFinite) }, withZero: false, isAngle: true)
    func x(_ frequency: Double) -> Double {
      Self.frame.left + across.share(frequency) * (Self.frame.right - Self.frame.left)
    }
    func height(_ size: Double) -> Double? {
      guard size > 0, size.isFinite else { return nil }
      return Self.upper.bottom - up.share(size) * (Self.upper.bottom - Self.upper.top)
    }
    func depth(_ angle: Double) -> Double? {
      guard angle.isFinite else { return nil }
      return Self.lower.bottom - turn.share(angle) * (Self.lower.bottom - Self.lower.top)
    }
    let ends = lines.map {
      $0.sizes.last { height($0) != nil }.flatMap(height) ?? Self.upper.bottom
    }
    let names = Drawing.spread(ends, above: Self.lower.bottom)
    let places = frequencies.map(x)
    let drawn = lines.enumerated().map { index, line in
      let parts = [line.sizes.map(height), line.angles.map(depth)].map {
        Drawing.broken(index, zip(places, $0), withMarks: frequencies.count <= Self.mostMarks)
      }
      return "<g class=\"s\(index)\">\(parts.joined())"
        + Drawing.text(Self.frame.right + 10, names[index] + 4, line.name, "name") + "</g>"
    }
    return Drawing.document(
      grid(across, up, turn, x) + drawn, title: title,
      width: Drawing.width(of: lines.map(\.name), from: Self.frame.right + 10, atLeast: 680),
      height: note.isEmpty ? 492 : 512, left: Self.frame.left)
  }

  private func grid(
    _ across: LogAxis, _ up: LogAxis, _ turn: LinearAxis, _ x: (Double) -> Double
  ) -> [String] {
    let (frame, upper, lower) = (Self.frame, Self.upper, Self.lower)
    var parts: [String] = []
    for tick in across.ticks(gap: 0.12) {
      parts.append(Drawing.gridLine(x(tick), upper.top, x(tick), upper.bottom))
      parts.append(Drawing.gridLine(x(tick), lower.top, x(tick), lower.bottom))
      parts.append(
        Drawing.text(x(tick), lower.bottom + 20, Drawing.short(tick), anchor: "middle"))
    }
    for tick in up.ticks(gap: 0.09) {
      let y = upper.bottom - up.share(tick) * (upper.bottom - upper.top)
      parts.append(Drawing.gridLine(frame.left, y, frame.right, y))
      parts.append(Drawing.text(frame.left - 8, y + 4, Drawing.short(tick), anchor: "end"))
    }
    for tick in turn.ticks {
      let y = lower.bottom - turn.share(tick) * (lower.bottom - lower.top)
      parts.append(Drawing.gridLine(frame.left, y, frame.right, y))
      parts.append(Drawing.text(frame.left - 8, y + 4, turn.label(tick) + "°", anchor: "end"))
    }
    parts.append(
      Drawing.text(
        (frame.left + frame.right) / 2, lower.bottom + 44, "frequency Hz", anchor: "middle"))
    parts.append(Drawing.upright(20, (upper.top + upper.bottom) / 2, label))
    parts.append(Drawing.upright(20, (lower.top + lower.bottom) / 2, "phase"))
    if !note.isEmpty { parts.append(Drawing.text(frame.left, lower.bottom + 64, note)) }
    return parts
  }
}
