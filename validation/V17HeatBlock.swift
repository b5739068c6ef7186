import RallAnalysis
import RallModel
import RallTheory
import RallUnits

/// Warmth makes the impulse faster, then slower, then impossible.
struct V17HeatBlock: Case {
  let id = "V17"
  let title = "Conduction velocity of the squid axon against temperature, and its heat block"
  let method =
    "as V16, richardson of 10 µs, without a mesh; at 33 °C on an axon twice as long, 5 µs; the block "
    + "by halving, on 160 mm in pieces of 100 µm, step 5 µs"
  let source =
    "converged: travelling wave by shooting; the block where fast and slow wave meet; Huxley 1959"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    for celsius in [6.3, 10, 15, 20, 25, 30, 33] {
      var axon = SquidAxon(
        compartment: 50.um, step: 10.us, duration: 8.ms, accuracy: .richardson, celsius: celsius)
      // Near the block the kick is forgotten slowly, and the step matters more.
      if celsius > 30 { (axon.length, axon.duration, axon.step) = (160.mm, 12.ms, 5.us) }
      evidence.compare(
        "velocity at \(decimal(celsius)) °C", try axon.velocityWithoutMesh(),
        with: SquidMembrane.at(celsius).axonVelocity, in: "m/s", within: .relative(1e-4))
    }
    let warm = try Self.conduction(at: 33)
    evidence.expect(
      "a spike at 33 °C", "the spike travelled the whole path", found: "\(warm.outcome)",
      holds: warm.outcome == .travelled)
    let hot = try Self.conduction(at: 34)
    var stops = false
    if case .stopped = hot.outcome { stops = true }
    evidence.expect(
      "a spike at 34 °C", "the spike stopped on the way", found: "\(hot.outcome)", holds: stops)
    let block = try halving(from: 33, to: 34, within: 0.01) {
      try Self.conduction(at: $0).outcome != .travelled
    }
    evidence.compare(
      "temperature of the block", block, with: SquidMembrane.at(33).heatBlock.temperature,
      in: "°C", within: .absolute(0.1))
    return evidence
  }

  private static func conduction(at celsius: Double) throws -> Conduction {
    var axon = SquidAxon(length: 160.mm, duration: 12.ms, celsius: celsius)
    axon.places = Array(stride(from: 0.0625, through: 1, by: 0.0625))
    return try axon.arrivals().conduction
  }
}
