import RallCable
import RallImpedance
import RallKernel
import RallModel
import RallMorphology
import RallNumerics
import RallSimulation
import RallUnits
import TestNeurons
import Testing

@Suite("A small sine in time")
struct SineRunTests {
  /// What the engine's potentials come to after their start is forgotten: their part at the frequency,
  /// over the current, MΩ.
  static func driven(
    _ cell: LoweredCell, at vertex: Int, frequency: Double, periods: Int, settle: Int,
    size: Double, reading: [Int]
  ) throws -> [ComplexNumber] {
    var integrator = Integrator(cell, kernel: try Kernel.chosen.get())
    let rest = try RestingState(of: cell)
    integrator.start(from: rest.state)
    let count = 400
    let step = 1 / frequency / Double(count)
    let omega = 2 * Double.pi * frequency
    var sums = [ComplexNumber](repeating: .zero, count: reading.count)
    integrator.advanceGates(by: step / 2)
    for k in 0..<(settle + periods) * count {
      // The mean of the sine over the step.
      let (a, b) = (Double(k) * step, Double(k + 1) * step)
      integrator.electrodes.steady = [
        (vertex, size * (cosine(omega * a) - cosine(omega * b)) / (omega * step))
      ]
      integrator.crankNicolson(step, from: a)
      integrator.advanceGates(by: step)
      guard k >= settle * count else { continue }
      let (s, c) = (sine(omega * b), cosine(omega * b))
      for (index, place) in reading.enumerated() {
        let v =
          integrator.potentials.axolemma[place] - rest.potentials[place]
          + (cell.periaxonal == nil
            ? 0 : integrator.potentials.sheath[place] - rest.state.sheath[place])
        // v = Re(Z) sin + Im(Z) cos, by orthogonality over whole periods.
        sums[index] += ComplexNumber(v * s, v * c)
      }
    }
    return sums.map { (2 / Double(periods * count) / size) * $0 }
  }

  @Test(
    "is answered in place and elsewhere as the impedance says, gates and sheaths included",
    arguments: [(0.05, false), (0.2, false), (1, false), (0.2, true), (1, true)])
  func agrees(frequency: Double, sheathed: Bool) throws {
    let single = try LoweredCell(
      Cell(axoplasm: 150.ohm * .cm) {
        Coat(.all, .passive(g: 0.3.mS / .cm2, e: -65.mV))
        Coat(.compare(.distance, .greater, 10), .hh())
      }, .random(seed: 8, sections: 8), division: .longest(15.um))
    let cell = sheathed ? single.sheathed(seed: 8) : single
    let reading = [0, 2, cell.count / 2, cell.count - 1]
    let network = AdmittanceNetwork(
      QuasiActiveCell(try RestingState(of: cell)), at: Frequency(coherent: frequency))
    let exact = SineResponse(network, from: .init(first: 2, second: 2, share: 0))
    // Slow modes of h, n and the sheath last 20 ms and less: they have 200 ms to go.
    let settle = Int((200 * frequency).rounded(.up))
    let found = try Self.driven(
      cell, at: 2, frequency: frequency, periods: 2, settle: settle, size: 1e-5, reading: reading)
    for (place, value) in zip(reading, found) {
      // 400 steps a period of a scheme of order 2: (2π/400)²/12 = 2e-5, and what gates add.
      #expect(departure(value, exact.potentials[place]) < 2e-4, "\(place)")
    }
  }
}
