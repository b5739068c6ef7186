public import RallCable
internal import RallMembrane
public import RallMorphology
internal import RallNumerics

/// The passive network of a lowered cell, solved at once: what time would lead to.
public struct SteadyNetwork {
  public let cell: LoweredCell
  /// Axial and membrane conductances at each vertex, µS.
  public let diagonal: [Double]
  /// Membrane conductance of each vertex, µS.
  public let leak: [Double]
  /// g·e of each vertex, nA.
  public let drive: [Double]

  public init(_ cell: LoweredCell) {
    self.cell = cell
    var leak = [Double](repeating: 0, count: cell.count)
    var drive = leak
    for var bank in cell.banks {
      bank.kernel.line(&bank)
      bank.scatter(conductance: &leak, drive: &drive)
    }
    self.leak = leak
    self.drive = drive
    diagonal = zip(cell.axialDiagonal, leak).map { $0 + $1 }
  }

  /// The potentials, in mV, that currents into the vertices (nA) hold above the reversals' own.
  public func response(to currents: [Double]) -> [Double] {
    cell.axial.solved(diagonal: diagonal, currents)
  }

  /// The response to 1 nA into one vertex: transfer resistances, MΩ.
  public func resistances(from vertex: Int) -> [Double] {
    var current = [Double](repeating: 0, count: cell.count)
    current[vertex] = 1
    return response(to: current)
  }

  /// The potentials at which no current is left over, mV.
  public var rest: [Double] { response(to: drive) }

  /// The vertex that stands at a site; traps where none does.
  public func vertex(at site: Site) -> Int {
    guard let place = try? site.locations(on: cell.morphology)[0] else {
      preconditionFailure("the neuron has no \(site)")
    }
    let probe = cell.probe(at: place)
    precondition(probe.isVertex, "no vertex stands at \(site)")
    return probe.first
  }
}
