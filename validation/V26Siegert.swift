import Foundation
import RallModel
import RallTheory
import RallUnits
import TestNeurons
import TestRandom

/// The rate of an integrate-and-fire neuron under white noise: the formula, and the engine under it.
struct V26Siegert: Case {
  let id = "V26"
  let title = "The integrate-and-fire neuron under white noise"
  let method =
    "the formula as RallTheory computes it, against quadrature elsewhere; Monte Carlo: a point cell "
    + "under normal numbers held for 0.05 ms each, 600 s, seeded"
  let source =
    "Siegert 1951, Brunel 2000, by mpmath with 40 digits; hard-coded in NEST's test_siegert_neuron.py; "
    + "for noise that is held, thresholds further away by 0.5826 s sqrt(dt/tau) (Broadie, Glasserman and "
    + "Kou 1997, doi:10.1111/1467-9965.00035)"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    let nest = IntegrateAndFire(timeConstant: 10, threshold: 15, refractoryPeriod: 2)
    evidence.compare(
      "formula, NEST's neuron at threshold", nest.rate(mean: 15, noise: 1.5.squareRoot()),
      with: 27.109_593_437_930_917, in: "Hz", within: .relative(1e-9))
    for (mean, noise, rate) in [
      (15.0, 3.0, 2.288_043_015_777_024), (18, 5, 19.620_289_762_510_453),
      (20, 1, 14.763_103_880_520_419), (20, 5, 27.340_567_353_077_267),
      (25, 3, 44.070_591_773_628_908),
    ] {
      evidence.compare(
        "formula, mean \(decimal(mean)) mV, s = \(decimal(noise)) mV",
        IntegrateAndFire.brunel.rate(mean: mean, noise: noise), with: rate, in: "Hz",
        within: .relative(1e-9))
    }
    for (mean, noise) in [(20.0, 5.0), (25, 3)] {
      evidence.compare(
        "Monte Carlo, mean \(decimal(mean)) mV, s = \(decimal(noise)) mV",
        try HeldNoise(mean: mean, noise: noise).rate(of: .brunel),
        with: HeldNoise(mean: mean, noise: noise).expectedRate(of: .brunel), in: "Hz",
        within: .relative(0.01))
    }
    return evidence
  }
}

/// White noise as an experiment can have it: a normal number that is held, and then another.
private struct HeldNoise {
  /// mV.
  let mean: Double
  /// √2 times the deviation of a membrane without threshold, mV.
  let noise: Double
  /// For how long a number is held, ms.
  let hold = 0.05
  /// The windows into which the time is cut, each from rest.
  private let windows = 6
  private let window = 100_000.0

  /// Spikes over time from the first spike of a window to its last, in Hz.
  func rate(of neuron: IntegrateAndFire) throws -> Double {
    var random = SeededGenerator(seed: 26)
    var (intervals, time) = (0, 0.0)
    let experiment = Experiment.pointCell(
      neuron.pointCell, level: neuron.threshold.mV, for: window)
    // The deviation of a held number whose integral is that of white noise.
    let deviation = noise * (neuron.timeConstant / hold).squareRoot()
    for _ in 0..<windows {
      let currents = (0..<Int(window / hold)).map { _ in
        mean + deviation * Double.normal(using: &random)
      }
      let spikes = try Run(experiment, with: .stairs(currents, every: hold)).spikeTimes()
      intervals += spikes.count - 1
      time += (spikes.last ?? .nan) - (spikes.first ?? .nan)
    }
    return 1000 * Double(intervals) / time
  }

  /// By the formula. A path of straight lines turns back between its corners less often than one of
  /// white noise, as if the threshold were further away.
  func expectedRate(of neuron: IntegrateAndFire) -> Double {
    let further = 0.5826 * noise * (hold / neuron.timeConstant).squareRoot()
    return IntegrateAndFire(
      timeConstant: neuron.timeConstant, threshold: neuron.threshold + further,
      reset: neuron.reset, refractoryPeriod: neuron.refractoryPeriod
    ).rate(mean: mean, noise: noise)
  }
}

extension Double {
  /// Of mean 0 and deviation 1, from two equal ones (Box and Muller 1958, doi:10.1214/aoms/1177706645).
  fileprivate static func normal(using random: inout some RandomNumberGenerator) -> Double {
    let radius = -2 * log(Double.random(in: Double.leastNonzeroMagnitude..<1, using: &random))
    return radius.squareRoot() * cos(.random(in: 0..<2 * .pi, using: &random))
  }
}
