import RallCable
import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import TestNeurons
import Testing

@Suite("A table of potentials outside, and what no field can be")
struct FieldTableTests {
  /// A forked neurite of three sections on samples 1 to 7.
  static let fork: Morphology = {
    func points(_ samples: [(Int, Double, Double)]) -> [Point] {
      samples.map { Point(x: $0.1, y: $0.2, z: 0, radius: 0.5, sample: $0.0) }
    }
    let sections = [
      Section(
        type: 3, points: points([(1, 0, 0), (2, 50, 0), (3, 100, 0)]), parent: nil, start: 0,
        end: 1, startDistance: .zero, order: 1),
      Section(
        type: 3, points: points([(3, 100, 0), (4, 130, 40), (5, 160, 80)]), parent: 0, start: 1,
        end: 2, startDistance: 100.um, order: 2),
      Section(
        type: 3, points: points([(3, 100, 0), (6, 130, -40), (7, 160, -80)]), parent: 0, start: 1,
        end: 3, startDistance: 100.um, order: 2),
    ]
    return Morphology(sections: sections, junctionCount: 4, soma: .none)
  }()

  static func bench(_ morphology: Morphology) -> Bench {
    var bench = Bench(
      cell: Cell(start: .voltage(-70.mV)) { Coat(.all, .passive(g: 0.1.mS / .cm2, e: -70.mV)) },
      morphology: morphology, division: .longest(7.um))
    bench.recordings = [
      Recording(name: "out", variables: ["v_outside", "v"], .region(.all), every: 0.1.ms)
    ]
    return bench
  }

  static func table(_ samples: PotentialSamples, scale: Double = 1) throws -> FieldSource {
    .table(
      PotentialTable(
        path: "", potential: FieldTests.millivolts, scale: scale, samples: samples))
  }

  @Test("the potentials that a uniform field makes at the samples make that field")
  func samples() throws {
    var bench = Self.bench(Self.fork)
    bench.fields = [
      ExtracellularField(
        name: "plates", .uniform(UniformField(30.V / .m, along: [3, 4, 0])), FieldTests.pulse)
    ]
    let direct = try bench.run(for: 2, step: 0.02)
    // E·r of 0.03 mV/µm along (0.6, 0.8), for half the strength.
    let ids = [7, 1, 2, 4, 3, 5, 6]
    let place = Dictionary(
      uniqueKeysWithValues: Self.fork.sections.flatMap(\.points).map { ($0.sample!, ($0.x, $0.y)) }
        .reduce(into: [Int: (Double, Double)]()) { $0[$1.0] = $1.1 }.map { ($0.key, $0.value) })
    let potentials = ids.map { id in
      [Voltage(coherent: -0.015 * (0.6 * place[id]!.0 + 0.8 * place[id]!.1))]
    }
    let solved = try #require(PotentialSamples(.samples(ids), potentials: potentials))
    bench.fields = [
      ExtracellularField(name: "solved", try Self.table(solved, scale: 2), FieldTests.pulse)
    ]
    let told = try bench.run(for: 2, step: 0.02)
    let size = direct.sink.frames[0].reduce(0) { max($0, abs($1)) }
    #expect(size > 1)
    for track in 0..<2 {
      for (a, b) in zip(direct.sink.frames[track], told.sink.frames[track]) {
        #expect(abs(a - b) < 1e-11 * 100)
      }
    }
  }

