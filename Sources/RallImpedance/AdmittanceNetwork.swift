package import RallCable
package import RallNumerics
package import RallUnits

/// The admittances that every vertex of a cell sees around it at one frequency.
///
/// Two sweeps along the tree, from the tips inwards and back (Hines 1984,
/// doi:10.1016/0020-7101(84)90008-4, with complex numbers), leave at each vertex what hangs behind it
/// and what lies before it. From these the impedance of any place follows without another sweep, and
/// the answer to a current anywhere in one more. Time and memory are linear in the number of vertices.
package struct AdmittanceNetwork: Sendable {
  package let model: QuasiActiveCell
  package let frequency: Frequency
  /// Of each vertex with all that hangs on its far side.
  private let behind: [FibreAdmittance]
  /// Of the parent of each vertex without that vertex and what hangs on it; of a root nothing.
  private let before: [FibreAdmittance]

  package init(_ model: QuasiActiveCell, at frequency: Frequency) {
    self.model = model
    self.frequency = frequency
    let own = model.vertices(
      membrane: model.membrane(at: frequency.coherent), sheath: model.sheath(at: frequency.coherent)
    )
    let (parent, cables) = (model.cell.axial.parent, model.cables)
    let nothing = FibreAdmittance(across: .zero, inside: .zero, space: .zero)
    var behind = own
    // What hangs on the parent beside a child is the sum of its siblings, in two sums, since a
    // difference would lose what is small.
    var later = [FibreAdmittance](repeating: nothing, count: own.count)
    var siblings = later
    var seen = later
    for row in parent.indices.reversed() where parent[row] >= 0 {
      let p = Int(parent[row])
      seen[row] = behind[row].seen(through: cables[row])
      siblings[row] = later[p]
      later[p] = later[p] + seen[row]
      behind[p] = behind[p] + seen[row]
    }
    var earlier = [FibreAdmittance](repeating: nothing, count: own.count)
    var before = earlier
    for row in parent.indices where parent[row] >= 0 {
      let p = Int(parent[row])
      let above = parent[p] < 0 ? nothing : before[p].seen(through: cables[p])
      before[row] = own[p] + siblings[row] + earlier[p] + above
      earlier[p] = earlier[p] + seen[row]
    }
    self.behind = behind
    self.before = before
  }

  /// All that the inside and the space of a vertex see.
  private func whole(_ vertex: Int) -> FibreAdmittance {
    guard model.cell.axial.parent[vertex] >= 0 else { return behind[vertex] }
    return behind[vertex] + before[vertex].seen(through: model.cables[vertex])
  }

  /// The potentials at every vertex for 1 nA into the inside of one.
  func potentials(from source: Int) -> [FibrePotential] {
    let parent = model.cell.axial.parent
    var potential = [FibrePotential](repeating: .zero, count: parent.count)
    var isSet = [Bool](repeating: false, count: parent.count)
    potential[source] = whole(source).impedances
    isSet[source] = true
    var row = source
    while parent[row] >= 0 {
      let p = Int(parent[row])
      potential[p] = before[row].potential(of: potential[row], through: model.cables[row])
      isSet[p] = true
      row = p
    }
    // Parents come before their children; another tree hears nothing.
    for row in parent.indices where !isSet[row] && parent[row] >= 0 {
      potential[row] = behind[row].potential(
        of: potential[Int(parent[row])], through: model.cables[row])
    }
    return potential
  }

  /// What a sine of current into the inside of a vertex meets, MΩ.
  func inputImpedance(at vertex: Int) -> ComplexNumber { whole(vertex).impedances.inside }

  /// What a sine of current into the inside meets at every vertex, MΩ.
  package var inputImpedances: [ComplexNumber] {
    model.cell.axial.parent.indices.map { inputImpedance(at: $0) }
  }

  /// What a sine of current into the inside meets at a place, MΩ.
  package func inputImpedance(at place: LoweredCell.Probe) -> ComplexNumber {
    guard !place.isVertex else { return inputImpedance(at: place.first) }
    // What enters between two vertices divides over both, and meets the piece besides.
    let child = max(place.first, place.second)
    let near = child == place.second ? 1 - place.share : place.share
    let here = whole(child).impedances
    let parent = before[child].potential(of: here, through: model.cables[child]).inside
    let own = inputImpedance(at: min(place.first, place.second))
    let piece = near * (1 - near) / model.cables[child].axial
    return near * near * own + 2 * near * (1 - near) * parent
      + (1 - near) * (1 - near) * here.inside + ComplexNumber(piece)
  }
}
