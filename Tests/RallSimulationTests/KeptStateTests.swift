import RallCable
import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import TestNeurons
import Testing

/// A run that is taken up from a state that was kept goes on to the same bits.
@Suite("A run that goes on from a kept state")
struct KeptStateTests {
  /// Memory that keeps the state at every so many questions, and frames as they were then.
  struct Keeper: FrameSink {
    var memory: MemorySink
    var keeper: StateKeeper
    var frames: [[Double]] = []
    var spikes: [[Spike]] = []

    init(_ layout: ResultLayout, every: Int = .max) {
      memory = MemorySink(layout)
      keeper = StateKeeper(every: every)
    }

    mutating func append(frames: [Double], to track: Int) {
      memory.append(frames: frames, to: track)
    }
    mutating func append(spike: Spike, to detector: Int) {
      memory.append(spike: spike, to: detector)
    }
    var wantedState: RunState? { mutating get { keeper.wantedState } }
    mutating func keep(_ state: RunState) {
      keeper.keep(state)
      (frames, spikes) = (memory.frames, memory.spikes)
    }
  }

  /// Everything bit by bit, as text in which NaN is NaN.
  static func bits(_ frames: [[Double]]) -> [[UInt64]] { frames.map { $0.map(\.bitPattern) } }

  static func bench(_ kind: String) -> Bench {
    var bench = Bench(
      cell: SameTests.hh, morphology: .random(seed: 3, sections: 12, sphere: true),
      division: .longest(20.um))
    bench.recordings = [
      Recording(name: "everywhere", .region(.all), every: 0.1.ms),
      Recording(name: "odd", .sites([.section(0, 0.3), .section(4, 0.7)]), every: 0.037.ms),
      Recording(
        name: "currents", variables: ["i_membrane", "ina", "hh.m", "i_electrode"], .region(.all),
        every: 0.21.ms),
    ]
    bench.detectors = [
      Detector(name: "spikes", at: [.section(0, 0), .section(4, 1)], above: -20.mV)
    ]
    let site = Site.section(0, 0)
    bench.stimuli = [
      Stimulus(
        name: "kick", at: site,
        CurrentClamp(3.nA, from: 0.5.ms, for: 0.7.ms, repeats: .init(every: 3.ms, times: 9)))
    ]
    switch kind {
    case "noise":
      bench.stimuli.append(
        Stimulus(
          name: "noise", at: .section(2, 0.5),
          CurrentNoise(mean: 1.nA, sd: 0.5.nA, tau: 2.ms, from: .zero, for: 20.ms, seed: 5)))
    case "clamps":
      bench.stimuli.append(
        Stimulus(
          name: "ideal", at: .section(4, 1),
          VoltageClamp([.init(-70.mV, for: 2.ms), .init(-10.mV, for: 5.ms)], from: 1.03.ms)))
      bench.stimuli.append(
        Stimulus(
          name: "real", at: .section(2, 0.5),
          VoltageClamp([.init(-90.mV, for: 4.ms)], from: 2.ms, seriesResistance: 5.Mohm)))
    case "sheaths": bench.sheaths = 7
    default: break
    }
    return bench
  }

  @Test(
    "in every scheme, on single and double cables, under currents, noise and clamps",
    arguments: RunSettings.Accuracy.allCases, ["plain", "noise", "clamps", "sheaths"])
  func goesOn(accuracy: RunSettings.Accuracy, kind: String) throws {
    let bench = Self.bench(kind)
    let lowered = try bench.lowered()
    let plan = try Plan(bench.experiment(for: 10, step: 0.025, accuracy), lowered)
    let whole = try Self.whole(lowered, plan)
    #expect(whole.memory.spikes[0].count >= 2)
    for every in [1, 3, 8, 11] {
      // The last state is kept where the run is stopped at the latest.
      for stop in [1, 5, 9, 14] where stop >= every {
        let found = try Self.interrupted(lowered, plan, keeping: every, stopping: stop)
        let place: Comment = "kept at each \(every), stopped at \(stop)"
        #expect(Self.bits(found.frames) == Self.bits(whole.memory.frames), place)
        #expect(found.spikes == whole.memory.spikes, place)
      }
    }
  }

