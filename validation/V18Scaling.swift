import RallModel
import RallTheory
import RallUnits

/// Symmetries of the cable equation that the compartments keep to the last bits.
struct V18Scaling: Case {
  let id = "V18"
  let title = "Velocity goes as √(d/Ra), and as 1/√C where C and every conductance go together"
  let method = "as V16, 100 µm and 5 µs, lengths and compartments scaled alike"
  let source = "exact: dimensions of the cable equation; the discrete axon is the same axon"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    let base = try SquidAxon().velocity()
    for (diameter, axoplasm) in [(4.0, 1.0), (0.25, 1), (1, 4), (2, 1), (1.3, 0.6)] {
      var axon = SquidAxon()
      let root = (diameter / axoplasm).squareRoot()
      axon.diameter = diameter * axon.diameter
      axon.axoplasm = axoplasm * axon.axoplasm
      axon.length = root * axon.length
      axon.compartment = root * axon.compartment
      axon.current = root * diameter * axon.current
      evidence.compare(
        "d times \(decimal(diameter)), Ra times \(decimal(axoplasm)): ratio of velocities",
        try axon.velocity() / base, with: root, within: .relative(1e-9))
    }
    for scale in [4, 2, 0.1] {
      var axon = SquidAxon()
      let root = scale.squareRoot()
      axon.scale = scale
      axon.length = 1 / root * axon.length
      axon.compartment = 1 / root * axon.compartment
      axon.current = root * axon.current
      evidence.compare(
        "C and g times \(decimal(scale)): ratio of velocities", try axon.velocity() / base,
        with: 1 / root, within: .relative(1e-9))
    }
    return evidence
  }
}
