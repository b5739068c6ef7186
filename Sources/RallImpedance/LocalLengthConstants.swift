internal import RallCable
internal import RallModel
internal import RallMorphology
internal import RallNumerics
package import RallUnits

/// The length constant that an endless cable like that of one vertex would have.
package struct LocalLengthConstant: Sendable {
  /// The distance over which a sine falls to 1/e, µm.
  package let value: Double
  /// How much cable it holds for, µm.
  package let length: Double
}

extension QuasiActiveCell {
  /// The local length constant of each vertex at a frequency; nil where a sine does not decay, and of a
  /// sphere, which is no cable.
  ///
  ///     λ = 1/Re √(4 Ra y/d)
  ///
  /// with the admittance y an area of the membrane at rest, gates free: √(d/(4 Ra g)) at 0 Hz, and
  /// λ√(2/(1 + √(1 + ω²τ²))) of a passive membrane. Under a sheath two potentials decay together, and λ
  /// is that of the one of the two modes that reaches farther.
  ///
  /// √d is the mean over the half-edges by length, each taken at its middle: second order on tapers,
  /// and where cables meet the mean of theirs. A half-edge on a sphere counts with the vertex at its
  /// other end, whose membrane it has.
  ///
  /// Rall 1959, doi:10.1016/0014-4886(59)90046-9; Koch, Biophysics of Computation, 1999, chapter 2.
  package func localLengthConstants(at frequency: Frequency) -> [LocalLengthConstant?] {
    let (roots, lengths) = rootDiameters
    let membrane = membrane(at: frequency.coherent)
    let sheath = sheath(at: frequency.coherent)
    let resistances = spaceResistances
    return cell.columns.indices.map { vertex in
      guard lengths[vertex] > 0 else { return nil }
      let area = cell.columns[vertex].area
      let axoplasm = 4 * cell.resistivity[vertex]
      let (y, outer) = ((axoplasm / area) * membrane[vertex], (axoplasm / area) * sheath[vertex])
      let rate =
        isSheathed(vertex)
        ? Self.slowRate(axolemma: y, sheath: outer, space: resistances[vertex])
        : y.squareRoot.real
      guard rate > 0 else { return nil }
      return LocalLengthConstant(
        value: roots[vertex] / lengths[vertex] / rate, length: lengths[vertex])
    }
  }

  /// How fast the mode that reaches farther decays: the lesser Re √ of the eigenvalues of
  ///
  ///     ⎡ y    −y      ⎤
  ///     ⎣ −ρy  ρ(y+s)  ⎦
  ///
  /// with ρ the resistance of the space over that of the axoplasm; where the space is closed all that
  /// crosses one membrane crosses the other.
  private static func slowRate(
    axolemma y: ComplexNumber, sheath s: ComplexNumber, space ratio: Double
  ) -> Double {
    guard ratio.isFinite else { return (y * s / (y + s)).squareRoot.real }
    let half = 0.5 * (y + ratio * (y + s))
    let product = ratio * (y * s)
    let root = (half * half - product).squareRoot
    // The larger of the two, in which nothing cancels; their product gives the other.
    let isAlong = half.real * root.real + half.imaginary * root.imaginary >= 0
    let large = isAlong ? half + root : half - root
    return min(large.squareRoot.real, (product / large).squareRoot.real)
  }

  /// The sums of √d·l and of l over the half-edges of each vertex, µm^1.5 and µm.
  private var rootDiameters: (roots: [Double], lengths: [Double]) {
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
    return (roots, lengths)
  }

  /// The resistance of the space over that of the axoplasm, of the pieces that meet at each vertex
  /// together; infinite where no space runs on.
  private var spaceResistances: [Double] {
    guard let outer = cell.periaxonal else { return [] }
    var (space, axial) = (
      [Double](repeating: 0, count: cell.count), [Double](repeating: 0, count: cell.count)
    )
    for (row, parent) in cell.axial.parent.enumerated()
    where parent >= 0 && outer.coupling[row] > 0 {
      for vertex in [row, Int(parent)] {
        space[vertex] += 1 / outer.coupling[row]
        axial[vertex] += 1 / cell.axial.coupling[row]
      }
    }
    return zip(space, axial).map { $1 > 0 ? $0 / $1 : .infinity }
  }

  /// True of the one vertex of a spherical soma.
  private func isSphere(_ vertex: Int) -> Bool {
    cell.morphology.sections[cell.columns[vertex].section].isSphere
  }
}
