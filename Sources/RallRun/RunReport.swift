internal import RallCable
internal import RallImpedance
public import RallModel
public import RallUnits

/// What became of a run: for a person as a short table, for a program as one object.
public struct RunReport: Sendable {
  /// Where the result is; nil where none was written.
  public let file: String?
  public let status: RunStatus
  public let compartments: Int
  /// How many steps were taken; none where the resting cell knew all the answers.
  public let steps: Int
  /// True where the cell has a closed form, so that no step was taken and no error made.
  public let isExact: Bool
  /// True where the answers depend on how a neuron was divided; false of a point cell.
  public let hasMesh: Bool
  /// The resting state that the cell started from; nil where it started from a given potential.
  public let rest: RestReport?
  /// The longest step.
  public let step: Time
  /// How far the run came.
  public let time: Time
  /// How far it was to come.
  public let duration: Time
  /// What took how many seconds: `load`, `lower`, `simulate`, `write`.
  public let seconds: [(what: String, seconds: Double)]
  /// Recordings whose error was estimated.
  public let tracks: [TrackReport]
  public let detectors: [DetectorReport]
  public let measures: [MeasureResult]
  /// What moved with step and mesh; nil where that was not asked for.
  public let convergence: Convergence?
  public let warnings: [Warning]

  init(
    _ preparation: Preparation, file: String?, _ warnings: [Warning], _ outcome: RunOutcome
  ) {
    self.file = file
    status = outcome.status
    compartments = preparation.cell.count
    steps = outcome.steps
    isExact = preparation.isExact
    hasMesh = preparation.experiment.point == nil
    rest = preparation.rest.map(RestReport.init)
    step = preparation.experiment.run.step
    time = outcome.time
    duration = preparation.experiment.run.duration
    seconds = [
      ("load", preparation.loadSeconds), ("lower", preparation.lowerSeconds),
      ("simulate", outcome.simulateSeconds), ("write", outcome.writeSeconds),
    ]
    tracks = outcome.tracks
    detectors = outcome.detectors
    measures = outcome.measures
    convergence = outcome.convergence
    self.warnings = warnings
  }
}

/// The resting state that a run started from.
public struct RestReport: Sendable, Hashable {
  /// The lowest potential of a compartment.
  public let least: Voltage
  /// The highest potential of a compartment.
  public let most: Voltage
  /// The largest change that the last step of Newton's method made: what they may be off.
  public let residual: Voltage

  init(_ rest: RestingState) {
    least = Voltage(coherent: rest.potentials.min() ?? .nan)
    most = Voltage(coherent: rest.potentials.max() ?? .nan)
    residual = rest.residual
  }
}

/// How far a recording may be off, the most over its columns and the run.
public struct TrackReport: Sendable, Hashable {
  public let name: String
  public let unit: String
  public let error: Double
}

/// The spikes of one detector, point by point.
public struct DetectorReport: Sendable, Hashable {
  public let name: String
  /// The sites as they were written, one a point.
  public let labels: [String]
  /// The spikes of each point in the order of time.
  public let spikes: [[Spike]]
  /// Why the spikes of a point are not sure, point by point; nil where they are, or where nobody
  /// looked.
  public let undecided: [String?]

  init(_ layout: DetectorLayout, spikes: [Spike], undecided: [String?]? = nil) {
    self.undecided = undecided ?? layout.points.map { _ in nil }
    name = layout.name
    labels = layout.labels
    var sorted = [[Spike]](repeating: [], count: layout.points.count)
    for spike in spikes.sorted(by: { $0.time < $1.time }) { sorted[spike.point].append(spike) }
    self.spikes = sorted
  }
}
