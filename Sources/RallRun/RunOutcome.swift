internal import RallModel
internal import RallSimulation
internal import RallUnits

/// How a run ended.
public enum RunStatus: String, Sendable, Hashable {
  case complete
  /// It was asked to stop; what was recorded until then is whole.
  case interrupted
}

/// What stepping through a plan came to.
struct RunOutcome {
  var status = RunStatus.complete
  var steps = 0
  /// How far it came.
  var time = Time.zero
  var simulateSeconds = 0.0
  var writeSeconds = 0.0
  var tracks: [TrackReport] = []
  var detectors: [DetectorReport] = []
  var measures: [MeasureResult] = []
  /// Of each track, whole rows of one value a column; empty where they were not to be kept.
  var frames: [[Float]] = []
  /// The same as they were computed, where they were to be kept so.
  var wholeFrames: [[Double]] = []
  /// What moved with step and mesh, where that was asked for.
  var convergence: Convergence?

  /// Where the resting cell knew all the answers.
  init(measures: [MeasureResult]) { self.measures = measures }

  /// - Parameter spikes: of every watch, the detectors' own first.
  init(_ plan: Plan, _ stepping: Stepping, spikes: [[Spike]]) {
    time = plan.duration
    if case .interrupted(let reached) = stepping.outcome {
      (status, time) = (.interrupted, reached)
    }
    steps = stepping.isExact ? 0 : plan.grid.steps(until: time.coherent)
    tracks = zip(plan.layout.tracks, stepping.trackErrors).map {
      TrackReport(name: $0.name, unit: $0.unit, error: $1.max() ?? 0)
    }
    detectors = plan.layout.detectors.indices.map {
      DetectorReport(
        plan.layout.detectors[$0], spikes: spikes[$0], undecided: stepping.undecided?[$0])
    }
    measures = stepping.measures
  }
}
