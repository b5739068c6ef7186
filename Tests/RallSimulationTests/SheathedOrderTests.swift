import RallCable
import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import Testing

@Suite("The error in time of an excitable double cable")
struct SheathedOrderTests {
  /// The cable of the order tests under sheaths over most of its vertices; it fires.
  static func bench() -> Bench {
    var bench = TemporalOrderTests.bench()
    bench.sheaths = 5
    bench.recordings = [
      Recording(
        name: "all",
        variables: ["v", "v_inside", "v_periaxonal", "v_sheath", "i_membrane", "hh.m", "ina"],
        .region(.all), every: 0.5.ms)
    ]
    return bench
  }

  @Test("across axolemma and sheath, and all that is recorded, it is of order 2")
  func everything() throws {
    let yields = try TemporalOrderTests.steps.map { try Self.bench().run(for: 12, step: $0) }
    #expect(!yields[3].sink.spikes[0].isEmpty, "it fires")
    let layout = yields[0].layout
    var seen: [String: Int] = [:]
    for (track, what) in layout.tracks.enumerated() {
      for column in stride(from: 0, to: what.columns.count, by: 4) {
        let traces = yields.map { $0.trace(column, of: track) }
        if traces[0][0].isNaN { continue }
        let size = traces[3].reduce(0) { max($0, abs($1)) }
        for frame in 3...24 {
          let values = traces.map { $0[frame] }
          // Where the error is small by chance there is no order.
          guard abs(values[3] - values[2]) > 2e-5 * size else { continue }
          let order = try TemporalOrderTests.order(values)
          seen[what.variable, default: 0] += 1
          #expect(abs(order - 2) < 0.05, "\(what.variable) of \(column) at \(frame): \(order)")
        }
      }
    }
    for track in layout.tracks { #expect(seen[track.variable, default: 0] > 5) }
  }

  @Test("the pair gains more than a hundredfold on the finer of its two runs")
  func pair() throws {
    let bench = Self.bench()
    let cell = try bench.lowered()
    func run(_ step: Double) throws -> (pair: MemorySink, errors: PairErrors) {
      let plan = try Plan(bench.experiment(for: 12, step: step, .richardson), cell)
      var pair = PairedSimulation(cell, plan)
      var sink = MemorySink(plan.layout)
      _ = try pair.run(into: &sink)
      return (sink, pair.errors)
    }
    let exact = try run(0.0025).pair
    let (found, errors) = try run(0.02)
    let fine = try bench.run(for: 12, step: 0.01)
    for (a, (b, c)) in zip(found.spikes[0], zip(exact.spikes[0], fine.sink.spikes[0])) {
      let (gained, off) = (a.time.coherent - b.time.coherent, c.time.coherent - b.time.coherent)
      #expect(abs(gained) < abs(off) / 100, "\(gained) \(off)")
      // What is printed is the error of the finer run.
      #expect(abs(a.error!.coherent / abs(off) - 1) < 0.1)
    }
    #expect(errors.undecided[0] == [nil])
    // Columns without a sheath have no error, as they have no value.
    let width = fine.layout.tracks[3].columns.count
    for column in 0..<width {
      #expect(found.frames[3][column].isNaN == !cell.periaxonal!.isSheathed[column])
    }
  }

  @Test("what leaves the fibre is what enters it, and inside is outside of the axolemma plus it")
  func sums() throws {
    var bench = Self.bench()
    bench.recordings[0].variables = ["v", "v_inside", "v_periaxonal", "v_sheath", "i_membrane"]
    bench.stimuli.append(
      Stimulus(
        name: "hold", at: .section(0, 1), VoltageClamp([.init(-75.mV, for: 4.ms)], from: 6.ms)))
    bench.recordings.append(
      Recording(name: "in", variables: ["i_electrode"], .region(.all), every: 0.5.ms))
    let yield = try bench.run(for: 12, step: 0.01)
    let frames = yield.sink.frames
    let width = yield.layout.tracks[0].columns.count
    for frame in 1..<(frames[0].count / width) {
      let row = (frame * width)..<((frame + 1) * width)
      for column in row {
        let (v, inside, under, across) = (
          frames[0][column], frames[1][column], frames[2][column], frames[3][column]
        )
        if across.isNaN {
          #expect(inside == v && under.isNaN)
        } else {
          #expect(abs(v + across - inside) < 1e-9 && under == across)
        }
      }
      let out = frames[4][row].reduce(0, +)
      let into = frames[5][row].reduce(0, +)
      let size = frames[4][row].reduce(0) { $0 + abs($1) }
      #expect(abs(out - into) < 1e-9 * size, "frame \(frame)")
    }
  }

  @Test("an ideal clamp under a sheath gives the current of one with a small resistance")
  func clamp() throws {
    var bench = Self.bench()
    bench.stimuli = []
    let cell = try bench.lowered()
    let vertex = try #require(
      cell.periaxonal?.isSheathed.indices.first { cell.periaxonal!.isSheathed[$0] && $0 > 2 })
    let place = Site.section(0, cell.columns[vertex].sectionPosition)
    func current(_ resistance: Resistance) throws -> [Double] {
      bench.stimuli = [
        Stimulus(
          name: "hold", at: place,
          VoltageClamp(
            [.init(-20.mV, for: 3.ms), .init(-80.mV, for: 3.ms)], from: 1.ms,
            seriesResistance: resistance))
      ]
      let yield = try bench.run(for: 8, step: 0.005)
      let track = try #require(yield.layout.tracks.lastIndex { $0.name == "hold.current" })
      return yield.trace(0, of: track)
    }
    let (ideal, real) = (try current(.zero), try current(Resistance(coherent: 0.01)))
    let size = ideal.reduce(0) { max($0, abs($1)) }
    for frame in ideal.indices where frame % 20 > 2 {
      #expect(abs(ideal[frame] - real[frame]) < 2e-3 * size, "\(frame)")
    }
  }
}