  static func whole(_ cell: LoweredCell, _ plan: Plan) throws -> Keeper {
    var sink = Keeper(plan.layout)
    if plan.accuracy == .richardson {
      var pair = PairedSimulation(cell, plan)
      _ = try pair.run(into: &sink)
    } else {
      var simulation = Simulation(cell, plan)
      _ = try simulation.run(into: &sink)
    }
    return sink
  }

  /// Runs until it is stopped, and with another simulation from the last state to the end.
  static func interrupted(
    _ cell: LoweredCell, _ plan: Plan, keeping every: Int, stopping stop: Int
  ) throws -> (frames: [[Double]], spikes: [[Spike]]) {
    var first = Keeper(plan.layout, every: every)
    var second = Keeper(plan.layout)
    var asked = 0
    func proceeds(_: Simulation.Progress) -> Bool {
      asked += 1
      return asked < stop
    }
    if plan.accuracy == .richardson {
      var pair = PairedSimulation(cell, plan)
      _ = try pair.run(into: &first, proceed: proceeds)
      var other = PairedSimulation(cell, plan)
      var kept = try #require(first.keeper.kept)
      try other.restore(from: &kept)
      try kept.finish()
      #expect(try #require(first.keeper.words).count <= PairedSimulation.stateSize(cell, plan))
      _ = try other.run(into: &second)
    } else {
      var simulation = Simulation(cell, plan)
      _ = try simulation.run(into: &first, proceed: proceeds)
      var other = Simulation(cell, plan)
      var kept = try #require(first.keeper.kept)
      try other.restore(from: &kept)
      try kept.finish()
      #expect(try #require(first.keeper.words).count == Simulation.stateSize(cell, plan))
      _ = try other.run(into: &second)
    }
    return (
      zip(first.frames, second.memory.frames).map(+),
      zip(first.spikes, second.memory.spikes).map(+)
    )
  }

  @Test("a state of another plan, or one that was cut or lengthened, is refused")
  func mismatch() throws {
    let bench = Self.bench("plain")
    let lowered = try bench.lowered()
    let plan = try Plan(bench.experiment(for: 10, step: 0.025, .standard), lowered)
    var sink = Keeper(plan.layout, every: 1)
    var simulation = Simulation(lowered, plan)
    _ = try simulation.run(into: &sink) { _ in false }
    let words = try #require(sink.keeper.words)
    func restore(_ words: [UInt64], _ plan: Plan) throws {
      var other = Simulation(lowered, plan)
      var kept = KeptRunState(words, lists: sink.keeper.lists)
      try other.restore(from: &kept)
      try kept.finish()
    }
    try restore(words, plan)
    #expect(throws: StateMismatch.self) { try restore(words.dropLast(), plan) }
    #expect(throws: StateMismatch.self) { try restore(words + [0], plan) }
    #expect(throws: StateMismatch.self) { try restore([], plan) }
    let other = try Plan(bench.experiment(for: 0.2, step: 0.025, .standard), lowered)
    #expect(throws: StateMismatch.self) { try restore(words, other) }
  }

  @Test("no bits whatever in a state's counts make a trap", arguments: 0..<200)
  func hostile(seed: Int) throws {
    let bench = Self.bench("clamps")
    let lowered = try bench.lowered()
    let plan = try Plan(bench.experiment(for: 4, step: 0.025, .standard), lowered)
    var sink = Keeper(plan.layout, every: 2)
    var simulation = Simulation(lowered, plan)
    _ = try simulation.run(into: &sink) { $0.time < 2.ms }
    var words = try #require(sink.keeper.words)
    let values: [UInt64] = [0, 1, .max, 1 << 63, 1 << 40, Double.nan.bitPattern]
    words[(seed * 7919) % words.count] = values[seed % values.count]
    words[seed % 3] = values[(seed / 3) % values.count]
    var other = Simulation(lowered, plan)
    var kept = KeptRunState(words, lists: sink.keeper.lists)
    do {
      try other.restore(from: &kept)
    } catch {
      #expect(error == StateMismatch())
    }
  }
}
