import RallModel
import RallMorphology
import RallTheory
import RallUnits

/// The third benchmark of simulators: a train of spikes along an active cable.
///
/// There is no closed form, so there are three limits: of ever finer steps on the mesh that is used,
/// which tells the error in time alone; of ever finer meshes too; and NEURON's on its own mesh. The
/// score of the benchmark itself has a floor of about 1 %, since it takes peaks from samples of
/// 50 µs; crossings of 0 mV, timed between the steps, are judged instead.
struct V10Rallpack3: Case {
  let id = "V10"
  let title = "Rallpack 3: a train of spikes along an active cable"
  let method =
    "1000 pieces of 1 µm; upward crossings of 0 mV in 250 ms; richardson is 25 with 12.5 µs"
  let source =
    "converged: on the same vertices LSODA at 1e-10 (converged/squid_cables.py); without a mesh the same "
    + "on 1000 and 2000 pieces, extrapolated; on 1000 centred compartments NEURON 9.0.2 by CVODE at 1e-7"

  /// On the same vertices, ms; without a mesh; on NEURON's.
  private static let last = (mesh: 236.676_853, limit: 236.677_39, neuron: 236.677_564)

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    let run = try Self.run(.standard, step: 12.5.us)
    let (near, far) = (run.spikeTimes(point: 0), run.spikeTimes(point: 1))
    evidence.compare(
      "spikes at the near end", Double(near.count), with: 18, within: .absolute(0))
    evidence.compare("spikes at the far end", Double(far.count), with: 17, within: .absolute(0))
    func compare(
      _ what: String, _ ours: Double?, with reference: Double, within bound: Double
    ) {
      evidence.compare(
        what, ours ?? .nan, with: reference, in: "ms", within: .absolute(bound))
    }
    let what = "standard, 12.5 µs: last spike, far end, against the limit on"
    compare(
      "standard, 12.5 µs: first spike, near end", near.first, with: 1.305_951, within: 5e-3)
    compare(
      "standard, 12.5 µs: first spike, far end", far.first, with: 4.070_796, within: 5e-3)
    compare("\(what) this mesh", far.last, with: Self.last.mesh, within: 0.02)
    compare("\(what) no mesh", far.last, with: Self.last.limit, within: 0.02)
    compare("\(what) NEURON's mesh", far.last, with: Self.last.neuron, within: 0.02)

    let pair = try Self.run(.richardson, step: 25.us).spikes(point: 1)
    compare(
      "richardson: first spike, far end", pair.first?.time.value(in: .ms), with: 4.070_796,
      within: 1e-3)
    compare(
      "richardson: last spike, far end, against the limit on this mesh",
      pair.last?.time.value(in: .ms), with: Self.last.mesh, within: 2e-3)
    // The bar is meant to be the error of the finer of the two runs, which is the one above.
    evidence.compare(
      "richardson: printed error of the last spike", pair.last?.error?.value(in: .ms) ?? .nan,
      with: abs((far.last ?? .nan) - Self.last.mesh), in: "ms", within: .relative(0.1))
    return evidence
  }

  private static func run(_ accuracy: RunSettings.Accuracy, step: Time) throws -> Run {
    let leak = (1000 / Rallpack.material.membraneResistance).mS / .cm2
    return try Run(
      Experiment(
        morphology: .cylinder(length: 1.mm, diameter: 1.um, type: 2), division: .perSection(1000),
        cell: Cell(axoplasm: 100.ohm * .cm, temperature: 6.3.degC, start: .voltage(-65.mV)) {
          Coat(.all, .hh(gl: leak, el: -65.mV))
        },
        stimuli: [.rallpackStep],
        detectors: [
          Detector(name: "ends", at: [.section(0, 0), .section(0, 1)], above: .zero)
        ],
        run: RunSettings(duration: 250.ms, step: step, accuracy: accuracy)))
  }
}
