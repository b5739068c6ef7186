import RallAnalysis
import RallModel
import RallTheory
import RallUnits

/// The action potential of a space-clamped axon after a sudden jump of its voltage.
struct V12ActionPotential: Case {
  let id = "V12"
  let title = "Action potential of a space-clamped squid axon"
  let method = "one compartment, jump from rest at t = 0; step 1 µs, standard"
  let source = "converged: extrapolated midpoint rule of order 16, 1e-13; HH 1952"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    for (celsius, jump) in [(6.3, 15.0), (6.3, 30), (6.3, 90), (18.5, 15), (18.5, 30), (18.5, 90)] {
      guard let exact = SquidMembrane.at(celsius).response(toJump: jump) else { continue }
      let experiment = Experiment.squidPatch(
        celsius: celsius, every: 2.us, for: 8.ms, step: 1.us)
      let trace = try Run(experiment, jump: jump).trace()
      let (peak, trough) = (trace.maximum, trace.minimum)
      let what = "\(decimal(jump)) mV at \(decimal(celsius)) °C"
      evidence.compare(
        "peak, \(what)", peak?.voltage.value(in: .mV) ?? .nan, with: exact.peak.voltage, in: "mV",
        within: .absolute(1e-3))
      evidence.compare(
        "time of the peak, \(what)", peak?.time.value(in: .ms) ?? .nan, with: exact.peak.time,
        in: "ms", within: .absolute(1e-4))
      evidence.compare(
        "lowest after it, \(what)", trough?.voltage.value(in: .mV) ?? .nan,
        with: exact.trough.voltage, in: "mV", within: .absolute(1e-3))
    }
    return evidence
  }
}
