public import RallCable
public import RallModel
public import RallUnits

/// What a run does, with every name looked up: when it steps, what is injected, what is read.
public struct Plan: Sendable {
  /// The scheme in time.
  public let accuracy: RunSettings.Accuracy
  /// The steps.
  package let grid: TimeGrid
  package let electrodes: PlannedElectrodes
  package let fields: PlannedFields
  /// Where the values of each track of the layout come from.
  package let sources: [Source]
  /// Places that are followed beside the layout, sample by sample; their tracks are behind its own.
  package let follows: [LoweredCell.Probe]
  /// The detectors of the layout, then those beside it.
  package let watches: [Watch]
  /// Vertices at which a pair of runs might miss a spike; empty where there is no pair.
  package let sentinels: [Int]
  /// What the run will hand over.
  public let layout: ResultLayout
  /// Currents and commands as they will be applied.
  public var stimuli: [AppliedStimulus] { electrodes.applied }
  /// The length of the run.
  public let duration: Time
  /// The longest step that was asked for.
  public let longestStep: Time

  /// Points that are watched for upward crossings.
  package struct Watch: Sendable {
    package let probes: [LoweredCell.Probe]
    package let threshold: Voltage

    package init(_ probes: [LoweredCell.Probe], above threshold: Voltage) {
      self.probes = probes
      self.threshold = threshold
    }
  }

  /// - Throws: the first thing that has no place or no meaning on this cell.
  public init(_ experiment: Experiment, _ cell: LoweredCell) throws(PlanError) {
    try self.init(experiment, cell, watching: [], following: [])
  }

  /// A plan with more in it than the experiment's own recordings and detectors.
  ///
  /// - Parameters:
  ///   - extra: watches whose spikes are handed over under the numbers after the layout's detectors.
  ///   - followed: probes whose potential is handed over at every time that the run comes to, one track
  ///     each, under the numbers after the layout's tracks: time, ms, and potential, mV, in turn.
  /// - Throws: the first thing that has no place or no meaning on this cell.
  package init(
    _ experiment: Experiment, _ cell: LoweredCell, watching extra: [Watch],
    following followed: [LoweredCell.Probe]
  ) throws(PlanError) {
    try experiment.checkNumbers()
    accuracy = experiment.run.accuracy
    duration = experiment.run.duration
    longestStep = experiment.run.step
    let (end, step) = (duration.coherent, experiment.run.step.coherent)
    electrodes = try PlannedElectrodes(experiment, cell)
    fields = try PlannedFields(experiment, cell)
    grid = TimeGrid(
      edges: electrodes.edges + fields.edges, duration: end, step: step,
      least: accuracy == .richardson ? PairedSimulation.leastSteps : 1)

    var tracks: [Track] = []
    var sources: [Source] = []
    for (number, recording) in experiment.recordings.enumerated() {
      let readings = try Reading.readings(recording.place, number, cell)
      let every = recording.every ?? experiment.run.step
      for variable in recording.variables {
        let source = try Source(
          variable, readings, recording: number, cell, hasFields: !experiment.fields.isEmpty)
        let several = recording.variables.count > 1
        tracks.append(
          Track(
            name: several ? "\(recording.name).\(variable)" : recording.name, variable: variable,
            unit: source.unit,
            longName: source.longName(variable, isDouble: cell.periaxonal != nil),
            every: every,
            frameCount: try Self.frameCount(end, every, "record[\(number)].every"),
            columns: readings.map(\.column)))
        sources.append(source)
      }
    }
    for (number, holder) in electrodes.clamps.enumerated() {
      let source = Source.clamp(number)
      tracks.append(
        Track(
          name: holder.track, variable: Source.electrodeCurrent, unit: source.unit,
          longName: source.longName(Source.electrodeCurrent, isDouble: false),
          every: experiment.run.step,
          frameCount: try Self.frameCount(end, experiment.run.step, "run.step"),
          columns: [cell.columns[holder.vertex]]))
      sources.append(source)
    }
    self.sources = sources
    follows = followed

    var detectors: [DetectorLayout] = []
    var watches: [Watch] = []
    for (number, detector) in experiment.detectors.enumerated() {
      let readings = try Reading.readings(
        detector.sites, cell, of: { .detector(number, site: $0) })
      detectors.append(
        DetectorLayout(
          name: detector.name, threshold: detector.threshold, points: readings.map(\.column),
          labels: readings.map(\.label)))
      watches.append(Watch(readings.map(\.probe), above: detector.threshold))
    }
    self.watches = watches + extra
    sentinels =
      accuracy == .richardson ? Self.sentinels(electrodes, self.watches, on: cell) : []
    layout = ResultLayout(tracks: tracks, detectors: detectors)
  }

  /// Frames at k·every from 0 to the end, that one too where it falls on a frame.
  private static func frameCount(
    _ end: Double, _ every: Time, _ path: String
  ) throws(PlanError) -> Int {
    let last = (end / every.coherent * (1 + 1e-12)).rounded(.down)
    guard last <= 1e15 else {
      throw .number(path, found: "\(every)", wanted: "at most 1e15 frames in the run")
    }
    return Int(last) + 1
  }

  /// The lowest threshold of all, mV; what is above −20 mV is a spike where nobody says otherwise.
  var lowestThreshold: Double { watches.map(\.threshold.coherent).min() ?? -20 }

  /// How many steps the run takes.
  public var steps: Int { grid.steps }

  /// How many tracks are handed over: those of the layout, then those of places that are followed.
  package var trackCount: Int { layout.tracks.count + follows.count }
}
