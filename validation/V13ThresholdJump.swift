import RallModel
import RallTheory
import RallUnits

/// The smallest sudden jump of the voltage that fires the axon.
struct V13ThresholdJump: Case {
  let id = "V13"
  let title = "The least jump from rest that fires a space-clamped squid axon"
  let method = "one compartment; halving the jump, step 2 µs, standard"
  let source = "converged: the same by an integrator of order 16, 1e-13"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    for (celsius, low, high) in [(6.3, 4.0, 9.0), (18.5, 6, 15)] {
      let found = try halving(from: low, to: high, within: 1e-6) { jump in
        let experiment = Experiment.squidPatch(celsius: celsius, for: 15.ms, step: 2.us)
        return try !Run(experiment, jump: jump).spikes().isEmpty
      }
      evidence.compare(
        "threshold jump at \(decimal(celsius)) °C", found,
        with: SquidMembrane.at(celsius).thresholdJump, in: "mV", within: .absolute(1e-4))
    }
    return evidence
  }
}
