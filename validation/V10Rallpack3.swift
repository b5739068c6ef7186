import RallModel
import RallMorphology
import RallTheory
import RallUnits

/// The third benchmark of simulators: a train of spikes along an active cable.
///
/// There is no closed form. The limits are those of ever finer steps, and of ever finer meshes too;
/// the one by another program is NEURON's with variable steps. The score of the benchmark itself has
/// a floor of about 1 %, since it takes peaks from samples of 50 µs, so crossings of 0 mV, timed
/// between the steps, are judged instead.
struct V10Rallpack3: Case {
  let id = "V10"
  let title = "Rallpack 3: a train of spikes along an active cable"
  let method = "1000 compartments, step 12.5 µs, standard; upward crossings of 0 mV in 250 ms"
  let source =
    "converged: on this mesh 236.67685 ms, without a mesh 236.67739 ms, on a mesh of 1000 centred "
    + "compartments (NEURON 9.0.2, CVODE, tolerance 1e-7) the others"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    let leak = (1000 / Rallpack.material.membraneResistance).mS / .cm2
    let run = try Run(
      Experiment(
        morphology: .cylinder(length: 1.mm, diameter: 1.um, type: 2), division: .perSection(1000),
        cell: Cell(axoplasm: 100.ohm * .cm, temperature: 6.3.degC, start: .voltage(-65.mV)) {
          Coat(.all, .hh(gl: leak, el: -65.mV))
        },
        stimuli: [
          Stimulus(
            name: "step", at: .section(0, 0),
            CurrentClamp(Rallpack.current.nA, from: .zero, for: 1.s))
        ],
        detectors: [
          Detector(name: "ends", at: [.section(0, 0), .section(0, 1)], above: .zero)
        ],
        run: RunSettings(duration: 250.ms, step: 12.5.us)))
    let (near, far) = (run.spikeTimes(point: 0), run.spikeTimes(point: 1))
    evidence.compare(
      "spikes at the near end", Double(near.count), with: 18, within: .absolute(0))
    evidence.compare("spikes at the far end", Double(far.count), with: 17, within: .absolute(0))
    guard let first = near.first, let arrival = far.first, let last = far.last, far.count > 1 else {
      return evidence
    }
    evidence.compare(
      "first spike, near end", first, with: 1.306_266, in: "ms", within: .absolute(5e-3))
    evidence.compare(
      "first spike, far end", arrival, with: 4.070_807, in: "ms", within: .absolute(5e-3))
    evidence.compare(
      "last interval, far end", last - far[far.count - 2], with: 14.531_518, in: "ms",
      within: .absolute(2e-3))
    for (limit, mesh) in [
      (236.67685, "this mesh"), (236.67739, "no mesh"), (236.677_564, "NEURON's mesh"),
    ] {
      evidence.compare(
        "last spike, far end, against the limit on \(mesh)", last, with: limit, in: "ms",
        within: .absolute(0.02))
    }
    return evidence
  }
}
