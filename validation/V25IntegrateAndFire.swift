import RallAnalysis
import RallModel
import RallTheory
import RallUnits

/// The integrate-and-fire neuron, which has no error of a step to be excused by.
struct V25IntegrateAndFire: Case {
  let id = "V25"
  let title = "The integrate-and-fire neuron and the leaky membrane, from event to event"
  let method =
    "point cells; tau 20 ms, threshold 15 mV, 2 ms refractory, the last interval of 5 s; the current of "
    + "a synapse in lines of 10 and 5 µs, extrapolated"
  let source =
    "exact: Lapicque 1907; propagator of Rotter and Diesmann 1999, doi:10.1007/s004220050570"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    let neuron = IntegrateAndFire(timeConstant: 20, threshold: 15, refractoryPeriod: 2)
    for drive in [15.01, 15.1, 16, 18, 20, 30, 60] {
      let run = try Run(
        .pointCell(neuron.pointCell, current: drive, level: neuron.threshold.mV, for: 5000))
      let last = run.spikeTimes().suffix(2)
      evidence.compare(
        "rate, RI = \(decimal(drive)) mV",
        1000 / ((last.last ?? .nan) - (last.first ?? .nan)), with: neuron.rate(drive: drive),
        in: "Hz", within: .relative(1e-10))
    }
    // tau 10 ms, 250 pF.
    let membrane = PointCell.rc(capacitance: 250.pF, resistance: 40.Mohm, rest: .zero)
    let propagator = Propagator(
      membraneTimeConstant: 10, synapticTimeConstant: 2, capacitance: 250)
    evidence.compare(
      "P22, what is left of a potential after 0.1 ms",
      try end(of: .pointCell(membrane, start: .voltage(1.mV), for: 0.1)),
      with: propagator.potentialDecay(after: 0.1), within: .relative(1e-10))
    for (what, time) in [
      ("P21, what a synapse of tau 2 ms brings about in 0.1 ms", 0.1),
      ("peak of its potential, at 4.0236 ms", propagator.peakTime),
    ] {
      let pieces = Int((time / 0.01).rounded())
      let (coarse, fine) = (
        try synapse(propagator, on: membrane, until: time, in: pieces),
        try synapse(propagator, on: membrane, until: time, in: 2 * pieces)
      )
      evidence.compare(
        what, (4 * fine - coarse) / 3, with: propagator.potential(after: time), in: "mV/pA",
        within: .relative(1e-10))
    }
    return evidence
  }

  /// The potential that a synaptic current of 1 nA, drawn in lines, brings about, in mV/pA.
  private func synapse(
    _ propagator: Propagator, on membrane: PointCell, until time: Double, in pieces: Int
  ) throws -> Double {
    let every = time / Double(pieces)
    let current = (0...pieces).map { propagator.currentDecay(after: Double($0) * every) }
    return try end(of: .pointCell(membrane, for: time), with: .corners(current, every: every))
      / 1000
  }

  /// The potential at the end, mV.
  private func end(
    of experiment: Experiment, with current: AppliedStimulus? = nil
  ) throws -> Double {
    try Run(experiment, with: current).trace().values.last ?? .nan
  }
}
