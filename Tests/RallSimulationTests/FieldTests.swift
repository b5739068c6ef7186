import RallCable
import RallModel
import RallMorphology
import RallNumerics
import RallSimulation
import RallUnits
import TestNeurons
import Testing

@Suite("A potential outside the cell")
struct FieldTests {
  static let millivolts = UnitName("mV")!
  static let micrometres = UnitName("um")!
  static let milliseconds = UnitName("ms")!

  /// A passive tree that starts where it rests, with sheaths where `sheaths` seeds them.
  static func tree(seed: Int, sheaths: Int? = nil, _ layer: Layer? = nil) -> Bench {
    var bench = Bench(
      cell: Cell(axoplasm: 120.ohm * .cm, start: .voltage(.zero)) {
        Coat(.all, layer ?? .passive(g: 0.1.mS / .cm2, e: .zero))
      }, morphology: .random(seed: seed, sections: 12, sphere: seed % 2 == 0),
      division: .longest(5.um))
    bench.sheaths = sheaths
    bench.recordings = [
      Recording(name: "v", variables: ["v"], .region(.all), every: 0.05.ms)
    ]
    return bench
  }

  /// A needle that is near, but in no compartment.
  static func needle(_ current: Current, name: String = "needle", _ course: FieldCourse?)
    -> ExtracellularField
  {
    ExtracellularField(
      name: name,
      .point(
        PointElectrode(current, x: 30.um, y: -400.um, z: 60.um, resistivity: 300.ohm * .cm)),
      course)
  }

  static func plates(_ course: FieldCourse?) -> ExtracellularField {
    ExtracellularField(
      name: "plates", .uniform(UniformField(20.V / .m, along: [1, 2, -1])), course)
  }

  static let pulse = FieldCourse.pulse(FieldPulse(from: 0.5.ms, for: 0.7.ms))

