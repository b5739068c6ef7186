import RallAnalysis
import RallCable
import RallImpedance
import RallModel
import RallMorphology
import RallNumerics
import RallTheory
import RallUnits

/// A cell at rest, asked what a small sine of current does to it.
struct SineCell {
  let cell: LoweredCell
  private let model: QuasiActiveCell

  init(_ cell: Cell, _ morphology: Morphology, _ division: Division) throws {
    self.cell = try LoweredCell(
      cell, try cell.wrapped(morphology), division: division, electrodes: [])
    model = QuasiActiveCell(try RestingState(of: self.cell))
  }

  /// The potential at some places for a sine of current into one, MΩ.
  func impedances(from source: Site, to places: [Site], frequency: Double) throws -> [Complex] {
    let response = SineResponse(
      AdmittanceNetwork(model, at: frequency.Hz), from: try probe(source))
    return try places.map {
      let impedance = response.transferImpedance(to: try probe($0))
      return Complex(impedance.real, impedance.imaginary)
    }
  }

  /// The length constant that the decay of a sine from one place to another shows, µm.
  func lengthConstant(from start: Site, to end: Site, frequency: Double) throws -> Double {
    let response = SineResponse(
      AdmittanceNetwork(model, at: frequency.Hz), from: try probe(start))
    let path = TreePath(from: try location(start), to: try location(end), in: cell)
    let fit = LengthConstant(
      distances: path.distances.map { Length(coherent: $0) },
      deflections: path.probes.map {
        Voltage(coherent: response.transferImpedance(to: $0).magnitude)
      })
    return fit.length?.value(in: .um) ?? .nan
  }

  /// The local formula at the compartment that is nearest to a place, µm.
  func localLengthConstant(at place: Site, frequency: Double) throws -> Double {
    LocalLengthConstants(model).at(frequency.Hz).vertices[try probe(place).nearest] ?? .nan
  }

  /// The slowest decays, gates held, ms.
  func timeConstants(_ count: Int) -> [Double] {
    DecayModes(model, count: count)?.timeConstants ?? []
  }

  private func location(_ site: Site) throws -> Location {
    try site.locations(on: cell.morphology)[0]
  }

  private func probe(_ site: Site) throws -> LoweredCell.Probe {
    cell.probe(at: try location(site))
  }
}
