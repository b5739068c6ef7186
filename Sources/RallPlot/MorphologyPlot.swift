internal import Foundation

/// A neuron seen along z, each piece of it in the colour of a number, with a bar of length and one of
/// colours, as SVG that reads in light and in dark.
package struct MorphologyPlot: Sendable {
  /// A straight piece of neurite, or a sphere where both ends are one; µm, with y upwards.
  package struct Piece: Sendable {
    package let start: SIMD2<Double>
    package let end: SIMD2<Double>
    package let diameter: Double
    /// No number has a colour of its own: grey.
    package let value: Double

    package init(start: SIMD2<Double>, end: SIMD2<Double>, diameter: Double, value: Double) {
      self.start = start
      self.end = end
      self.diameter = diameter
      self.value = value
    }
  }

  package let title: String
  /// What the colours tell, with its unit.
  package let label: String
  package let isLogarithmic: Bool
  /// True of degrees.
  package let isAngle: Bool
  package let pieces: [Piece]

  package init(
    title: String, label: String, isLogarithmic: Bool, isAngle: Bool = false, pieces: [Piece]
  ) {
    self.title = title
    self.label = label
    self.isLogarithmic = isLogarithmic
    self.isAngle = isAngle
    self.pieces = pieces
  }

  private static let width = 680.0
  private static let frame = (left: 30.0, right: 540.0, top: 50.0)
  private static let tallest = 620.0
  private static let shortest = 150.0

  /// The figure, a whole SVG document.
  package var svg: String {
    let view = View(pieces, frame: Self.frame, tallest: Self.tallest, shortest: Self.shortest)
    let scale = ColourScale(pieces.map(\.value), isLogarithmic: isLogarithmic, isAngle: isAngle)
    return Drawing.document(
      [drawn(view, scale), bar(view)] + (scale.map { colours($0, view) } ?? []), title: title,
      width: Self.width, height: view.bottom + 56, left: Self.frame.left)
  }

  /// From µm to the figure.
  private struct View {
    let scale: Double
    let origin: SIMD2<Double>
    let corner: SIMD2<Double>
    let bottom: Double

    init(
      _ pieces: [Piece], frame: (left: Double, right: Double, top: Double), tallest: Double,
      shortest: Double
    ) {
      var low = SIMD2<Double>(repeating: .infinity)
      var high = -low
      for piece in pieces {
        let radius = SIMD2(repeating: piece.diameter / 2)
        low = pointwiseMin(low, pointwiseMin(piece.start, piece.end) - radius)
        high = pointwiseMax(high, pointwiseMax(piece.start, piece.end) + radius)
      }
      let size = pointwiseMax(high - low, SIMD2(repeating: 1e-6))
      scale = min((frame.right - frame.left) / size.x, tallest / size.y)
      let height = max(scale * size.y, shortest)
      bottom = frame.top + height
      origin = SIMD2(low.x, (low.y + high.y) / 2)
      // A narrow neuron stands in the middle.
      corner = SIMD2(
        frame.left + (frame.right - frame.left - scale * size.x) / 2, frame.top + height / 2)
    }

    func place(_ point: SIMD2<Double>) -> SIMD2<Double> {
      SIMD2(
        corner.x + scale * (point.x - origin.x), corner.y - scale * (point.y - origin.y))
    }
  }

  /// Pieces of one colour and width are one path.
  private func drawn(_ view: View, _ scale: ColourScale?) -> String {
    struct Style: Hashable {
      let colour: Int?
      /// In tenths of a pixel; of a sphere its diameter.
      let width: Int
      let isSphere: Bool
    }
    var paths: [Style: [String]] = [:]
    var order: [Style] = []
    for piece in pieces {
      let isSphere = piece.start == piece.end
      let width = max(piece.diameter * view.scale, isSphere ? 3 : 1)
      let style = Style(
        colour: scale?.step(piece.value), width: Int((width * 10).rounded()), isSphere: isSphere)
      let (a, b) = (view.place(piece.start), view.place(piece.end))
      let start = "M\(Self.number(a.x)),\(Self.number(a.y))"
      if paths[style] == nil { order.append(style) }
      paths[style, default: []].append(
        start + (isSphere ? "h0" : "L\(Self.number(b.x)),\(Self.number(b.y))"))
    }
    // A round cap makes a disc of a point, and closes the joints of a neurite.
    return "<g fill=\"none\" stroke-linecap=\"round\">"
      + order.map { style in
        let colour = style.colour.map(ColourScale.colour) ?? "#8c959f"
        return "<path stroke=\"\(colour)\" stroke-width=\"\(Double(style.width) / 10)\" "
          + "d=\"\(paths[style, default: []].joined())\"/>"
      }.joined(separator: "\n") + "</g>"
  }

  private static func number(_ value: Double) -> String { String(format: "%.2f", value) }

  /// A bar of a round length, some fifth of the figure.
  private func bar(_ view: View) -> String {
    let wish = (Self.frame.right - Self.frame.left) / 5 / view.scale
    let decade = pow(10, log10(wish).rounded(.down))
    let length = ([5, 2].first { $0 * decade <= wish } ?? 1) * decade
    let (x, y) = (Self.frame.left, view.bottom + 22)
    let end = x + length * view.scale
    let words = length < 1000 ? "\(Self.plain(length)) µm" : "\(Self.plain(length / 1000)) mm"
    return "<path stroke=\"currentColor\" stroke-width=\"2\" class=\"s2\" "
      + "d=\"M\(Drawing.number(x)),\(Drawing.number(y))H\(Drawing.number(end))\"/>"
      + Drawing.text(x, y + 18, words)
  }

  /// The colours, with what they mean.
  private func colours(_ scale: ColourScale, _ view: View) -> [String] {
    let (left, width) = (Self.frame.right + 30, 16.0)
    let top = Self.frame.top
    let height = min(view.bottom - top, 300)
    let step = height / Double(ColourScale.steps)
    var parts = (0..<ColourScale.steps).map { index in
      let y = top + height - Double(index + 1) * step
      return "<rect x=\"\(Drawing.number(left))\" y=\"\(Self.number(y))\" "
        + "width=\"\(Drawing.number(width))\" height=\"\(Self.number(step + 0.8))\" "
        + "fill=\"\(ColourScale.colour(index))\"/>"
    }
    for tick in scale.ticks(gap: 18 / height) {
      let y = top + height - (scale.share(tick) ?? 0) * height
      parts.append(Drawing.text(left + width + 6, y + 4, Drawing.short(tick)))
    }
    parts.append(Drawing.text(left - 14, top + height + 26, label))
    if pieces.contains(where: { scale.step($0.value) == nil }) {
      parts.append(Drawing.text(left - 14, top + height + 44, "grey: none"))
    }
    return parts
  }

  /// At most three digits.
  private static func plain(_ value: Double) -> String {
    String(format: "%.3g", value).replacingOccurrences(of: "-", with: "−")
  }
}
