internal import RallCable
internal import RallHDF5
internal import RallImpedance
internal import RallModel
internal import RallSimulation

/// One variant of a sweep, looked up and ready to be computed, alone or beside others.
struct VariantWork {
  let variant: Int
  /// What it must have in common with others to be stepped beside them; nil where it goes alone.
  let batchKind: BatchKind?
  private let preparation: Preparation
  private var work: MeasureWork
  private let plan: Plan
  private let keepsFrames: Bool
  private let isRun: Bool

  /// - Parameter tracks: what is to be recorded; empty where nothing is.
  init(_ variant: Int, _ preparation: Preparation, _ tracks: [SweepTrack]) throws(Failure) {
    self.variant = variant
    self.preparation = preparation
    work = try MeasureWork(preparation)
    var wanted = preparation.experiment
    if tracks.isEmpty { wanted.recordings = [] }
    plan = try preparation.plan(for: work, wanted)
    for (track, other) in zip(tracks, plan.layout.tracks) {
      guard let difference = SweepTrack(other).difference(from: track) else { continue }
      throw .badData(["the recording \(track.name) \(difference), or sweep without --traces"])
    }
    keepsFrames = !tracks.isEmpty
    isRun = work.needsRun || !preparation.experiment.detectors.isEmpty || keepsFrames
    batchKind =
      isRun && !preparation.isExact && preparation.ownTolerance == nil
      ? BatchKind(preparation.cell, plan) : nil
  }

  /// Lets the resting cell answer; false where it was asked to stop.
  mutating func answerAtRest(proceed: () -> Bool) throws(Failure) -> Bool {
    try work.answerAtRest(preparation, withMaps: false) { _ in proceed() }
  }

  var compartments: Int { preparation.cell.count }

  /// The answers of the experiment as a run gives them, and what it records; nil where it was asked to
  /// stop.
  func record(proceed: () -> Bool) throws(Failure) -> SweepRecord? {
    let asks = preparation.ownTolerance != nil
    let study = asks ? try preparation.convergence { _ in proceed() } : nil
    if asks, study == nil { return nil }
    guard isRun else {
      var outcome = RunOutcome(measures: work.restingResults)
      if let study { outcome.measures = study.completed(outcome.measures) }
      return record(outcome)
    }
    let outcome = try preparation.carryOut(
      plan, work, into: nil, study, keeping: keepsFrames ? .single : .none, since: .now
    ) { _ in proceed() }
    // An answer that was told not to go on is none.
    return outcome.status == .complete && proceed() ? record(outcome) : nil
  }

  private func record(_ outcome: RunOutcome) -> SweepRecord {
    let measures = outcome.measures.map { measure in
      var measure = measure
      measure.series = []
      measure.map = nil
      return measure
    }
    return SweepRecord(
      VariantResult(
        variant: variant, measures: measures, spikes: outcome.detectors.map(\.counts)),
      frames: outcome.frames)
  }
}

extension VariantWork {
  /// What became of variants that were stepped together.
  enum Together {
    case done([SweepRecord])
    /// They were asked to stop.
    case stopped
    /// The numbers of one left all bounds, or a pair of runs was in doubt: which one it was, each alone
    /// will say.
    case apart
  }

  /// Steps variants of one kind together; each answers, to the bits, what it answers alone.
  static func step(_ works: [VariantWork], proceed: () -> Bool) -> Together {
    guard works.count > 1 else { return .apart }
    let batch = Batch(works.map { ($0.preparation.cell, $0.plan) })
    let start = Batch.joined(works.map(\.start))
    var sink = Batch.Sink(
      batch,
      works.map {
        RunMemory(
          $0.plan.layout, watches: $0.plan.watches.count, follows: $0.work.follows.count,
          keeping: $0.keepsFrames ? .single : .none)
      })
    var steppings: [Stepping] = []
    do {
      if batch.plan.accuracy == .richardson {
        var pair = PairedSimulation(batch.cell, batch.plan, from: start)
        let outcome = try pair.run(into: &sink) { _ in proceed() }
        guard outcome == .complete else { return .stopped }
        guard pair.errors.doubt == nil else { return .apart }
        for (member, work) in works.enumerated() {
          steppings.append(
            Stepping(
              work.plan, work.work, after: pair, watches: batch.watches[member],
              tracks: batch.tracks[member], outcome, goesOn: proceed))
        }
      } else {
        var simulation = Simulation(batch.cell, batch.plan, from: start)
        let outcome = try simulation.run(into: &sink) { _ in proceed() }
        guard outcome == .complete else { return .stopped }
        for (member, work) in works.enumerated() {
          steppings.append(
            Stepping(
              work.plan, work.work, after: simulation, watches: batch.watches[member],
              sink.members[member], outcome, goesOn: proceed))
        }
      }
    } catch {
      return .apart
    }
    guard proceed() else { return .stopped }
    return .done(
      works.indices.map { works[$0].record(steppings[$0], sink.members[$0]) })
  }

  /// What the cell starts from.
  private var start: CellPotentials {
    let cell = preparation.cell
    return preparation.rest?.state
      ?? CellPotentials(
        axolemma: Array(repeating: cell.startPotential, count: cell.count))
  }

  private func record(_ stepping: Stepping, _ memory: RunMemory) -> SweepRecord {
    var outcome = RunOutcome(plan, stepping, spikes: memory.spikes)
    outcome.frames = memory.frames
    return record(outcome)
  }
}

extension DetectorReport {
  fileprivate var counts: VariantResult.SpikeCounts {
    VariantResult.SpikeCounts(
      detector: name, sites: labels, counts: spikes.map(\.count), undecided: undecided)
  }
}
