internal import RallCable
internal import RallImpedance
internal import RallModel
internal import RallSimulation
internal import RallUnits

/// What the stimuli of an experiment alone would do to its cell: the same run of the passive twin, whose
/// leaks are those of the membrane as it starts.
///
/// What a spike adds to that is its own. Both take the same steps, so that what they both miss of a fast
/// charge falls out too (docs/decisions/0020-threshold.md).
struct StimulusResponse {
  private let twin: LoweredCell
  private let plan: Plan

  /// The potentials of each place that is followed, sample by sample, up to a constant; of a run or of the
  /// coarser one of a pair, and of the finer one.
  struct Traces {
    fileprivate(set) var once: [[Double]] = []
    fileprivate(set) var fine: [[Double]] = []
  }

  /// Nil where the twin cannot be planned.
  init?(_ preparation: Preparation, following follows: [LoweredCell.Probe]) {
    var experiment = preparation.experiment
    (experiment.recordings, experiment.detectors, experiment.measures) = ([], [], [])
    let cell = preparation.cell
    let start =
      preparation.rest?.state.axolemma
      ?? Array(repeating: cell.startPotential, count: cell.count)
    func plan(_ cell: LoweredCell) -> Plan? {
      try? Plan(experiment, cell, watching: [], following: follows)
    }
    guard let first = plan(cell) else { return nil }
    // A clamp sets what it holds against where its vertex was.
    let rest = start[first.electrodes.clamps.first?.vertex ?? 0]
    twin = cell.passiveTwin(at: start, resting: rest)
    guard let plan = plan(twin) else { return nil }
    self.plan = plan
  }

  /// The run, or the pair of runs, some steps beyond a time; nil where it is told not to go on, or its
  /// numbers leave all bounds.
  func traces(beyond time: Time, goesOn: () -> Bool) -> Traces? {
    let end = time + plan.longestStep * 8
    var memory = RunMemory(
      plan.layout, watches: 0, follows: plan.follows.count, keepsFrames: false)
    var isStopped = false
    func proceed(_ reached: Simulation.Progress) -> Bool {
      isStopped = !goesOn()
      return !isStopped && reached.time < end
    }
    var traces = Traces()
    do {
      if plan.accuracy == .richardson {
        var pair = PairedSimulation(twin, plan)
        _ = try pair.run(into: &memory, proceed: proceed)
        let sides = pair.sides(
          watches: 0..<0, tracks: plan.layout.tracks.count..<plan.trackCount)
        (traces.once, traces.fine) = (sides.coarse.traces, sides.fine.traces)
      } else {
        var simulation = Simulation(twin, plan)
        _ = try simulation.run(into: &memory, proceed: proceed)
        traces.once = memory.traces
      }
    } catch {
      return nil
    }
    return isStopped ? nil : traces
  }
}
