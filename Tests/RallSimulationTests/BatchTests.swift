import RallCable
import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import TestNeurons
import Testing

/// A cell that is stepped beside others hands over, bit for bit, what it hands over alone.
@Suite("Cells that take every step together")
struct BatchTests {
  /// A few trees under one protocol, each a little stronger than the one before; where they are mixed, with
  /// gates on some sections only and a leak on the others.
  private static func benches(_ kind: String, isMixed: Bool, count: Int) -> [Bench] {
    (0..<count).map { number in
      var bench = KeptStateTests.bench(kind)
      let mixed = Cell(axoplasm: 100.ohm * .cm, start: .voltage(-68.mV)) {
        Coat(.or(.soma, .axon), .hh())
        Coat(.dendrites, .passive(g: 0.1.mS / .cm2, e: -70.mV))
      }
      bench = Bench(
        cell: isMixed ? mixed : bench.cell,
        morphology: .random(seed: 3 + number / 3, sections: 8 + number, sphere: true),
        division: .longest(15.um), stimuli: bench.stimuli, recordings: bench.recordings,
        detectors: bench.detectors)
      bench.stimuli[0].clamp.amplitude = Current(coherent: 2 + 0.3 * Double(number))
      return bench
    }
  }

  private struct Alone {
    let cell: LoweredCell
    let plan: Plan
    let sink: MemorySink
    let potentials: [Double]
    /// Of a pair: the error of every column, and whether it is in doubt.
    var errors: [[Double]] = []
    var isDoubtful = false
  }

  private static func alone(
    _ bench: Bench, _ accuracy: RunSettings.Accuracy
  ) throws -> Alone {
    let cell = try bench.lowered()
    let plan = try Plan(bench.experiment(for: 8, step: 0.025, accuracy), cell)
    var sink = MemorySink(plan.layout)
    if accuracy == .richardson {
      var pair = PairedSimulation(cell, plan)
      _ = try pair.run(into: &sink)
      return Alone(
        cell: cell, plan: plan, sink: sink, potentials: [], errors: pair.errors.tracks,
        isDoubtful: pair.errors.doubt != nil)
    }
    var simulation = Simulation(cell, plan)
    _ = try simulation.run(into: &sink)
    return Alone(
      cell: cell, plan: plan, sink: sink, potentials: simulation.potentials.axolemma)
  }

  private static func expectSame(
    _ members: [Alone], _ accuracy: RunSettings.Accuracy, _ place: Comment
  ) throws {
    let batch = Batch(members.map { ($0.cell, $0.plan) })
    let start = Batch.joined(
      members.map {
        CellPotentials(
          axolemma: Array(repeating: $0.cell.startPotential, count: $0.cell.count))
      })
    var sink = Batch.Sink(batch, members.map { MemorySink($0.plan.layout) })
    var errors: [[Double]] = []
    var potentials: [Double] = []
    if accuracy == .richardson {
      var pair = PairedSimulation(batch.cell, batch.plan, from: start)
      _ = try pair.run(into: &sink)
      errors = pair.errors.tracks
      // Whose doubt it is nobody can tell; then each is run alone.
      #expect((pair.errors.doubt != nil) == members.contains { $0.isDoubtful }, place)
      if pair.errors.doubt != nil { return }
    } else {
      var simulation = Simulation(batch.cell, batch.plan, from: start)
      _ = try simulation.run(into: &sink)
      potentials = simulation.potentials.axolemma
    }
    for (number, (member, found)) in zip(members, sink.members).enumerated() {
      #expect(
        KeptStateTests.bits(found.frames) == KeptStateTests.bits(member.sink.frames), place)
      #expect(found.spikes == member.sink.spikes, place)
      let own = batch.tracks[number].prefix(member.errors.count)
      #expect(own.map { errors[$0] } == member.errors, place)
    }
    #expect(potentials == members.flatMap(\.potentials), place)
  }

  @Test(
    "in every scheme, under currents, noise and clamps, on trees of one shape and of several",
    arguments: RunSettings.Accuracy.allCases, ["plain", "noise", "clamps"])
  func same(accuracy: RunSettings.Accuracy, kind: String) throws {
    for isMixed in [false, true] {
      let members = try Self.benches(kind, isMixed: isMixed, count: 9).map {
        try Self.alone($0, accuracy)
      }
      #expect(members.contains { !$0.sink.spikes[0].isEmpty && !$0.isDoubtful })
      let kinds = Set(members.map { BatchKind($0.cell, $0.plan) })
      #expect(kinds.count == 1 && !kinds.contains(nil))
      for chosen in [
        [0, 1], [0, 1, 2], [8, 3, 5, 0, 7], [4, 4, 4, 4, 4, 4, 4, 4], Array(0..<9),
      ] {
        try Self.expectSame(
          chosen.map { members[$0] }, accuracy,
          "\(isMixed ? "mixed" : "squid"), members \(chosen)")
      }
    }
  }

  @Test("without a gate anywhere, where the matrix is eliminated once", arguments: [1, 2, 7, 20])
  func passive(count: Int) throws {
    let members = try (0..<count).map { number in
      var bench = Bench(
        cell: Cell(axoplasm: 120.ohm * .cm, start: .voltage(-65.mV)) {
          Coat(.all, .passive(g: 0.05.mS / .cm2, e: Voltage(coherent: -70 + Double(number))))
        }, morphology: .random(seed: number, sections: 1 + number % 6), division: .longest(10.um))
      bench.stimuli = [
        Stimulus(name: "step", at: .section(0, 0), CurrentClamp(0.1.nA, from: 1.ms, for: 3.ms))
      ]
      bench.recordings = [Recording(name: "all", .region(.all), every: 0.1.ms)]
      return try Self.alone(bench, .standard)
    }
    try Self.expectSame(members, .standard, "\(count) members")
  }

  @Test("cells that differ in their steps, their warmth or their membrane are not of one kind")
  func kinds() throws {
    func kind(
      _ change: (inout Bench) -> Void = { _ in }, _ accuracy: RunSettings.Accuracy = .standard,
      step: Double = 0.025
    ) throws -> BatchKind? {
      var bench = Self.benches("plain", isMixed: false, count: 1)[0]
      change(&bench)
      let cell = try bench.lowered()
      return BatchKind(cell, try Plan(bench.experiment(for: 8, step: step, accuracy), cell))
    }
    let usual = try #require(try kind())
    #expect(try kind { $0.stimuli[0].clamp.amplitude = 7.nA } == usual)
    #expect(try kind { $0.cell.axoplasm = 300.ohm * .cm } == usual)
    #expect(try kind { $0.stimuli[0].clamp.start = 0.6.ms } != usual)
    #expect(try kind { $0.cell.temperature = 7.degC } != usual)
    #expect(
      try kind { $0.cell.coats.append(Coat(.dendrites, .passive(g: 0.1.mS / .cm2, e: -70.mV))) }
        != usual)
    #expect(try kind({ _ in }, .euler) != usual)
    #expect(try kind(step: 0.05) != usual)
    #expect(try kind { $0.sheaths = 1 } == nil)
    #expect(
      try kind {
        $0.fields = [
          ExtracellularField(
            name: "plates", .uniform(UniformField(3.V / .m, along: [1, 0, 0])))
        ]
      } == nil)
  }
}
