public import RallCable
public import RallModel
package import RallUnits

/// Two standard runs of one plan, the second in half as long steps, extrapolated to none:
/// `(4·fine − coarse)/3` for frames and spike times, order 4 where nothing jumps and 3 after a jump.
///
/// After a jump too each piece of time that the coarser run takes at once is taken in two by the finer
/// one. Were the graded start of the finer run only as much shorter, both would take the same pieces at
/// the same times, and what they both miss of a fast charge would not show.
///
/// What the two differ by tells the error: `|fine − extrapolated|` is the error of the finer run, and
/// an upper bound for the extrapolated value. It says nothing of the mesh.
public struct PairedSimulation: ~Copyable {
  /// The coarser run takes no fewer steps from one discontinuity to the next: with one or two, most of
  /// which are the graded start, the errors of the two runs are no multiples of each other.
  package static let leastSteps = 4

  let plan: Plan
  var coarse: Simulation
  var fine: Simulation
  var merger: PairMerger

  /// Starts each vertex from one of `potentials`, gates at their steady state there; nil is the
  /// cell's own start.
  public init(_ cell: LoweredCell, _ plan: Plan, from potentials: CellPotentials? = nil) {
    self.plan = plan
    coarse = Simulation(cell, plan, cuts: 1, sentinels: plan.sentinels)
    fine = Simulation(cell, plan, cuts: 2, sentinels: plan.sentinels)
    merger = PairMerger(plan)
    if let potentials {
      coarse.start(from: potentials)
      fine.start(from: potentials)
    }
  }

  /// Runs both to the end of the plan.
  ///
  /// `proceed` is asked every few steps; false stops both, with what was recorded whole.
  public mutating func run<Sink: FrameSink & ~Copyable>(
    into sink: inout Sink, proceed: (Simulation.Progress) -> Bool = { _ in true }
  ) throws -> Simulation.Outcome {
    var goesOn = true
    while goesOn {
      let fineGoesOn: Bool
      do {
        goesOn = try coarse.advance(steps: 16, into: &merger.coarse)
        fineGoesOn = try fine.advance(steps: 32, into: &merger.fine)
      } catch let error as SimulationError {
        // What led to it is worth seeing, as far as both came.
        try sink.endsEarly()
        try coarse.stop(into: &merger.coarse)
        try fine.stop(into: &merger.fine)
        try merger.hand(to: &sink)
        throw error
      }
      precondition(goesOn == fineGoesOn, "both have the same stretches")
      try merger.hand(to: &sink)
      if goesOn { try keepState(in: &sink) }
      let reached = fine.progress
      if goesOn, !proceed(reached) {
        try sink.endsEarly()
        try coarse.stop(into: &merger.coarse)
        try fine.stop(into: &merger.fine)
        try finish(into: &sink)
        return .interrupted(at: reached.time)
      }
    }
    try finish(into: &sink)
    return .complete
  }

  private mutating func finish<Sink: FrameSink & ~Copyable>(into sink: inout Sink) throws {
    try merger.hand(to: &sink)
    let parting = Parting(
      coarse: coarse.courses, fine: fine.courses, threshold: plan.lowestThreshold)
    try merger.finish(
      plan.watches.indices.map { (coarse.sightings(of: $0), fine.sightings(of: $0)) },
      doubt: parting.map {
        "undecided: an excursion to \(SpikeMatch.rounded($0.height)) mV in compartment "
          + "\(plan.sentinels[$0.place]) is too near to a spike, or to none"
      },
      into: &sink)
  }

  /// What the two runs tell of their error.
  public var errors: PairErrors { merger.errors }

  /// Why the spikes at each point of a watch are not sure.
  private func doubts(at watch: Int) -> [String?] {
    merger.matches(
      watch, (coarse.sightings(of: watch), fine.sightings(of: watch)),
      threshold: plan.watches[watch].threshold, known: errors.doubt
    ).map(\.doubt)
  }

  /// What each run alone saw of some watches and tracks, by their numbers in the plan; only of those beside
  /// the layout are the frames still there.
  package func sides(watches: some Sequence<Int>, tracks: some Sequence<Int>) -> PairSides {
    func side(_ side: PairMerger.Side, _ run: borrowing Simulation) -> PairSides.Side {
      var misses: [[Voltage?]] = []
      for watch in watches { misses.append(run.highestMisses(of: watch)) }
      return PairSides.Side(
        spikes: watches.map { side.spikes[$0] }, misses: misses,
        traces: tracks.map { side.frames[$0] })
    }
    var doubts: [[String?]] = []
    for watch in watches { doubts.append(self.doubts(at: watch)) }
    return PairSides(
      bar: merger.bar, doubts: doubts, coarse: side(merger.coarse, coarse),
      fine: side(merger.fine, fine))
  }
}

/// What each run of a pair saw by itself.
package struct PairSides {
  /// What the difference of the two runs says.
  package let bar: PairBar
  /// Of each watch, point by point, why its spikes are not sure; nil where they are.
  package let doubts: [[String?]]
  package let coarse: Side
  package let fine: Side

  package struct Side {
    /// Of each watch.
    package let spikes: [[Spike]]
    /// Of each watch, point by point, the highest potential that was no spike.
    package let misses: [[Voltage?]]
    /// Of each track; of a place that is followed time, ms, and potential, mV, in turn.
    package let traces: [[Double]]
  }
}

/// What a pair of runs tells of its own error.
public struct PairErrors: Sendable, Hashable {
  /// Why no spike of the run is sure, nor its absence; nil where they are.
  public internal(set) var doubt: String?
  /// Of each track, column by column: the largest difference in the run, in the track's unit.
  public internal(set) var tracks: [[Double]]
  /// Of each detector, point by point: why its spikes are not sure; nil where they are.
  public internal(set) var undecided: [[String?]]
}
