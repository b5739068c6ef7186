import RallAnalysis
import RallCable
import RallImpedance
import RallModel
import RallMorphology
import RallNumerics
import RallUnits

/// A cell at rest, asked what a steady current does to it.
struct RestingCell {
  private let state: RestingState
  private let cell: LoweredCell
  private var model: QuasiActiveCell { QuasiActiveCell(state) }

  init(
    _ cell: Cell, _ morphology: Morphology, _ division: Division, electrodes: [Site] = []
  ) throws {
    self.cell = try LoweredCell(cell, morphology, division: division, electrodes: electrodes)
    state = try RestingState(of: self.cell)
  }

  /// The voltage at one place for a steady current into another, MΩ.
  func resistance(from source: Site, to place: Site) throws -> Double {
    try model.steadyResponse(from: probe(source)).transferImpedance(to: probe(place)).real
  }

  /// What a steady current meets at a place, MΩ.
  func inputResistance(at place: Site) throws -> Double {
    try model.steadyResponse(from: probe(place)).inputImpedance.real
  }

  /// The length constant that the decay from one place to another shows, µm.
  func lengthConstant(from start: Site, to end: Site) throws -> Double {
    let response = model.steadyResponse(from: try probe(start))
    let path = TreePath(from: try location(start), to: try location(end), in: cell)
    let fit = LengthConstant(
      distances: path.distances.map { Length(coherent: $0) },
      deflections: path.probes.map { Voltage(coherent: response.transferImpedance(to: $0).real) })
    return fit.length?.value(in: .um) ?? .nan
  }

  /// Where each compartment rests, mV.
  var potentials: [Double] { state.potentials }

  private func location(_ site: Site) throws -> Location {
    try site.locations(on: cell.morphology)[0]
  }

  private func probe(_ site: Site) throws -> LoweredCell.Probe {
    cell.probe(at: try location(site))
  }
}
