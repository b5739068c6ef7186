internal import RallCable
internal import RallModel
internal import RallMorphology

extension RestingState {
  /// The length constant that an endless cable like a vertex's own would have,
  /// λ = √(d / (4 Ra g)), µm, with the steady slope conductance g of the membrane at rest; nil where
  /// the membrane is no leak, and of a vertex that is no cable: a sphere.
  ///
  /// Rall 1959, doi:10.1016/0014-4886(59)90046-9.
  package func localLengthConstant(at vertex: Int) -> Double? {
    let column = cell.columns[vertex]
    let slope = slopes[vertex] / column.area
    let isCable = column.length > 0 && !cell.morphology.sections[column.section].isSphere
    guard isCable, slope > 0 else { return nil }
    return (cell.cableDiameter[vertex] / (4 * cell.resistivity[vertex] * slope)).squareRoot()
  }
}
