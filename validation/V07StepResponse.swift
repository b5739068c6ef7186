import RallAnalysis
import RallModel
import RallMorphology
import RallTheory
import RallUnits

/// What a step of current does in time, at both ends of cables of several lengths.
struct V07StepResponse: Case {
  let id = "V07"
  let title = "Voltage in time after a step of current into a cable"
  let method = "d 2 µm, Rm 20 000 Ω cm², Ra 150 Ω cm; pieces of λ/100, step 20 µs, standard"
  let source = "exact: images and eigenfunctions; Rall 1960 and 1969"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    for length in [0.5, 1, 2] {
      let voltage = try Self.stepResponse(length: length, at: [0, length])
      for (place, x) in [0, length].enumerated() {
        for time in [0.1, 1, 4] {
          evidence.compare(
            "V/(I R∞), L = \(decimal(length)), X = \(decimal(x)), T = \(decimal(time))",
            voltage(place, time), with: StepResponse.finite(at: x, time: time, length: length),
            within: .absolute(1e-4))
        }
      }
    }
    let voltage = try Self.stepResponse(length: 12, at: [0, 1])
    for (place, x) in [0.0, 1].enumerated() {
      for time in [0.25, 1, 4] {
        evidence.compare(
          "V/(I R∞), endless, X = \(decimal(x)), T = \(decimal(time))", voltage(place, time),
          with: StepResponse.semiInfinite(at: x, time: time), within: .absolute(1e-4))
      }
    }
    return evidence
  }

  /// The voltage at some distances from the current, in λ, as a function of time in τ; as a share of
  /// what the current would hold at the end of an endless cable.
  private static func stepResponse(
    length: Double, at distances: [Double]
  ) throws -> (_ place: Int, _ time: Double) -> Double {
    let cable = UniformCable(diameter: 2, material: .dendrite)
    let tau = cable.timeConstant
    let run = try Run(
      Experiment(
        morphology: .cylinder(
          length: (length * cable.lengthConstant).um, diameter: cable.diameter.um, type: 3),
        division: .perSection(Int(100 * length)), cell: Cell(cable.material),
        stimuli: [
          Stimulus(name: "step", at: .section(0, 0), CurrentClamp(0.1.nA, from: .zero, for: 1.s))
        ],
        recordings: [
          Recording(
            name: "v", .sites(distances.map { .section(0, $0 / length) }),
            every: (tau / 20).ms)
        ],
        run: RunSettings(duration: (4 * tau).ms, step: 20.us)))
    let steady = 0.1 * cable.semiInfiniteResistance
    return { place, time in
      let voltage = run.trace(column: place).voltage(at: (time * tau).ms)
      return (voltage?.value(in: .mV) ?? .nan) / steady
    }
  }
}
