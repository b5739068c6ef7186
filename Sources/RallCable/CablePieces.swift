package import RallMembrane
internal import RallModel
package import RallMorphology
internal import RallUnits

/// The half-edges of a cell, each with the membrane and the axoplasm of its own place alone.
///
/// A vertex sums what lies on it, and a solver needs no more. What the cable is in one place, for
/// instance how far a signal reaches on it, is a property of the half-edge: on a border the sum is that
/// of two cables, and of neither.
package struct CablePieces: Sendable {
  /// A half-edge.
  package struct Piece: Sendable {
    package let vertex: Int
    package let section: Int
    package let span: Span
    /// nF/µm²
    package let capacitance: Double
    /// Of the axoplasm, MΩ·µm.
    package let resistivity: Double
    /// nil where the axolemma is bare.
    package let sheath: Sheath?
  }

  /// What lies around a half-edge of a double cable.
  package struct Sheath: Sendable {
    /// nF/µm² of axolemma
    package let capacitance: Double
    /// µS/µm² of axolemma
    package let conductance: Double
    /// Resistance of the space along the half-edge over that of the axoplasm.
    package let spaceRatio: Double
  }

  /// Section by section, root side first.
  package let pieces: [Piece]
  /// The mechanisms, an instance a half-edge: `vertex` is the number of the piece, and each has an area
  /// of 1 µm², so that what the banks answer is per area.
  package let banks: [Bank]
}

extension LoweredCell {
  /// The half-edges, each for itself. Those of a sphere and of a ring are no cable.
  ///
  /// Parameters that vary are taken at the middle of the half-edge, as the compartments have them.
  package var cablePieces: CablePieces {
    var pieces: [CablePieces.Piece] = []
    var instances = coating.mechanisms.map { CableInstances($0) }
    for (index, section) in morphology.sections.enumerated() where section.length.coherent > 0 {
      let (whole, stations) = (section.length.coherent, stations[index])
      for (number, station) in stations.enumerated() {
        let to = number + 1 < stations.count ? stations[number + 1].border : whole
        let halves = [(station.border, station.position), (station.position, to)]
        for (from, to) in halves where from < to {
          let span = Span(from: from, to: to)
          for kind in instances.indices {
            instances[kind].add(piece: pieces.count, section, index, span)
          }
          pieces.append(piece(of: station.vertex, section, index, span))
        }
      }
    }
    return CablePieces(pieces: pieces, banks: instances.compactMap { $0.bank(celsius) })
  }

  /// The temperature of the channels, in degrees Celsius; without channels nobody asks.
  private var celsius: Double { banks.first?.celsius ?? 0 }

  private func piece(
    of vertex: Int, _ section: Section, _ index: Int, _ span: Span
  ) -> CablePieces.Piece {
    let position = span.from + span.length / 2
    let place = section.pathPoint(at: position)
    guard let capacitance = coating.capacitance.known(at: place, section: index, position),
      let resistivity = coating.axoplasm.known(at: place, section: index, position)
    else { preconditionFailure("the cell's own capacitance and axoplasm are everywhere") }
    let sheath = coating.sheathing.place(section: index, at: position)?.sheath.map {
      CablePieces.Sheath(
        capacitance: $0.capacitance.value(at: place), conductance: $0.conductance.value(at: place),
        spaceRatio: coating.sheathing.periaxonalResistance(
          index, section, from: span.from, to: span.to)
          / (resistivity[0] * section.axialIntegral(from: span.from, to: span.to)))
    }
    return CablePieces.Piece(
      vertex: vertex, section: index, span: span, capacitance: capacitance[0],
      resistivity: resistivity[0], sheath: sheath)
  }
}

/// The instances of one mechanism on half-edges.
private struct CableInstances {
  private let kind: Coating.Kind
  private var pieces: [Int32] = []
  private var parameters: [[Double]]

  init(_ kind: Coating.Kind) {
    self.kind = kind
    parameters = kind.parameters.map { _ in [] }
  }

  mutating func add(piece: Int, _ section: Section, _ index: Int, _ span: Span) {
    let position = span.from + span.length / 2
    let found = kind.known(at: section.pathPoint(at: position), section: index, position)
    guard let found else { return }
    pieces.append(Int32(piece))
    for (parameter, value) in found.enumerated() { parameters[parameter].append(value) }
  }

  /// Nil of what lies nowhere.
  func bank(_ celsius: Double) -> Bank? {
    guard let kernel = kind.kernel, !pieces.isEmpty else { return nil }
    return Bank(
      kernel, vertex: pieces, area: pieces.map { _ in 1 }, parameters: parameters, celsius: celsius)
  }
}

extension Coating.Kind {
  /// The parameters at a place of a cell that has been lowered; nil where there are none.
  fileprivate func known(
    at place: PathPoint, section: Int, _ position: Double
  ) -> [Double]? {
    guard let found = covering(section: section, at: position) else { return nil }
    do {
      return try values(of: found.covering, at: place, section: section, position: position)
    } catch {
      preconditionFailure("lowering has seen this value: \(error)")
    }
  }
}
