/// A stretch of a section that is a cylinder of a stated diameter, whatever its points say.
package struct Calibre: Sendable, Hashable {
  package var span: Span
  /// µm.
  package var diameter: Double

  package init(span: Span, diameter: Double) {
    self.span = span
    self.diameter = diameter
  }
}
