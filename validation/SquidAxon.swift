import RallAnalysis
import RallModel
import RallMorphology
import RallTheory
import RallUnits

/// A long squid axon that is kicked at one end: a cylinder with the membrane of Hodgkin and Huxley.
struct SquidAxon {
  var diameter = 476.um
  var axoplasm = 35.4.ohm * .cm
  var length = 80.mm
  var compartment = 100.um
  var step = 5.us
  var duration = 6.ms
  var accuracy = RunSettings.Accuracy.standard
  var celsius = 18.5
  /// Of the kick, for 0.2 ms.
  var current = 40.uA
  /// Of the capacitance and of every conductance.
  var scale = 1.0
  /// What counts as the passage of the spike; the peak in the warm is no higher than −17 mV.
  var level = -35.mV
  /// Shares of the length at which the spike is awaited. In the first half the kick is forgotten.
  var places = [0.5, 0.75]

  /// The axon as an experiment; it starts at rest, else it would still drift when the spike comes.
  var experiment: Experiment {
    var cell = Cell.squid(celsius: celsius, axoplasm: axoplasm)
    cell.capacitance = scale * (1.uF / .cm2)
    cell.coats = [
      Coat(
        .all,
        .hh(gna: scale * (120.mS / .cm2), gk: scale * (36.mS / .cm2), gl: scale * (0.3.mS / .cm2)))
    ]
    return Experiment(
      morphology: .cylinder(length: length, diameter: diameter, type: 2),
      division: .longest(compartment), cell: cell,
      stimuli: [
        Stimulus(name: "kick", at: .section(0, 0), CurrentClamp(current, from: 0.1.ms, for: 0.2.ms))
      ],
      detectors: [
        Detector(name: "passage", at: places.map { .section(0, $0) }, above: level)
      ],
      run: RunSettings(duration: duration, step: step, accuracy: accuracy))
  }

  /// When the spike passed each place first, and how it ran.
  func arrivals() throws -> (times: [Time?], conduction: Conduction) {
    let run = try Run(experiment)
    let times = places.indices.map { run.spikes(point: $0).first?.time }
    return (times, Conduction(positions: places.map { $0 * length }, arrivals: times))
  }

  /// In m/s; no number where the spike did not pass every place.
  func velocity() throws -> Double {
    try arrivals().conduction.velocity?.value(in: .metresPerSecond) ?? .nan
  }

  /// The velocity without a mesh, by this one and one of twice the compartments: what is second order
  /// in their length cancels.
  func velocityWithoutMesh() throws -> Double {
    var coarse = self
    coarse.compartment = 2 * compartment
    return (4 * (try velocity()) - (try coarse.velocity())) / 3
  }
}

extension SquidMembrane {
  /// The velocity of the travelling wave on the squid's axon, 476 µm and 35.4 Ω cm, in m/s.
  var axonVelocity: Double {
    travellingWave?.velocity(diameter: 476, axialResistivity: 35.4) ?? .nan
  }
}
