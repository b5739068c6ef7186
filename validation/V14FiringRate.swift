import RallAnalysis
import RallModel
import RallTheory
import RallUnits

/// How fast the axon fires under a steady current.
struct V14FiringRate: Case {
  let id = "V14"
  let title = "Rate of firing of a space-clamped squid axon under a steady current"
  let method = "one compartment, current on from rest; last interval of 600 ms, step 5 µs, standard"
  let source = "converged: an integrator of order 16, intervals settled to 1e-11"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    let densities: [(celsius: Double, all: [Double])] = [
      (6.3, [6.5, 7, 8, 10, 15, 20, 30, 50]), (18.5, [10, 15, 20, 30, 50]),
    ]
    for (celsius, all) in densities {
      for density in all {
        let experiment = Experiment.squidPatch(
          celsius: celsius, currents: [(density, 1000)], for: 600.ms, step: 5.us)
        let train = SpikeTrain(times: try Run(experiment).spikes().map(\.time))
        evidence.compare(
          "\(decimal(density)) µA/cm² at \(decimal(celsius)) °C",
          train.lastRate?.value(in: .Hz) ?? 0,
          with: SquidMembrane.at(celsius).firingRate(current: density) ?? 0, in: "Hz",
          within: .relative(1e-4))
      }
    }
    return evidence
  }
}