  @Test("what is the same everywhere does nothing, not to the last bit", arguments: [nil, 3])
  func same(sheaths: Int?) throws {
    var bench = Bench(
      cell: Cell { Coat(.all, .hh()) }, morphology: .cylinder(length: 800.um, diameter: 2.um),
      division: .perSection(20))
    bench.sheaths = sheaths
    bench.recordings = [Recording(name: "v", .region(.all), every: 0.1.ms)]
    bench.stimuli = [
      Stimulus(name: "clamp", at: .section(0, 0), CurrentClamp(1.nA, from: 1.ms, for: 1.ms))
    ]
    let without = try bench.run(for: 4, step: 0.025).sink.frames[0]
    let samples = try #require(
      PotentialSamples(.distances([0.um, 300.um]), potentials: [[250.mV], [250.mV]]))
    bench.fields = [
      ExtracellularField(
        name: "far",
        .table(
          PotentialTable(
            path: "", potential: FieldTests.millivolts,
            distance: FieldTests.micrometres, samples: samples)))
    ]
    #expect(try bench.run(for: 4, step: 0.025).sink.frames[0].elementsEqual(without, by: alike))
  }

  /// The same bits, or both no number.
  func alike(_ a: Double, _ b: Double) -> Bool { a == b || (a.isNaN && b.isNaN) }

  @Test("on a passive cell fields add up, with each other and with currents", arguments: [nil, 4])
  func superposition(sheaths: Int?) throws {
    var bench = Self.tree(seed: 6, sheaths: sheaths)
    if sheaths != nil { bench.recordings[0].variables = ["v_inside"] }
    let needle = Self.needle(-40.uA, .sine(FieldSine(at: 700.Hz, from: 0.3.ms, for: 1.5.ms)))
    let plates = Self.plates(Self.pulse)
    let clamp = Stimulus(
      name: "clamp", at: .section(2, 1), CurrentClamp(0.3.nA, from: 0.2.ms, for: 1.ms))
    func run(_ fields: [ExtracellularField], _ stimuli: [Stimulus]) throws -> [Double] {
      var one = bench
      // All have one grid, and one start: that of the sheaths' reversals decays in each.
      one.fields = fields.isEmpty ? [] : fields
      one.stimuli = [clamp]
      if stimuli.isEmpty { one.stimuli[0].clamp.amplitude = .zero }
      return try one.run(for: 2, step: 0.01).sink.frames[0]
    }
    func off(_ field: ExtracellularField) -> ExtracellularField {
      var silent = field
      if case .point(var point) = silent.source {
        point.current = .zero
        silent.source = .point(point)
      }
      if case .uniform(var uniform) = silent.source {
        uniform.strength = .zero
        silent.source = .uniform(uniform)
      }
      return silent
    }
    let all = try run([needle, plates], [clamp])
    let none = try run([off(needle), off(plates)], [])
    let each = [
      try run([needle, off(plates)], []), try run([off(needle), plates], []),
      try run([off(needle), off(plates)], [clamp]),
    ]
    let size = all.reduce(0) { max($0, abs($1)) }
    #expect(size > 1)
    for i in all.indices {
      let sum = each.reduce(none[i]) { $0 + $1[i] - none[i] }
      #expect(abs(all[i] - sum) < 1e-11 * size)
    }
  }

  @Test("a passive cable in a uniform field is polarised as its closed form, to order 2 in space")
  func polarisation() throws {
    // λ = √(d Rm/(4 Ra)) = √(2e-4 · 1e4 / (4 · 100)) cm.
    let (length, field) = (1000.0, 0.02)
    let lambda = (2e-4 * 1e4 / 400).squareRoot() * 1e4
    func sinh(_ x: Double) -> Double {
      (MatrixExponential.exp([[x]])[0][0] - MatrixExponential.exp([[-x]])[0][0]) / 2
    }
    func cosh(_ x: Double) -> Double {
      (MatrixExponential.exp([[x]])[0][0] + MatrixExponential.exp([[-x]])[0][0]) / 2
    }
    var errors: [Double] = []
    for pieces in [10, 20, 40] {
      var bench = Bench(
        cell: Cell(axoplasm: 100.ohm * .cm, start: .voltage(-70.mV)) {
          Coat(.all, .passive(g: 0.1.mS / .cm2, e: -70.mV))
        }, morphology: .cylinder(length: length.um, diameter: 2.um), division: .perSection(pieces))
      bench.fields = [
        ExtracellularField(name: "plates", .uniform(UniformField(20.V / .m, along: [1, 0, 0])))
      ]
      let cell = try bench.lowered()
      // Ten milliseconds are the membrane's time constant: 20 of them leave e^-20 of the way.
      let v = try bench.run(for: 200, step: 1).potentials
      // Sealed at both ends: dV_inside/dx = 0 there, so du/dx = E; inside it falls along the field.
      errors.append(
        cell.depth.indices.reduce(0) { worst, i in
          let x = cell.depth[i] - length / 2
          let exact = field * lambda * sinh(x / lambda) / cosh(length / 2 / lambda)
          return max(worst, abs(v[i] + 70 - exact))
        })
    }
    #expect(errors[2] < 0.01)
    for (coarse, fine) in zip(errors, errors.dropFirst()) {
      #expect(abs(coarse / fine - 4) < 0.2, "\(errors)")
    }
  }

  @Test(
    "no membrane's potential jumps where the outside's does, and that inside jumps with it",
    arguments: [nil, 2])
  func continuity(sheaths: Int?) throws {
    var bench = Self.tree(seed: 3, sheaths: sheaths)
    bench.fields = [Self.needle(-500.uA, Self.pulse), Self.plates(Self.pulse)]
    let layers = sheaths == nil ? ["v"] : ["v", "v_sheath"]
    bench.recordings = [
      Recording(
        name: "all", variables: layers + ["v_inside", "v_outside"], .region(.all),
        every: Time(coherent: 1e-3))
    ]
    // Within a microsecond of the edge the graded start resolves what the jump sets going.
    let yield = try bench.run(for: 0.502, step: 1e-3)
    let width = yield.layout.tracks[0].columns.count
    func change(_ track: Int, _ column: Int, from: Int, to: Int) -> Double {
      let frames = yield.sink.frames[track]
      return frames[to * width + column] - frames[from * width + column]
    }
    let (inside, outside) = (layers.count, layers.count + 1)
    for column in 0..<width {
      let jump = change(outside, column, from: 499, to: 500)
      #expect(abs(jump) > 1)
      var across = 0.0
      for layer in layers.indices {
        let step = change(layer, column, from: 499, to: 500)
        if step.isNaN { continue }
        across += step
        // What rest left of the sheath's reversal moves it less than this in a microsecond.
        #expect(abs(step) < 1e-2)
      }
      #expect(abs(change(inside, column, from: 499, to: 500) - jump - across) < 1e-9)
    }
  }

  @Test(
    "a current at the needle does inside a vertex what one into the vertex does at the needle",
    arguments: [nil, 5])
  func reciprocity(sheaths: Int?) throws {
    var bench = Self.tree(seed: 4, sheaths: sheaths)
    bench.recordings = [
      Recording(name: "inside", variables: ["v_inside"], .region(.all), every: 0.1.ms),
      Recording(name: "out", variables: ["i_membrane"], .region(.all), every: 0.1.ms),
    ]
    let site = Site.section(5, 1)
    let clamp = Stimulus(name: "clamp", at: site, CurrentClamp(1.nA, from: 0.5.ms, for: 0.7.ms))
    bench.stimuli = [clamp]
    let cell = try bench.lowered()
    let vertex = cell.probe(at: try site.locations(on: cell.morphology)[0]).first

    func frames(needle: Current, clamp: Current) throws -> [[Double]] {
      var one = bench
      one.stimuli[0].clamp.amplitude = clamp
      one.fields = [Self.needle(needle, Self.pulse)]
      return try one.run(for: 2, step: 0.02).sink.frames
    }
    let silent = try frames(needle: .zero, clamp: .zero)
    let there = try frames(needle: 1.nA, clamp: .zero)
    let back = try frames(needle: .zero, clamp: 1.nA)
    // MΩ from each vertex to the needle.
    let transfer = cell.columns.map { column in
      let d = column.centre - SIMD3(30, -400, 60)
      return 3 / (4 * .pi * (d * d).sum().squareRoot())
    }
    let width = cell.count
    for frame in 1..<20 where frame != 5 && frame != 12 {
      let inside = there[0][frame * width + vertex] - silent[0][frame * width + vertex]
      let heard = (0..<width).reduce(0) {
        let at = frame * width + $1
        return $0 + transfer[$1] * (back[1][at] - silent[1][at])
      }
      let size = transfer.max()!
      #expect(abs(inside - heard) < 1e-9 * size, "frame \(frame): \(inside) \(heard)")
    }
    #expect(abs(there[0][8 * width + vertex] - silent[0][8 * width + vertex]) > 1e-4)
  }

  @Test("it moves an excitable cell with an error of order 2, and the pair gains on it")
  func order() throws {
    var bench = SheathedOrderTests.bench()
    bench.stimuli = []
    bench.fields = [
      ExtracellularField(
        name: "needle",
        .point(PointElectrode(-20.uA, x: 100.um, y: 60.um, z: 0.um, resistivity: 300.ohm * .cm)),
        .pulse(
          FieldPulse(
            from: 1.ms, phases: [.init(1, for: 0.3.ms), .init(-0.5, for: 0.2.ms)],
            repeats: .init(every: 2.5.ms, times: 2)))),
      ExtracellularField(
        name: "plates", .uniform(UniformField(3.V / .m, along: [1, 0, 0])),
        .sine(FieldSine(at: 300.Hz, from: 0.4.ms, for: 4.5.ms))),
    ]
    // A jump of the field sets off what takes microseconds, so order shows in steps that are not longer.
    let steps = [2.5e-3, 1.25e-3, 6.25e-4, 3.125e-4]
    let yields = try steps.map { try bench.run(for: 6, step: $0) }
    var seen = 0
    for track in 0..<4 {
      for column in stride(from: 0, to: yields[0].layout.tracks[0].columns.count, by: 1) {
        let traces = yields.map { $0.trace(column, of: track) }
        if traces[0][0].isNaN { continue }
        let size = traces[3].reduce(0) { max($0, abs($1)) }
        for frame in [4, 5, 6, 10, 11, 12] {
          let values = traces.map { $0[frame] }
          // Where the error is small by chance there is no order.
          guard abs(values[3] - values[2]) > 5e-7 * size else { continue }
          let order = try TemporalOrderTests.order(values)
          seen += 1
          #expect(abs(order - 2) < 0.15, "\(track) \(column) \(frame): \(order)")
        }
      }
    }
    #expect(seen > 20)

    let cell = try bench.lowered()
    let plan = try Plan(bench.experiment(for: 6, step: steps[1], .richardson), cell)
    var pair = PairedSimulation(cell, plan)
    var sink = MemorySink(plan.layout)
    _ = try pair.run(into: &sink)
    let exact = zip(yields[2].sink.frames[0], yields[3].sink.frames[0]).map(extrapolated)
    func off(_ found: [Double]) -> Double {
      zip(found, exact).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }
    let (pairs, alone) = (off(sink.frames[0]), off(yields[2].sink.frames[0]))
    #expect(pairs < alone / 10, "\(pairs) \(alone)")
  }
}
