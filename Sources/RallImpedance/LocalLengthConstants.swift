internal import RallCable
internal import RallModel
internal import RallMorphology
internal import RallUnits

/// The length constant that an endless cable like that of one vertex would have.
package struct LocalLengthConstant: Sendable {
  /// λ = √(d / (4 Ra g)), µm, with the steady slope conductance g of the membrane at rest.
  package let value: Double
  /// How much cable it holds for, µm.
  package let length: Double
}

extension RestingState {
  /// The local length constant of each vertex; nil where the membrane is no leak, and of a sphere,
  /// which is no cable.
  ///
  /// √d is the mean over the half-edges by length, each taken at its middle: second order on tapers,
  /// and where cables meet the mean of theirs. A half-edge on a sphere counts with the vertex at its
  /// other end, whose membrane it has.
  ///
  /// Rall 1959, doi:10.1016/0014-4886(59)90046-9.
  package var localLengthConstants: [LocalLengthConstant?] {
    var roots = [Double](repeating: 0, count: cell.count)
    var lengths = roots
    for (section, stations) in zip(cell.morphology.sections, cell.stations) {
      for (near, far) in zip(stations, stations.dropFirst()) {
        let length = (far.position - near.position) / 2
        for (vertex, position) in [
          (isSphere(near.vertex) ? far.vertex : near.vertex, near.position + length / 2),
          (far.vertex, far.position - length / 2),
        ] {
          roots[vertex] += length * section.pathPoint(at: position).diameter.squareRoot()
          lengths[vertex] += length
        }
      }
    }
    return cell.columns.indices.map { vertex in
      let slope = slopes[vertex] / cell.columns[vertex].area
      guard lengths[vertex] > 0, slope > 0 else { return nil }
      return LocalLengthConstant(
        value: roots[vertex] / lengths[vertex]
          / (4 * cell.resistivity[vertex] * slope).squareRoot(),
        length: lengths[vertex])
    }
  }

  /// True of the one vertex of a spherical soma.
  private func isSphere(_ vertex: Int) -> Bool {
    cell.morphology.sections[cell.columns[vertex].section].isSphere
  }
}
