import RallModel
import RallTheory
import RallUnits

/// The number for which the equations were made: the speed of the nerve impulse.
struct V16SquidVelocity: Case {
  let id = "V16"
  let title = "Conduction velocity of the squid giant axon at 18.5 °C"
  let method =
    "80 mm of 476 µm, Ra 35.4 Ω cm, between 40 and 60 mm; without a mesh: from 100 and 50 µm"
  let source =
    "converged: travelling wave by shooting to the last bit; HH 1952 found 18.8 m/s by hand, and "
    + "21.2 m/s in the axon"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    let wave = SquidMembrane.at(18.5)
    var axon = SquidAxon()
    axon.compartment = 50.um
    evidence.compare(
      "standard, 50 µm, 5 µs", try axon.velocity(), with: wave.axonVelocity, in: "m/s",
      within: .relative(1e-3))
    axon.accuracy = .richardson
    axon.step = 10.us
    evidence.compare(
      "richardson, 50 µm, 10 µs", try axon.velocity(), with: wave.axonVelocity, in: "m/s",
      within: .relative(1e-4))
    evidence.compare(
      "richardson, 10 µs, without a mesh", try axon.velocityWithoutMesh(), with: wave.axonVelocity,
      in: "m/s", within: .relative(1e-5))
    let peak = try Run(axon.experiment).spikes(point: 1).first?.peak.value(in: .mV)
    evidence.compare(
      "peak of the travelling spike, richardson, 50 µm, 10 µs", peak ?? .nan,
      with: wave.travellingWave?.peak ?? .nan, in: "mV", within: .absolute(0.01))
    return evidence
  }
}
