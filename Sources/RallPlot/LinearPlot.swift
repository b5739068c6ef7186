internal import Foundation

/// A figure of one or several numbers against another on two linear axes, as SVG that reads in light
/// and in dark.
///
/// A line is broken where it has no number, and a cross on the axis says so.
package struct LinearPlot: Sendable {
  package let title: String
  package let xLabel: String
  package let yLabel: String
  /// The places on the horizontal axis, the same for all lines.
  package let x: [Double]
  package let lines: [Line]

  /// A number for every x; nil where there is none.
  package struct Line: Sendable {
    package let name: String
    package let y: [Double?]

    package init(name: String, y: [Double?]) {
      self.name = name
      self.y = y
    }
  }

  /// How many lines can be told apart.
  package static let mostLines = Drawing.mostLines

  package init(title: String, xLabel: String, yLabel: String, x: [Double], lines: [Line]) {
    precondition(lines.allSatisfy { $0.y.count == x.count }, "a y, or none, for every x")
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.x = x
    self.lines = lines
  }

  private static let size = (width: 680.0, height: 420.0)
  private static let frame = (left: 84.0, right: 470.0, top: 46.0, bottom: 366.0)

  /// The figure, a whole SVG document.
  package var svg: String {
    let values = lines.flatMap { $0.y.compactMap(\.self) }
    let (across, up) = (LinearAxis(x, withZero: false), LinearAxis(values, withZero: true))
    let ends = lines.map { line in
      line.y.last { $0 != nil }.flatMap(\.self).map { height($0, up) } ?? Self.frame.bottom
    }
    let names = Drawing.spread(ends, above: Self.frame.bottom)
    return Drawing.document(
      grid(across, up) + missing(across)
        + lines.indices.map { drawn(lines[$0], number: $0, across, up, name: names[$0]) },
      title: title,
      width: Drawing.width(
        of: lines.map(\.name), from: Self.frame.right + 10, atLeast: Self.size.width),
      height: Self.size.height, left: Self.frame.left)
  }

  private func grid(_ across: LinearAxis, _ up: LinearAxis) -> [String] {
    let frame = Self.frame
    var parts: [String] = []
    for tick in across.ticks {
      let place = place(tick, across)
      parts.append(Drawing.gridLine(place, frame.top, place, frame.bottom))
      parts.append(
        Drawing.text(place, frame.bottom + 20, across.label(tick), anchor: "middle"))
    }
    for tick in up.ticks {
      let height = height(tick, up)
      parts.append(Drawing.gridLine(frame.left, height, frame.right, height))
      parts.append(Drawing.text(frame.left - 8, height + 4, up.label(tick), anchor: "end"))
    }
    let middle = (frame.left + frame.right) / 2
    parts.append(Drawing.text(middle, frame.bottom + 44, xLabel, anchor: "middle"))
    return parts + [Drawing.upright(20, (frame.top + frame.bottom) / 2, yLabel)]
  }

  /// A cross where no line has a number.
  private func missing(_ across: LinearAxis) -> [String] {
    x.indices.filter { index in lines.allSatisfy { $0.y[index] == nil } }.map {
      Drawing.text(place(x[$0], across), Self.frame.bottom + 4, "×", anchor: "middle")
    }
  }

  private func drawn(
    _ line: Line, number index: Int, _ across: LinearAxis, _ up: LinearAxis, name: Double
  ) -> String {
    let points = zip(x, line.y).map { x, y in (place(x, across), y.map { height($0, up) }) }
    let drawn = Drawing.broken(index, points)
    return "<g class=\"s\(index)\">\(drawn)"
      + Drawing.text(Self.frame.right + 10, name + 4, line.name, "name") + "</g>"
  }

  private func place(_ value: Double, _ axis: LinearAxis) -> Double {
    Self.frame.left + axis.share(value) * (Self.frame.right - Self.frame.left)
  }

  private func height(_ value: Double, _ axis: LinearAxis) -> Double {
    Self.frame.bottom - axis.share(value) * (Self.frame.bottom - Self.frame.top)
  }
}

/// Round numbers that some values lie between: steps of 1, 2 or 5 times a power of ten.
struct LinearAxis {
  let low: Double
  let high: Double
  private let step: Double

  /// Zero is on it where it lies not far from values above it, and it is `withZero`. Of angles the steps
  /// are parts of a turn, or turns.
  init(_ values: [Double], withZero: Bool, isAngle: Bool = false) {
    var least = values.min() ?? 0
    let most = values.max() ?? 1
    if withZero, least > 0, least < 0.6 * most { least = 0 }
    let width = most > least ? most - least : max(abs(most), 1)
    let decade = pow(10, log10(width / 5).rounded(.down))
    let angles = isAngle && width > 5 ? [2.0, 5, 15, 30, 45, 90, 180, 360, 720, 1800, 3600] : []
    let round = [1, 2, 5, 10].map { $0 * decade }
    let step = (angles + round).first { width / $0 <= 6 } ?? 10 * decade
    self.step = step
    low = (least / step + 1e-9).rounded(.down) * step
    high = max((most / step - 1e-9).rounded(.up) * step, low + step)
  }

  /// From the lowest to the highest.
  var ticks: [Double] {
    (0...Int(((high - low) / step).rounded())).map { low + Double($0) * step }
  }

  func share(_ value: Double) -> Double { (value - low) / (high - low) }

  /// As many digits as the step has; of large and of small numbers a power of ten.
  func label(_ tick: Double) -> String {
    let digits = max(0, -Int(log10(step).rounded(.down)))
    let largest = max(abs(low), abs(high))
    guard digits <= 4, largest < 1e6 else { return Drawing.short(abs(tick) < step / 2 ? 0 : tick) }
    return String(format: "%.\(digits)f", abs(tick) < step / 2 ? 0 : tick)
      .replacingOccurrences(of: "-", with: "−")
  }
}
