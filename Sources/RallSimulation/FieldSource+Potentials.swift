internal import RallCable
internal import RallModel
internal import RallUnits

extension PointElectrode {
  /// What it makes at each vertex at full strength, mV.
  func potentials(on cell: LoweredCell) throws(FieldError) -> [Double] {
    let place = SIMD3(x.coherent, y.coherent, z.coherent)
    for edge in cell.halfEdges {
      let distance = place.distance(fromSegment: edge.start, edge.end)
      let radius = cell.cableDiameter[edge.compartment] / 2
      guard distance > radius else {
        throw .insideCell(
          compartment: edge.compartment, distance: Length(coherent: distance),
          radius: Length(coherent: radius))
      }
    }
    let strength = resistivity.coherent * current.coherent / (4 * .pi)
    return cell.columns.map { strength / $0.centre.distance(to: place) }
  }
}

extension UniformField {
  /// What it makes at each vertex at full strength, mV.
  func potentials(on cell: LoweredCell) throws(FieldError) -> [Double] {
    let length = direction.distance(to: .zero)
    guard length > 0, length.isFinite else { throw .noDirection }
    let slope = direction * (-strength.coherent / length)
    return cell.columns.map { ($0.centre * slope).sum() }
  }
}

extension SIMD3<Double> {
  fileprivate func distance(to other: Self) -> Double {
    let d = self - other
    return (d * d).sum().squareRoot()
  }

  /// From the nearest point of a straight piece.
  fileprivate func distance(fromSegment start: Self, _ end: Self) -> Double {
    let way = end - start
    let square = (way * way).sum()
    let share = square > 0 ? Swift.min(1, Swift.max(0, ((self - start) * way).sum() / square)) : 0
    return distance(to: start + share * way)
  }
}
