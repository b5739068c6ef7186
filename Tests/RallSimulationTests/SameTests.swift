import RallCable
import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import TestNeurons
import Testing

@Suite("What must be the same")
struct SameTests {
  static let hh = Cell(axoplasm: 100.ohm * .cm, start: .voltage(-65.mV)) { Coat(.all, .hh()) }

  @Test("a tree with one membrane everywhere fires as one point", arguments: 1...4)
  func uniform(seed: Int) throws {
    let point = Bench.point()
    let tree = Bench(
      cell: point.cell, morphology: .random(seed: seed, sections: 20, sphere: seed % 2 == 0),
      division: .longest(3.um))
    for time in [0.5, 1.2, 3, 10] {
      let start = Bench.rest + 15
      let one = try point.run(for: time, step: 0.025, start: [start], settled: [Bench.rest])
      let count = try tree.lowered().count
      let all = try tree.run(
        for: time, step: 0.025, start: Array(repeating: start, count: count),
        settled: Array(repeating: Bench.rest, count: count))
      // Axial conductances are up to 1e5 times the membrane's, and their rounding with them.
      for v in all.potentials { #expect(abs(v - one.potentials[0]) < 1e-8) }
    }
  }

  @Test("mirror images on one fork do the same to the last bit")
  func mirror() throws {
    func point(_ x: Double, _ y: Double, _ radius: Double) -> Point {
      Point(x: x, y: y, z: 0, radius: radius)
    }
    var sections = [
      Section(
        type: 3, points: [point(0, 0, 1), point(40, 0, 1)], parent: nil, start: 0, end: 1,
        startDistance: .zero, order: 1)
    ]
    for sign in [1.0, -1] {
      sections.append(
        Section(
          type: 3,
          points: [point(40, 0, 0.5), point(90, sign * 30, 0.7), point(140, sign * 20, 0.2)],
          parent: 0, start: 1, end: sections.count + 1, startDistance: 40.um, order: 2))
    }
    var bench = Bench(
      cell: Self.hh, morphology: Morphology(sections: sections, junctionCount: 4, soma: .none),
      division: .longest(3.um))
    bench.stimuli = [
      Stimulus(name: "kick", at: .section(0, 0), CurrentClamp(1.nA, from: 0.5.ms, for: 1.ms))
    ]
    let lowered = try bench.lowered()
    for time in [1, 2, 5.0] {
      let v = try bench.run(for: time, step: 0.025).potentials
      for (a, b) in zip(lowered.stations[1], lowered.stations[2]) {
        #expect(v[a.vertex] == v[b.vertex])
      }
    }
  }

  @Test("another root, other numbers and other directions change no spike")
  func retold() throws {
    let morphology = Morphology.random(seed: 12, sections: 20, sphere: true)
    func spikes(_ morphology: Morphology, _ clamp: Site, _ seen: Site) throws -> [Spike] {
      var bench = Bench(cell: Self.hh, morphology: morphology, division: .longest(3.um))
      bench.stimuli = [
        Stimulus(name: "kick", at: clamp, CurrentClamp(2.nA, from: 0.5.ms, for: 1.ms))
      ]
      bench.detectors = [Detector(name: "seen", at: [seen], above: -20.mV)]
      return try bench.run(for: 8, step: 0.025).sink.spikes[0]
    }
    let before = try spikes(morphology, .section(9, 0.3), .section(15, 0.7))
    try #require(before.count == 1)
    for root in [2, 7, 19] {
      let (told, moved) = morphology.rerooted(at: root, seed: root)
      func same(_ section: Int, _ fraction: Double) -> Site {
        .section(moved[section].number, moved[section].reversed ? 1 - fraction : fraction)
      }
      let turned = told.mapped { p in
        var q = p
        (q.x, q.y, q.z) = (p.y + 5, -p.x, p.z - 7)
        return q
      }
      let after = try spikes(turned, same(9, 0.3), same(15, 0.7))
      try #require(after.count == 1)
      // Rounding of 1e-12 in the network grows with the upstroke.
      #expect(abs(after[0].time.coherent - before[0].time.coherent) < 1e-9)
      #expect(abs(after[0].peak.coherent - before[0].peak.coherent) < 1e-7)
    }
  }

  @Test("frusta that are written in two parts change nothing")
  func split() throws {
    let morphology = Morphology.random(seed: 5, sections: 12)
    let potentials = try [morphology, morphology.split(at: 0.21)].map { shape in
      var bench = Bench(cell: Self.hh, morphology: shape, division: .longest(3.um))
      bench.stimuli = [
        Stimulus(name: "kick", at: .section(3, 0.5), CurrentClamp(1.nA, from: 0.5.ms, for: 1.ms))
      ]
      return try bench.run(for: 3, step: 0.025).potentials
    }
    for (a, b) in zip(potentials[0], potentials[1]) { #expect(abs(a - b) < 1e-7) }
  }

  @Test("runs side by side give the bits of a run alone")
  func threads() async throws {
    var bench = Bench(
      cell: Self.hh, morphology: .random(seed: 3, sections: 20), division: .longest(3.um))
    bench.stimuli = [
      Stimulus(name: "kick", at: .section(3, 0.5), CurrentClamp(1.nA, from: 0.5.ms, for: 1.ms))
    ]
    let same = bench
    let alone = try same.run(for: 5, step: 0.025).potentials
    let together = try await withThrowingTaskGroup(of: [Double].self) { group in
      for _ in 0..<8 { group.addTask { try same.run(for: 5, step: 0.025).potentials } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for potentials in together { #expect(potentials == alone) }
  }

  @Test("a run in two languages of the same numbers is the same run")
  func units() throws {
    func run(_ cell: Cell, _ clamp: CurrentClamp) throws -> [Double] {
      var bench = Bench(
        cell: cell, morphology: .cylinder(length: 0.3.mm, diameter: 2000.nm),
        division: .perSection(20))
      bench.stimuli = [Stimulus(name: "kick", at: .section(0, 0), clamp)]
      return try bench.run(for: 3, step: 0.025).potentials
    }
    let a = try run(
      Cell(axoplasm: 100.ohm * .cm) { Coat(.all, .hh(gna: 120.mS / .cm2)) },
      CurrentClamp(0.5.nA, from: 1.ms, for: 1.ms))
    let b = try run(
      Cell(axoplasm: 0.001.Mohm * .mm) { Coat(.all, .hh(gna: 0.12.S / .cm2)) },
      CurrentClamp(500.pA, from: 0.001.s, for: 1000.us))
    for (x, y) in zip(a, b) { #expect(abs(x - y) < 1e-9) }
  }
}
