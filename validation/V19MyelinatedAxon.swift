import RallModel
import RallUnits

/// A spike that leaps from node to node.
struct V19MyelinatedAxon: Case {
  let id = "V19"
  let title = "Conduction velocity of a myelinated axon with squid channels at its nodes"
  let method =
    "31 nodes of 2 µm, internodes of 1 mm, d 10 µm, 100 lamellae; nodes 10 to 20; pieces of 25 µm; "
    + "without a mesh: from 1 and 0.5 µm"
  let source =
    "converged: NEURON 9.0.2 by CVODE, extrapolated in the mesh of internodes and nodes "
    + "(converged/myelinated_axon.py); with one compartment a node it has 22.9035 m/s"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    evidence.compare(
      "standard, 5 µs", try MyelinatedAxon().velocity(), with: 22.90462, in: "m/s",
      within: .relative(1e-3))
    var axon = MyelinatedAxon()
    axon.accuracy = .richardson
    evidence.compare(
      "richardson, 5 µs", try axon.velocity(), with: 22.90462, in: "m/s", within: .relative(1e-4))
    axon.compartment = 0.5.um
    evidence.compare(
      "richardson, 5 µs, without a mesh", try axon.velocityWithoutMesh(), with: 22.90462,
      in: "m/s", within: .relative(1e-5))
    for (celsius, velocity) in [
      (6.3, 12.67302), (10, 15.14799), (15, 18.84464), (25, 27.21731), (30, 31.52155),
    ] {
      var axon = MyelinatedAxon()
      axon.accuracy = .richardson
      axon.celsius = celsius
      axon.duration = 6.ms
      evidence.compare(
        "richardson, at \(decimal(celsius)) °C", try axon.velocity(), with: velocity, in: "m/s",
        within: .relative(1e-4))
    }
    return evidence
  }
}
