import Foundation
import RallAnalysis
import RallModel
import RallMorphology
import RallTheory
import RallUnits

/// The first two time constants of a sealed cable, by peeling exponentials from a decay as one does
/// with a recording.
struct V06EqualizingTimeConstants: Case {
  let id = "V06"
  let title = "Ratio of the first two time constants of a cable, peeled from its decay"
  let method = "pulse of 0.1 ms into one end; 200 pieces, step 10 µs, standard"
  let source = "exact: τ0/τ1 = 1 + (π/L)²; Rall 1969, Biophys J 9:1483"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    let cable = UniformCable(diameter: 2, material: .dendrite)
    for electrotonic in [0.5, 1, 2] {
      let length = electrotonic * cable.lengthConstant
      let (slow, fast) = try Self.peeled(cable, electrotonic: electrotonic)
      evidence.compare(
        "τ0, L = \(decimal(electrotonic))", slow, with: cable.timeConstant, in: "ms",
        within: .relative(1e-5))
      evidence.compare(
        "τ0/τ1, L = \(decimal(electrotonic))", slow / fast,
        with: cable.equalizingTimeConstant(0, length: length)
          / cable.equalizingTimeConstant(1, length: length), within: .relative(1e-4))
    }
    return evidence
  }

  /// The slowest exponential is fitted where nothing else is left, and the next to what remains
  /// without it.
  private static func peeled(
    _ cable: UniformCable, electrotonic: Double
  ) throws -> (slow: Double, fast: Double) {
    let tau = cable.timeConstant
    let trace = try Run(
      Experiment(
        morphology: .cylinder(
          length: (electrotonic * cable.lengthConstant).um, diameter: cable.diameter.um, type: 3),
        division: .perSection(200), cell: Cell(cable.material),
        stimuli: [
          Stimulus(
            name: "pulse", at: .section(0, 0), CurrentClamp(1.nA, from: .zero, for: 0.1.ms))
        ],
        recordings: [Recording(name: "v", .sites([.section(0, 0)]), every: 50.us)],
        run: RunSettings(duration: (10 * tau).ms, step: 10.us))
    ).trace()

    func decay(from start: Double, to end: Double, without other: (Double) -> Double)
      throws -> LineFit
    {
      let window = trace.times.indices.filter { start <= trace.times[$0] && trace.times[$0] <= end }
      let times = window.map { trace.times[$0] }
      let heights = window.map { log(trace.values[$0] - other(trace.times[$0])) }
      guard let fit = LineFit(times, heights) else { throw NothingToPeel() }
      return fit
    }
    let slow = try decay(from: 6 * tau, to: 10 * tau) { _ in 0 }
    // Modes fall as (nπ/L)²: after 0.4 L² τ the third is 1e-5 of the second.
    let square = electrotonic * electrotonic * tau
    let fast = try decay(from: 0.4 * square, to: 0.6 * square) {
      exp(slow.intercept + slow.slope * $0)
    }
    return (-1 / slow.slope, -1 / fast.slope)
  }

  private struct NothingToPeel: Error {}
}
