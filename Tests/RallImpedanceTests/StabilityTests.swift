import RallCable
import RallImpedance
import RallModel
import RallMorphology
import RallNumerics
import RallTheory
import RallUnits
import TestNeurons
import Testing

@Suite("Whether a cell stays at its rest")
struct StabilityTests {
  private static let squid = SquidMembrane(leakReversal: -54.3, temperature: 6.3)

  /// A squid membrane that rests at a voltage, in mV, since its leak brings the steady current for it; with
  /// another leak that brings none, in mS/cm².
  private static func cell(at voltage: Double, besides leak: Double = 0) -> Cell {
    let reversal = squid.leakReversal + squid.steadyCurrent(at: voltage) / squid.leakConductance
    return Cell(axoplasm: 35.4.ohm * .cm, temperature: 6.3.degC, start: .voltage(voltage.mV)) {
      Coat(.all, .hh(el: reversal.mV))
      Coat(.all, .passive(g: leak.mS / .cm2, e: voltage.mV))
    }
  }

  private static func stability(_ cell: LoweredCell) throws -> Stability {
    Stability(of: QuasiActiveCell(try RestingState(of: cell)))
  }

  private static func patch(at voltage: Double, besides leak: Double = 0) throws -> LoweredCell {
    try LoweredCell(
      cell(at: voltage, besides: leak), .lump(area: 1000), division: .perSection(1))
  }

  private static func growing(_ stability: Stability) -> Int? {
    switch stability {
    case .stable: 0
    case .unstable(let growing): growing
    case .unknown: nil
    }
  }

  @Test("a squid patch loses its rest to one growing sine at the roots of Hurwitz's determinant")
  func hopf() throws {
    let points = Self.squid.hopfPoints.map(\.voltage)
    try #require(points.count == 2)
    // The rest is found to 1e-5 mV.
    for (voltage, growing) in [
      (points[0] - 1e-3, 0), (points[0] + 1e-3, 2), (points[1] - 1e-3, 2), (points[1] + 1e-3, 0),
    ] {
      #expect(
        Self.growing(try Self.stability(Self.patch(at: voltage))) == growing, "\(voltage) mV")
    }
  }

  @Test(
    "of a sealed cable as many modes grow as of patches that leak besides what each harmonic spreads",
    arguments: [1.0, 10, 30])
  func harmonics(millimetres: Double) throws {
    let (voltage, pieces) = (-50.0, 24)
    let cable = try LoweredCell(
      Self.cell(at: voltage), .cylinder(length: millimetres.mm, diameter: 50.um),
      division: .perSection(pieces))
    // With half a compartment at each end the harmonics of the chain are exact: 2g/A (1 − cos πj/N).
    let spread = 2 * cable.axial.coupling[2] / cable.columns[1].area
    let wanted = try (0...pieces).map { harmonic in
      let share = 1 - cosine(.pi * Double(harmonic) / Double(pieces))
      // µS/µm² are 1e5 mS/cm².
      let patch = try Self.patch(at: voltage, besides: 1e5 * spread * share)
      return try #require(Self.growing(Self.stability(patch)))
    }
    let growing = try #require(Self.growing(Self.stability(cable)))
    #expect(growing == wanted.reduce(0, +))
    // A short one swings as a whole, a long one in parts too.
    #expect(millimetres == 1 ? growing == 2 : growing >= 2)
    if millimetres == 30 { #expect(growing > 2) }
  }

  @Test("under a sheath that is a short circuit as many modes grow as without one")
  func sheath() throws {
    var cable = try LoweredCell(
      Self.cell(at: -50), .cylinder(length: 30.mm, diameter: 50.um), division: .perSection(24))
    let bare = try Self.stability(cable)
    let none = [Double](repeating: 0, count: cable.count)
    cable.periaxonal = .init(
      coupling: none, isSheathed: none.map { _ in true },
      capacitance: cable.capacitance.map { 1e4 * $0 },
      conductance: cable.capacitance.map { 1e6 * $0 }, drive: none)
    #expect(try Self.stability(cable) == bare)
    #expect(bare != .stable)
  }

  @Test("a passive cell, and the squid's axon at its own rest, are stable")
  func stable() throws {
    #expect(
      try Self.stability(CableImpedanceTests.passive(length: 500, diameter: 2, 20)) == .stable)
    #expect(try Self.stability(Self.patch(at: Self.squid.restingVoltage)) == .stable)
  }

  @Test("it is unknown where nobody waits for it")
  func stopped() throws {
    let model = QuasiActiveCell(try RestingState(of: Self.patch(at: -50)))
    #expect(Stability(of: model) { false } == .unknown)
  }
}
