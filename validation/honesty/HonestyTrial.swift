internal import RallAnalysis
internal import RallCable
internal import RallImpedance
internal import RallModel
internal import RallSimulation
internal import RallUnits

/// What became of a printed error when the truth was asked.
package struct Bar: Sendable {
  /// The error that was printed.
  package let printed: Double
  /// How far the finer of the two runs is off: that is what the printed error estimates.
  package let finer: Double
  /// How far the value that was printed is off: what the printed error bounds.
  package let given: Double

  /// - Parameter resolution: what is smaller than this is rounding.
  init(printed: Double, finer: Double, given: Double, resolution: Double) {
    self.printed = max(printed, resolution)
    self.finer = finer
    self.given = given
  }

  package var finerRatio: Double { finer / printed }
  package var givenRatio: Double { given / printed }
}

/// One random experiment, run as a pair at its step and again at an eighth of it.
///
/// The second run, itself a pair, is some 8⁴ times nearer to the exact solution in time on the same
/// mesh; it stands for the truth.
package struct HonestyTrial: Sendable {
  package let seed: Int
  package let neuron: String
  package let compartments: Int
  package let celsius: Double
  package let step: Double
  package let duration: Double
  /// The time of every spike that was sure, at each of three places, ms.
  package private(set) var spikes: [Bar] = []
  /// The potential at each of three places, the most over the run, mV.
  package private(set) var traces: [Bar] = []
  /// The velocity, where a spike travelled the path, m/s.
  package private(set) var velocities: [Bar] = []
  /// Places that were called undecided.
  package private(set) var undecided = 0
  /// Places that were called sure and have another number of spikes in truth.
  package private(set) var wrong = 0

  /// - Throws: where the numbers leave all bounds.
  package init(_ random: RandomExperiment) throws {
    let step = random.experiment.run.step.coherent
    seed = random.seed
    neuron = random.neuron
    compartments = random.cell.count
    celsius = random.experiment.cell.temperature.celsius
    self.step = step
    duration = random.experiment.run.duration.coherent
    let trial = try PairOutcome(random, step: step)
    let truth = try PairOutcome(random, step: step / 8)
    judgeSpikes(trial, truth)
    for column in trial.layout.tracks[0].columns.indices {
      let exact = truth.given.trace(column, of: 0, truth.layout)
      func worst(_ trace: [Double]) -> Double {
        zip(trace, exact).reduce(0) { max($0, abs($1.0 - $1.1)) }
      }
      traces.append(
        Bar(
          printed: trial.errors.tracks[0][column], finer: worst(trial.fineTraces[column]),
          given: worst(trial.given.trace(column, of: 0, trial.layout)), resolution: 1e-7))
    }
    judgeVelocity(trial, truth, random)
  }

  private mutating func judgeSpikes(_ trial: PairOutcome, _ truth: PairOutcome) {
    for point in trial.layout.detectors[0].points.indices {
      guard trial.errors.undecided[0][point] == nil else {
        undecided += 1
        continue
      }
      let given = trial.given.spikes[0].filter { $0.point == point }
      let finer = trial.fineSpikes[0].filter { $0.point == point }
      let exact = truth.given.spikes[0].filter { $0.point == point }
      guard given.count == exact.count else {
        wrong += 1
        continue
      }
      for (index, spike) in given.enumerated() {
        let time = exact[index].time.coherent
        spikes.append(
          Bar(
            printed: spike.error?.coherent ?? 0, finer: abs(finer[index].time.coherent - time),
            given: abs(spike.time.coherent - time), resolution: 1e-9))
      }
    }
  }

  private mutating func judgeVelocity(
    _ trial: PairOutcome, _ truth: PairOutcome, _ random: RandomExperiment
  ) {
    func velocity(_ spikes: [RallModel.Spike]) -> Double? {
      var arrivals = [Time?](repeating: nil, count: random.path.probes.count)
      for spike in spikes {
        arrivals[spike.point] = min(arrivals[spike.point] ?? spike.time, spike.time)
      }
      let found = Conduction(
        positions: random.path.distances.map { Length(coherent: $0) }, arrivals: arrivals)
      return found.velocity?.value(in: .metresPerSecond)
    }
    guard trial.errors.doubt == nil, random.path.length > 0,
      let coarse = velocity(trial.coarseSpikes[1]), let fine = velocity(trial.fineSpikes[1]),
      let first = velocity(truth.coarseSpikes[1]), let second = velocity(truth.fineSpikes[1])
    else { return }
    let exact = second + (second - first) / 3
    let given = fine + (fine - coarse) / 3
    velocities.append(
      Bar(
        printed: abs(fine - given), finer: abs(fine - exact), given: abs(given - exact),
        resolution: 1e-9 * abs(exact)))
  }
}

/// What a pair of runs of a random experiment left, with what each of the two left alone.
private struct PairOutcome {
  let layout: ResultLayout
  let given: MemorySink
  let errors: PairErrors
  /// Spikes at the detector's points, then along the path, of each run.
  let coarseSpikes: [[RallModel.Spike]]
  let fineSpikes: [[RallModel.Spike]]
  /// The potential at each of the places, of the finer run, at the frames of the recording.
  let fineTraces: [[Double]]

  init(_ random: RandomExperiment, step: Double) throws {
    var experiment = random.experiment
    experiment.run.step = Time(coherent: step)
    let places = try random.watched
    let plan = try Plan(
      experiment, random.cell,
      watching: [
        Plan.Watch(places, above: -20.mV), Plan.Watch(random.path.probes, above: -20.mV),
      ], following: places)
    var pair = PairedSimulation(random.cell, plan, from: random.rest?.state)
    var sink = MemorySink(plan.layout)
    _ = try pair.run(into: &sink)
    layout = plan.layout
    given = sink
    errors = pair.errors
    let sides = pair.sides(
      watches: plan.watches.indices.dropFirst(plan.layout.detectors.count),
      tracks: (0..<plan.trackCount).dropFirst(plan.layout.tracks.count))
    (coarseSpikes, fineSpikes) = (sides.coarse.spikes, sides.fine.spikes)
    let frames = plan.layout.tracks[0]
    fineTraces = sides.fine.traces.map { samples in
      let trace = Trace(samples: samples)
      return (0..<frames.frameCount).map { frame in
        trace.voltage(at: min(Double(frame) * frames.every, plan.duration))?.value(in: .mV) ?? .nan
      }
    }
  }
}
