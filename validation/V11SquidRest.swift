import RallAnalysis
import RallModel
import RallMorphology
import RallTheory
import RallUnits
import TestNeurons

/// Where the squid's membrane rests, by Newton's method and by waiting.
struct V11SquidRest: Case {
  let id = "V11"
  let title = "Resting potential and gates of the squid membrane"
  let method = "resting state by Newton's method, and what is left after 400 ms from −65 mV"
  let source = "exact: the root of the steady current, for each convention of the leak; HH 1952"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    for leak in [-54.3, -54.387, -54.4] {
      let exact = SquidMembrane(leakReversal: leak, temperature: 6.3).restingVoltage
      var experiment = Experiment.squidPatch(start: -65.mV, for: 400.ms, step: 50.us)
      experiment.cell.coats = [Coat(.all, .hh(el: leak.mV))]
      let state = try RestingCell(experiment.cell, .lump(area: 1000), .perSection(1))
      evidence.compare(
        "rest, leak \(decimal(leak)) mV, by Newton", state.potentials[0], with: exact, in: "mV",
        within: .absolute(1e-9))
      evidence.compare(
        "rest, leak \(decimal(leak)) mV, by waiting",
        try Run(experiment).trace().values.last ?? .nan, with: exact, in: "mV",
        within: .absolute(1e-9))
    }
    var experiment = Experiment.squidPatch(for: 10.ms, step: 50.us)
    experiment.recordings = [
      Recording(name: "gates", variables: ["hh.m", "hh.h", "hh.n"], .sites([.soma]))
    ]
    let run = try Run(experiment)
    let membrane = SquidMembrane.at(6.3)
    let gates = membrane.steadyGates(at: membrane.restingVoltage)
    for (track, gate) in [("m", gates.m), ("h", gates.h), ("n", gates.n)].enumerated() {
      evidence.compare(
        "\(gate.0) at rest", run.trace(track).values.last ?? .nan, with: gate.1,
        within: .absolute(1e-9))
    }
    return evidence
  }
}
