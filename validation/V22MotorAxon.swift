import RallModel
import RallUnits

/// The published double cable, at the velocity that its equations have and not at that of a step.
struct V22MotorAxon: Case {
  let id = "V22"
  let title = "Conduction velocity of the motor axon of McIntyre, Richardson and Grill"
  let method =
    "21 nodes at 37 °C, one vertex a segment, 2 nA into the first node, nodes 6 to 15 at −20 mV"
  let source =
    "converged: own solver by SDIRK2 at 1 and 0.5 µs, extrapolated; NEURON's variable step says "
    + "56.2529 m/s at 10 µm, its implicit Euler extrapolated 56.246 m/s"

  static let converged: [(diameter: Length, velocity: Double)] = [
    (5.7.um, 25.798), (8.7.um, 47.804), (10.um, 56.252), (16.um, 94.053),
  ]

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    for (diameter, velocity) in Self.converged {
      evidence.compare(
        "\(diameter), standard, 1 µs", try MotorFibre(diameter: diameter).velocity(),
        with: velocity, in: "m/s", within: .relative(2e-3))
      evidence.compare(
        "\(diameter), richardson, 5 and 2.5 µs",
        try MotorFibre(diameter: diameter, step: 5.us, accuracy: .richardson).velocity(),
        with: velocity, in: "m/s", within: .relative(1e-4))
    }
    try findOtherModels(&evidence)
    return evidence
  }

  /// Cut finer, the equations of the published script are another model.
  ///
  /// Its velocity converges with the first power of a piece: the space under the last piece of a
  /// paranode opens in the middle of the node's first piece, not at the border between them.
  private func findOtherModels(_ evidence: inout Evidence) throws {
    var fibre = MotorFibre(step: 5.us, accuracy: .richardson)
    fibre.isCentred = false
    evidence.compare(
      "10 µm, vertices on the ends of the segments", try fibre.velocity(), with: 32.7, in: "m/s",
      within: .absolute(0.05))
    fibre.isCentred = true
    let velocities = try [32, 64].map {
      fibre.splitting = $0
      return try fibre.velocity()
    }
    evidence.compare(
      "10 µm, segments cut into 32 and 64, extrapolated", 2 * velocities[1] - velocities[0],
      with: 40.4, in: "m/s", within: .absolute(0.05))
  }
}
