import RallAnalysis
import RallModel
import RallMorphology
import RallUnits

/// The motor axon of McIntyre, Richardson and Grill with 21 nodes, kicked at the first.
struct MotorFibre {
  var diameter = 10.um
  var step = 1.us
  var accuracy = RunSettings.Accuracy.standard
  var duration = 3.ms
  /// How many vertices each of its segments has: more than one make another model of it.
  var splitting = 1
  /// False where each segment has a vertex on both its ends, and none in its middle: another model too.
  var isCentred = true

  /// Nodes in all.
  static let nodes = 21
  /// The spike is timed at these, where the kick and the ends are forgotten.
  static let timed = (first: 6, last: 15)

  /// The published constants of this fibre; the diameters of the cases are among those it is known for.
  private var axon: MotorAxon {
    guard let axon = MotorAxon(fibreDiameter: diameter) else {
      preconditionFailure("no motor axon of \(diameter) is known")
    }
    return axon
  }

  /// From the start of the first node to the end of the last.
  private var length: Length { Double(Self.nodes - 1) * axon.spacing + 1.um }

  private var wrapping: Wrapping {
    guard !isCentred else { return .mrg(region: .axon, diameter: diameter) }
    var myelin = axon.myelin(on: .axon)
    myelin.isCentred = false
    myelin.node.periaxonalWidth = nil
    return .myelin(myelin)
  }

  var experiment: Experiment {
    Experiment(
      morphology: .cylinder(length: length, diameter: axon.axonDiameter, type: 2),
      division: .longest(length),
      cell: Cell(
        temperature: 37.degC, start: .voltage(-80.mV),
        wrappings: [wrapping]),
      stimuli: [
        Stimulus(name: "kick", at: .node(0), CurrentClamp(2.nA, from: 0.1.ms, for: 0.1.ms))
      ],
      detectors: [
        Detector(
          name: "passage", at: [.node(Self.timed.first), .node(Self.timed.last)], above: -20.mV)
      ],
      run: RunSettings(duration: duration, step: step, accuracy: accuracy))
  }

  /// In m/s; no number where the spike did not pass.
  func velocity() throws -> Double {
    let run = try Run(experiment, splitting: splitting)
    let times = [0, 1].map { run.spikes(point: $0).first?.time }
    let way = Double(Self.timed.last - Self.timed.first) * axon.spacing
    let conduction = Conduction(positions: [.zero, way], arrivals: times)
    return conduction.velocity?.value(in: .metresPerSecond) ?? .nan
  }
}
