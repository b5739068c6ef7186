package import RallCable
package import RallNumerics
internal import RallUnits

/// How the resting cell answers a small sine of current at one place, 0 Hz included.
///
/// Linear, gates free to follow, so that at 0 Hz it is the slope of the steady state. What is read is
/// the potential of the inside against the outside: across the axolemma, and under a sheath across
/// both membranes, as an electrode meets it. So the transfer impedance is the same in both
/// directions. Between two vertices a place is a point of the axial resistance there. Second order in
/// the length of the pieces.
package struct SineResponse: Sendable {
  package let network: AdmittanceNetwork
  /// Where the current enters.
  package let source: LoweredCell.Probe
  /// Of the inside of each vertex against the outside, MΩ.
  package let potentials: [ComplexNumber]
  /// What the current meets at its source, MΩ.
  package let inputImpedance: ComplexNumber

  package init(_ network: AdmittanceNetwork, from source: LoweredCell.Probe) {
    self.network = network
    self.source = source
    var potentials = network.potentials(from: source.first).map(\.inside)
    if !source.isVertex {
      // What enters between two vertices divides over both.
      let second = network.potentials(from: source.second)
      for vertex in potentials.indices {
        potentials[vertex] =
          (1 - source.share) * potentials[vertex] + source.share * second[vertex].inside
      }
    }
    self.potentials = potentials
    inputImpedance = network.inputImpedance(at: source)
  }

  /// The transfer impedance to another place, MΩ: the potential there for 1 nA here.
  package func transferImpedance(to place: LoweredCell.Probe) -> ComplexNumber {
    guard !place.isVertex else { return potentials[place.first] }
    let read =
      (1 - place.share) * potentials[place.first] + place.share * potentials[place.second]
    return read + ComplexNumber(sharedResistance(with: place))
  }

  /// By how much the potential of each vertex leads the current at the source, radians; NaN of another
  /// tree, and where what is left is no number any more.
  ///
  /// Counted on beyond half a turn: from the source, where it is the angle of the input impedance from −π
  /// to π, it is followed from vertex to vertex, on each of which it turns by little. So it is continuous
  /// in the frequency from 0 Hz on, whichever frequencies are asked for.
  package var phases: [Double] {
    let parent = network.model.cell.axial.parent
    var phases = [Double](repeating: .nan, count: potentials.count)
    var row = max(source.first, source.second)
    phases[row] = near(inputImpedance.phase, potentials[row])
    while parent[row] >= 0 {
      let p = Int(parent[row])
      phases[p] = near(phases[row], potentials[p])
      row = p
    }
    // Parents come before their children.
    for row in parent.indices where phases[row].isNaN && parent[row] >= 0 {
      phases[row] = near(phases[Int(parent[row])], potentials[row])
    }
    return phases
  }

  /// The phase at another place, radians.
  ///
  /// - Parameter phases: those of the vertices, which a caller with many places asks for once.
  package func phase(to place: LoweredCell.Probe, _ phases: [Double]) -> Double {
    place.isVertex ? phases[place.first] : near(phases[place.first], transferImpedance(to: place))
  }

  /// The angle of a number on the turn of another angle.
  private func near(_ angle: Double, _ number: ComplexNumber) -> Double {
    guard number != .zero else { return .nan }
    let own = number.phase
    return own + 2 * .pi * ((angle - own) / (2 * .pi)).rounded()
  }

  /// How many times smaller a potential at the source is at a place, and the phase by which it lags
  /// there; the same holds of a current from the place to the source, held at rest.
  ///
  /// Carnevale and Johnston 1982, doi:10.1152/jn.1982.47.4.606.
  package func attenuation(to place: LoweredCell.Probe) -> ComplexNumber {
    inputImpedance / transferImpedance(to: place)
  }

  /// The same of a potential from a place back to the source, and of a current from the source to the
  /// place, held at rest.
  package func attenuation(from place: LoweredCell.Probe) -> ComplexNumber {
    network.inputImpedance(at: place) / transferImpedance(to: place)
  }

  /// What the axial resistance within the source's own piece adds at another place on it, MΩ.
  private func sharedResistance(with place: LoweredCell.Probe) -> Double {
    guard !source.isVertex, place.first == source.first, place.second == source.second else {
      return 0
    }
    let axial = network.model.cables[max(place.first, place.second)].axial
    return min(source.share, place.share) * (1 - max(source.share, place.share)) / axial
  }
}

extension QuasiActiveCell {
  /// The answer to a steady current.
  package func steadyResponse(from source: LoweredCell.Probe) -> SineResponse {
    SineResponse(AdmittanceNetwork(self, at: .zero), from: source)
  }
}
