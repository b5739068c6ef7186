internal import RallCable
internal import RallModel

extension RestingState {
  /// The length constant that an endless cable like a vertex's own would have,
  /// λ = √(d / (4 Ra g)), µm, with the steady slope conductance g of the membrane at rest; nil where
  /// the membrane is no leak, and of a vertex without length.
  ///
  /// Rall 1959, doi:10.1016/0014-4886(59)90046-9.
  package func localLengthConstant(at vertex: Int) -> Double? {
    let column = cell.columns[vertex]
    let slope = slopes[vertex] / column.area
    guard column.length > 0, slope > 0 else { return nil }
    return (cell.cableDiameter[vertex] / (4 * cell.resistivity[vertex] * slope)).squareRoot()
  }
}
