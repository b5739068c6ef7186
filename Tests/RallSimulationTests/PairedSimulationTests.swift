import RallAnalysis
import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import Testing

@Suite("A pair of runs, extrapolated")
struct PairedSimulationTests {
  /// What a pair left behind, and what it says of its own error.
  static func pair(_ bench: Bench, for duration: Double, step: Double) throws -> (
    sink: MemorySink, errors: PairErrors
  ) {
    let lowered = try bench.lowered()
    let plan = try Plan(
      Experiment(
        morphology: .given(bench.morphology), cell: bench.cell, stimuli: bench.stimuli,
        recordings: bench.recordings, detectors: bench.detectors,
        run: RunSettings(
          duration: Time(coherent: duration), step: Time(coherent: step), accuracy: .richardson)),
      lowered)
    var simulation = PairedSimulation(lowered, plan)
    var sink = MemorySink(plan.layout)
    _ = try simulation.run(into: &sink)
    return (sink, simulation.errors)
  }

  /// The train of `TemporalOrderTests` with nothing but spikes to see.
  static func train() -> Bench {
    var bench = TemporalOrderTests.bench()
    bench.recordings = []
    return bench
  }

  @Test(
    "it is (4·fine − coarse)/3 of a run and one in which every step is cut, spikes and frames alike"
  )
  func extrapolation() throws {
    let bench = TemporalOrderTests.bench()
    let pair = try Self.pair(bench, for: 12, step: 0.02)
    let (coarse, fine) = try (
      bench.run(for: 12, step: 0.02), bench.run(for: 12, step: 0.02, cuts: 2)
    )
    for (k, spike) in pair.sink.spikes[0].enumerated() {
      let (a, b) = (coarse.sink.spikes[0][k], fine.sink.spikes[0][k])
      #expect(abs(spike.time.coherent - extrapolated(a.time.coherent, b.time.coherent)) < 1e-12)
      let error = try #require(spike.error)
      #expect(abs(error.coherent - abs(b.time.coherent - spike.time.coherent)) < 1e-12)
    }
    for track in pair.sink.frames.indices {
      let frames = zip(coarse.sink.frames[track], fine.sink.frames[track])
      for (found, (a, b)) in zip(pair.sink.frames[track], frames) {
        #expect(abs(found - extrapolated(a, b)) <= 1e-12 * (abs(a) + 1))
      }
    }
  }

  @Test("spike times of a point settle with an order between 3 and 4")
  func order() throws {
    var bench = Bench.point(currents: [(10, 1, 25)])
    bench.detectors = [Detector(name: "d", at: [.soma], above: -20.mV)]
    let trains = try [0.02, 0.01, 0.005, 0.0025, 0.00125].map {
      try Self.pair(bench, for: 30, step: $0).sink.spikes[0]
    }
    let count = trains[0].count
    #expect(count == 2 && trains.allSatisfy { $0.count == count })
    for k in 0..<count {
      let fit = try #require(ConvergenceOrder(halving: trains.map { $0[k].time.coherent }))
      #expect(fit.order > 3 && fit.order < 4.2, "spike \(k): \(fit.order)")
    }
  }

  @Test("on a cable a hundredth of the finer run's error is left, and less")
  func gain() throws {
    // Modes of its mesh faster than the step keep order 2, with a constant a thousand times smaller.
    let trains = try [0.04, 0.02, 0.01, 0.00125].map {
      try Self.pair(Self.train(), for: 30, step: $0).sink.spikes[0]
    }
    #expect(trains.allSatisfy { $0.count == 3 })
    for train in trains.dropLast() {
      for (spike, exact) in zip(train, trains[3]) {
        let error = try #require(spike.error).coherent
        #expect(abs(spike.time.coherent - exact.time.coherent) < 0.01 * error)
      }
    }
  }

  @Test("the error that it prints is that of the finer run")
  func errorBar() throws {
    let exact = try Self.pair(Self.train(), for: 30, step: 0.005).sink.spikes[0]
    for step in [0.05, 0.025, 0.0125] {
      let pair = try Self.pair(Self.train(), for: 30, step: step)
      let fine = try Self.train().run(for: 30, step: step / 2).sink.spikes[0]
      try #require(pair.sink.spikes[0].count == exact.count && fine.count == exact.count)
      for (k, spike) in pair.sink.spikes[0].enumerated() {
        let truth = abs(fine[k].time.coherent - exact[k].time.coherent)
        let printed = try #require(spike.error).coherent
        #expect(truth / printed > 0.9 && truth / printed < 1.1, "\(step), spike \(k)")
      }
      #expect(pair.errors.undecided == [[nil]])
    }
  }

  @Test("where the runs do not agree on whether there is a spike, it says so")
  func undecided() throws {
    // 1 ms of current that all but fires the point: found by halving between silence and a spike.
    func bench(_ density: Double) -> Bench {
      var bench = Bench.point(currents: [(density, 1, 2)])
      bench.detectors = [Detector(name: "d", at: [.soma], above: -20.mV)]
      return bench
    }
    var (silent, firing) = (5.0, 10.0)
    while firing - silent > 1e-4 {
      let middle = (silent + firing) / 2
      if try bench(middle).run(for: 25, step: 0.025).times().isEmpty {
        silent = middle
      } else {
        firing = middle
      }
    }
    // The coarse run's threshold lies a little off: between the two there is no saying.
    #expect(try Self.pair(bench(firing), for: 25, step: 0.05).errors.undecided[0][0] != nil)
    #expect(try Self.pair(bench(firing * 1.1), for: 25, step: 0.05).errors.undecided == [[nil]])
    #expect(try Self.pair(bench(silent * 0.8), for: 25, step: 0.05).errors.undecided == [[nil]])
  }
}
