import RallAnalysis
import RallCable
import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import TestNeurons
import Testing

@Suite("A place that is followed")
struct FollowerTests {
  /// 1000 µm² of passive membrane, 0.01 nF and 0.0005 µS, with a pulse whose edges are on no step.
  private static var patch: Bench {
    var bench = Bench(
      cell: Cell { Coat(.all, .passive(g: 0.05.mS / .cm2, e: -65.mV)) },
      morphology: .lump(area: 1000))
    bench.stimuli = [
      Stimulus(name: "pulse", at: .soma, CurrentClamp(1.nA, from: 1.013.ms, for: 0.4.ms))
    ]
    return bench
  }

  private static func plan(
    _ bench: Bench, _ cell: LoweredCell, for duration: Double = 4, step: Double = 0.025,
    _ accuracy: RunSettings.Accuracy = .standard, at sites: [Site] = [.soma]
  ) throws -> Plan {
    try Plan(
      bench.experiment(for: duration, step: step, accuracy), cell, watching: [],
      following: sites.flatMap { try $0.locations(on: bench.morphology).map(cell.probe) })
  }

  private static func samples(
    _ bench: Bench, step: Double = 0.025, _ accuracy: RunSettings.Accuracy = .standard
  ) throws -> [(time: Double, v: Double)] {
    let cell = try bench.lowered()
    let plan = try plan(bench, cell, step: step, accuracy)
    var sink = SampleSink(tracks: plan.trackCount, watches: plan.watches.count)
    var simulation = Simulation(cell, plan)
    _ = try simulation.run(into: &sink)
    let numbers = try #require(sink.tracks.last)
    return stride(from: 0, to: numbers.count, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
  }

  @Test("is handed over at every time that the run comes to, and at edges twice")
  func times() throws {
    for accuracy in [RunSettings.Accuracy.standard, .euler] {
      let samples = try Self.samples(Self.patch, accuracy)
      let pairs = zip(samples, samples.dropFirst())
      #expect(pairs.allSatisfy { $0.time <= $1.time })
      #expect(pairs.filter { $0.time == $1.time }.map(\.0.time) == [0, 1.013, 1.013 + 0.4])
      #expect(samples.last?.time == 4)
      #expect(pairs.allSatisfy { $1.time - $0.time <= 0.025 * (1 + 1e-12) })
      // 41, 16 and 104 steps, each stretch's start, and that of the run; more where steps are graded.
      let whole = 1 + 3 + 41 + 16 + 104
      #expect(accuracy == .standard ? samples.count > whole : samples.count == whole)
    }
  }

  @Test("is at every time, the pieces after an edge too, what theory says, with order 2")
  func order() throws {
    let (c, g) = (0.01, 0.0005)
    func exact(_ time: Double) -> Double {
      let charged = (1 / g) * (1 - exponential(-min(max(time - 1.013, 0), 0.4) * g / c))
      return -65 + charged * exponential(-max(time - 1.413, 0) * g / c)
    }
    let steps = [0.04, 0.02, 0.01]
    let errors = try steps.map { step in
      try Self.samples(Self.patch, step: step).map { abs($0.v - exact($0.time)) }.max()!
    }
    #expect(errors[0] < 1e-4)
    let order = try #require(ConvergenceOrder(steps: steps, errors: errors)).order
    #expect(abs(order - 2) < 0.3, "\(errors)")
  }

  @Test("under an ideal clamp jumps from what it was to the command, and back to nothing")
  func jump() throws {
    for start in [0, 1.013] {
      var bench = Self.patch
      bench.stimuli = [
        Stimulus(
          name: "clamp", at: .soma, VoltageClampTests.clamp([(-10, 1), (-90, 1)], from: start))
      ]
      let samples = try Self.samples(bench)
      let edges = zip(samples, samples.dropFirst()).filter { $0.time == $1.time }
      let jumps = edges.suffix(3)
      #expect(jumps.map(\.0.time) == [start, start + 1, start + 2])
      // At rest to rounding.
      #expect(jumps.map { ($0.0.v * 1e9).rounded() / 1e9 } == [-65, -10, -90])
      #expect(jumps.map(\.1.v) == [-10, -90, -90])
    }
  }

  /// A neuron under pulses off the grid, noise and clamps, followed at three places.
  private static let sites: [Site] = [.section(0, 0), .section(4, 1), .section(2, 0.4)]

  @Test("goes on to the same samples after a stop", arguments: RunSettings.Accuracy.allCases)
  func resumption(accuracy: RunSettings.Accuracy) throws {
    let bench = KeptStateTests.bench("clamps")
    let cell = try bench.lowered()
    let plan = try Self.plan(bench, cell, for: 5, accuracy, at: Self.sites)
    #expect(plan.follows.count == 3)
    let whole = try Self.followed(cell, plan)
    for stop in [1, 3, 7, 12] {
      let found = try Self.followed(cell, plan, stopping: stop)
      #expect(KeptStateTests.bits(found) == KeptStateTests.bits(whole), "stopped at \(stop)")
    }
  }

  /// What is followed, of a pair by both runs; with another simulation from the state at a stop on.
  private static func followed(
    _ cell: LoweredCell, _ plan: Plan, stopping stop: Int? = nil
  ) throws -> [[Double]] {
    let tracks = plan.layout.tracks.count..<plan.trackCount
    var first = SampleSink(tracks: plan.trackCount, watches: plan.watches.count)
    var second = first
    first.keeper.every = stop ?? .max
    var asked = 0
    func proceeds(_: Simulation.Progress) -> Bool {
      asked += 1
      return asked != stop
    }
    if plan.accuracy == .richardson {
      var pair = PairedSimulation(cell, plan)
      _ = try pair.run(into: &first, proceed: proceeds)
      if var kept = first.keeper.kept {
        pair = PairedSimulation(cell, plan)
        try pair.restore(from: &kept)
        try kept.finish()
        _ = try pair.run(into: &second)
      }
      let sides = pair.sides(watches: [], tracks: tracks)
      return sides.coarse.traces + sides.fine.traces
    }
    var simulation = Simulation(cell, plan)
    _ = try simulation.run(into: &first, proceed: proceeds)
    guard var kept = first.keeper.kept else { return Array(first.tracks[tracks]) }
    simulation = Simulation(cell, plan)
    try simulation.restore(from: &kept)
    try kept.finish()
    _ = try simulation.run(into: &second)
    return tracks.map { first.keptTracks[$0] + second.tracks[$0] }
  }

  @Test(
    "of a cell beside others is, bit for bit, that of the cell alone",
    arguments: RunSettings.Accuracy.allCases)
  func batch(accuracy: RunSettings.Accuracy) throws {
    let members = try (0..<3).map { number in
      var bench = KeptStateTests.bench("clamps")
      bench.stimuli[0].clamp.amplitude = Current(coherent: 2 + 0.3 * Double(number))
      let cell = try bench.lowered()
      // As many places as its number, and one.
      let sites = Array(Self.sites.prefix(number + 1))
      return (cell: cell, plan: try Self.plan(bench, cell, for: 3, accuracy, at: sites))
    }
    let batch = Batch(members)
    let together = try Self.followed(batch.cell, batch.plan)
    let runs = accuracy == .richardson ? 2 : 1
    #expect(together.count == runs * 6)
    for run in 0..<runs {
      for (number, member) in members.enumerated() {
        let alone = try Self.followed(member.cell, member.plan)
        let own = batch.tracks[number].dropFirst(member.plan.layout.tracks.count)
        let first = batch.plan.layout.tracks.count
        #expect(own.count == number + 1)
        for (index, track) in own.enumerated() {
          #expect(
            KeptStateTests.bits([together[run * 6 + track - first]])
              == KeptStateTests.bits([alone[run * (number + 1) + index]]))
        }
      }
    }
  }
}
