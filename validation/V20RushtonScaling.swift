import RallModel
import RallUnits

/// Rushton's dimensional argument: a fibre of twice the diameter that is alike in all else is twice as
/// fast.
struct V20RushtonScaling: Case {
  let id = "V20"
  let title = "Velocity of alike myelinated axons goes as the diameter"
  let method = "as V19, richardson; diameter, internode, lamellae and pieces scaled alike"
  let source =
    "converged: NEURON 9.0.2, as V19; not quite 2, since the node's length stays; Rushton 1951, "
    + "doi:10.1113/jphysiol.1951.sp004655"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    let base = try Self.velocity(factor: 1)
    for (factor, ratio) in [(2.0, 1.998956), (0.5, 0.500522)] {
      let found = try Self.velocity(factor: factor) / base
      evidence.compare(
        "times \(decimal(factor)): ratio of velocities", found, with: ratio,
        within: .relative(1e-4))
      evidence.compare(
        "the same beside Rushton's \(decimal(factor))", found, with: factor,
        within: .relative(2e-3))
    }
    return evidence
  }

  private static func velocity(factor: Double) throws -> Double {
    var axon = MyelinatedAxon()
    axon.accuracy = .richardson
    axon.diameter = factor * axon.diameter
    axon.internode = factor * axon.internode
    axon.sheath.thickness = .lamellae(factor * 100)
    axon.compartment = factor * axon.compartment
    axon.current = factor * axon.current
    return try axon.velocity()
  }
}
