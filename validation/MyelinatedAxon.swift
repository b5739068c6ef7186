import RallAnalysis
import RallModel
import RallMorphology
import RallUnits

/// A long myelinated axon that is kicked at its first node: squid channels ten times as dense at its
/// nodes, and a single cable of thin lamellae between.
struct MyelinatedAxon {
  var internodes = 30
  /// Of node and internode.
  var diameter = 10.um
  var internode = 1.mm
  var node = 2.um
  var sheath = Sheath(.lamellae(100), reversal: -65.mV)
  var celsius = 20.0
  /// Longest piece of an internode.
  var compartment = 25.um
  var step = 5.us
  var duration = 3.ms
  var accuracy = RunSettings.Accuracy.standard
  /// Into the first node, for 0.1 ms.
  var current = 2.nA
  /// The nodes between which the spike is timed.
  var timed = [10, 20]

  /// What passes −30 mV counts.
  var experiment: Experiment {
    let length = Double(internodes) * (internode + node) + node
    let myelin = Myelin(
      on: .all,
      node: NodeOfRanvier(
        length: node,
        .hh(gna: 1200.mS / .cm2, gk: 360.mS / .cm2, gl: 3.mS / .cm2)),
      internode: Internode(length: internode, sheath: sheath))
    let cell = Cell(
      axoplasm: 110.ohm * .cm, temperature: celsius.degC, start: .voltage(-65.mV),
      wrappings: [.myelin(myelin)])
    return Experiment(
      morphology: .cylinder(length: length, diameter: diameter, type: 2),
      division: .longest(compartment), cell: cell,
      stimuli: [
        Stimulus(name: "kick", at: .node(0), CurrentClamp(current, from: 0.1.ms, for: 0.1.ms))
      ],
      detectors: [Detector(name: "passage", at: timed.map { .node($0) }, above: -30.mV)],
      run: RunSettings(duration: duration, step: step, accuracy: accuracy))
  }

  /// From node to node, in m/s; no number where the spike did not pass both.
  func velocity() throws -> Double {
    let run = try Run(experiment)
    let times = timed.indices.map { run.spikes(point: $0).first?.time }
    let positions = timed.map { Double($0) * (internode + node) }
    return Conduction(positions: positions, arrivals: times).velocity?.value(
      in: .metresPerSecond) ?? .nan
  }

  /// The velocity without a mesh, by this one and one of twice the compartments: what is second order
  /// in their length cancels.
  func velocityWithoutMesh() throws -> Double {
    var coarse = self
    coarse.compartment = 2 * compartment
    return (4 * (try velocity()) - (try coarse.velocity())) / 3
  }
}
