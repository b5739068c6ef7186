import RallModel
import RallUnits

/// What the published model is usually run with: implicit Euler in steps of 5 µs, and its error.
struct V23MotorAxonEuler: Case {
  let id = "V23"
  let title = "The motor axon in implicit Euler steps of 5 µs"
  let method = "as V22"
  let source = "NEURON 9.0.2, implicit Euler, 5 µs: 4 to 9 % below what the equations say"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    for (diameter, velocity) in [(5.7.um, 23.37), (10.um, 51.37), (16.um, 85.66)] {
      evidence.compare(
        "\(diameter), euler, 5 µs",
        try MotorFibre(diameter: diameter, step: 5.us, accuracy: .euler).velocity(),
        with: velocity, in: "m/s", within: .relative(2e-3))
    }
    return evidence
  }
}