  @Test("a table of several times is the same as its first potential with that course")
  func times() throws {
    var bench = Self.bench(.cylinder(length: 400.um, diameter: 1.um))
    let (places, profile) = ([0.0, 100, 250, 400], [0.0, 8, -5, 2])
    let course: [(Double, Double)] = [
      (0.2, 0), (0.5, 1), (0.6, 0.4), (0.6, -0.8), (0.9, -0.2), (1.3, 0.7),
    ]
    let distances = PotentialSamples.Places.distances(places.map(\.um))
    let timed = try #require(
      PotentialSamples(
        distances, times: course.map { Time(coherent: $0.0) },
        potentials: profile.map { v in course.map { Voltage(coherent: v * $0.1) } }))
    let static1 = try #require(
      PotentialSamples(distances, potentials: profile.map { [Voltage(coherent: $0)] }))
    bench.fields = [ExtracellularField(name: "timed", try Self.table(timed))]
    let whole = try bench.run(for: 2, step: 0.02)
    let shares = CurrentSamples(
      times: course.map { Time(coherent: $0.0) }, currents: course.map { Current(coherent: $0.1) })
    bench.fields = [
      ExtracellularField(
        name: "static", try Self.table(static1),
        .file(FieldCourseFile(path: "", time: FieldTests.milliseconds, samples: shares)))
    ]
    let split = try bench.run(for: 2, step: 0.02)
    for track in 0..<2 {
      let size = split.sink.frames[track].reduce(0) { max($0, abs($1)) }
      for (a, b) in zip(whole.sink.frames[track], split.sink.frames[track]) {
        #expect(abs(a - b) < 1e-12 * size)
      }
    }
    // It moved the membrane, and is over.
    let v = whole.trace(0, of: 1)
    #expect(v.contains { abs($0 + 70) > 0.1 })
    #expect(whole.trace(5, of: 0).last == 0)
  }

  @Test(
    "a potential between two places is on the straight line between theirs, beyond them it stays")
  func between() throws {
    var bench = Self.bench(Self.fork)
    let samples = try #require(
      PotentialSamples(.samples([2, 5]), potentials: [[10.mV], [-20.mV]]))
    bench.fields = [ExtracellularField(name: "two", try Self.table(samples))]
    // Section 2 has neither of them, nor has its start.
    let cell = try bench.lowered()
    #expect(throws: PlanError.field(0, .unplaced(section: 2))) {
      try Plan(bench.experiment(for: 1, step: 0.1, .standard), cell)
    }
    let three = try #require(
      PotentialSamples(.samples([2, 3, 5]), potentials: [[10.mV], [0.mV], [-20.mV]]))
    bench.fields = [ExtracellularField(name: "three", try Self.table(three))]
    let yield = try bench.run(for: 0.2, step: 0.1)
    for (number, column) in yield.layout.tracks[0].columns.enumerated() {
      let position = column.sectionPosition * 100
      let expected =
        switch column.section {
        case 0: position < 50 ? 10 : 10 - (position - 50) / 5
        case 1: -position / 5
        default: 0.0
        }
      #expect(abs(yield.trace(number, of: 0)[1] - expected) < 1e-12 * 20)
    }
  }

  @Test("nonsense is refused with its place")
  func refusals() throws {
    let bench = Self.bench(Self.fork)
    let cell = try bench.lowered()
    func refusal(_ field: ExtracellularField) -> PlanError? {
      var experiment = bench.experiment(for: 1, step: 0.1, .standard)
      experiment.recordings = []
      experiment.fields = [field]
      do { _ = try Plan(experiment, cell) } catch { return error }
      return nil
    }
    func point(_ y: Length, _ resistivity: Resistivity) -> FieldSource {
      .point(PointElectrode(1.uA, x: 20.um, y: y, z: 0.um, resistivity: resistivity))
    }
    func isInside(_ error: PlanError?) -> Bool {
      if case .field(0, .insideCell(_, let distance, let radius)) = error {
        distance <= radius
      } else {
        false
      }
    }
    #expect(isInside(refusal(.init(name: "in", point(0.4.um, 1.ohm * .cm)))))
    #expect(refusal(.init(name: "out", point(0.6.um, 1.ohm * .cm))) == nil)
    if case .number(let path, _, _) = refusal(.init(name: "none", point(9.um, .zero))) {
      #expect(path == "extracellular[0].point.resistivity")
    } else {
      Issue.record("a medium without resistivity is none")
    }
    let nowhere = FieldSource.uniform(UniformField(1.V / .m, along: .zero))
    #expect(refusal(.init(name: "nowhere", nowhere)) == .field(0, .noDirection))
    let late = FieldCourse.pulse(FieldPulse(from: 2.ms, for: 1.ms))
    #expect(refusal(.init(name: "late", point(9.um, 1.ohm * .cm), late)) == .field(0, .never))
    let along = try #require(PotentialSamples(.distances([0.um]), potentials: [[1.mV]]))
    #expect(refusal(.init(name: "fork", try Self.table(along))) == .field(0, .branched))
    let unknown = try #require(PotentialSamples(.samples([1, 99]), potentials: [[1.mV], [0.mV]]))
    #expect(refusal(.init(name: "who", try Self.table(unknown))) == .field(0, .noSuchSample(99)))
    let timed = try #require(
      PotentialSamples(
        .samples([1, 3]), times: [0.ms, 1.ms], potentials: [[0.mV, 1.mV], [0.mV, 2.mV]]))
    #expect(
      refusal(.init(name: "two", try Self.table(timed), FieldTests.pulse))
        == .field(0, .twoCourses))
    #expect(PotentialSamples(.samples([1, 1]), potentials: [[1.mV], [0.mV]]) == nil)
    #expect(PotentialSamples(.distances([2.um, 1.um]), potentials: [[1.mV], [0.mV]]) == nil)
    #expect(
      PotentialSamples(.samples([1]), times: [1.ms, 0.ms], potentials: [[1.mV, 0.mV]]) == nil)
  }
}
