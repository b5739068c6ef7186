import RallAnalysis
import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import Testing

@Suite("The error in time")
struct TemporalOrderTests {
  /// A short excitable cable, driven at one end from 1 ms to 25 ms; it fires three times.
  static func bench() -> Bench {
    var bench = Bench(
      cell: Cell(axoplasm: 100.ohm * .cm) { Coat(.all, .hh()) },
      morphology: .cylinder(length: 600.um, diameter: 2.um), division: .perSection(30))
    let (near, far) = (Site.section(0, 0), Site.section(0, 1))
    bench.stimuli = [
      Stimulus(name: "clamp", at: near, CurrentClamp(0.6.nA, from: 1.ms, for: 24.ms))
    ]
    bench.recordings = [
      Recording(
        name: "all",
        variables: ["v", "i_membrane", "hh.m", "hh.h", "hh.n", "ina", "ik", "il"],
        .sites([far, .section(0, 0.5)]), every: 0.25.ms)
    ]
    bench.detectors = [Detector(name: "spikes", at: [far], above: -20.mV)]
    return bench
  }

  /// The order with which values at halved steps settle, from the finest three.
  static func order(_ values: [Double]) throws -> Double {
    try #require(ConvergenceOrder(halving: Array(values.suffix(3)))).order
  }

  static let steps = [0.02, 0.01, 0.005, 0.0025]

  @Test("V28: spike times and peaks are second order, and so is the last of a train")
  func spikes() throws {
    let yields = try Self.steps.map { try Self.bench().run(for: 30, step: $0) }
    let trains = yields.map { $0.sink.spikes[0] }
    let count = trains[0].count
    try #require(count >= 2 && trains.allSatisfy { $0.count == count })
    for k in 0..<count {
      let time = try Self.order(trains.map { $0[k].time.coherent })
      #expect(abs(time - 2) < 0.05, "time of spike \(k): \(time)")
      let peak = try Self.order(trains.map { $0[k].peak.coherent })
      #expect(abs(peak - 2) < 0.05, "peak of spike \(k): \(peak)")
    }
  }

  @Test("V28: potential, gates and currents of every moment are second order, recorded together")
  func everything() throws {
    let yields = try Self.steps.map { try Self.bench().run(for: 12, step: $0) }
    let tracks = yields[0].layout.tracks
    var seen = 0
    for track in tracks.indices {
      for column in 0..<2 {
        let traces = yields.map { $0.trace(column, of: track) }
        let size = traces[3].reduce(0) { max($0, abs($1)) }
        for frame in 5...48 {
          let values = traces.map { $0[frame] }
          // Where the error is small by chance there is no order.
          guard abs(values[3] - values[2]) > 2e-5 * size else { continue }
          let order = try Self.order(values)
          seen += 1
          #expect(abs(order - 2) < 0.05, "\(tracks[track].variable) at frame \(frame): \(order)")
        }
      }
    }
    #expect(seen > 50)
  }

  @Test("implicit Euler is first order")
  func euler() throws {
    let times = try [0.004, 0.002, 0.001, 0.0005].map {
      try Self.bench().run(for: 8, step: $0, accuracy: .euler).times()[0]
    }
    let order = try Self.order(times)
    #expect(abs(order - 1) < 0.05, "\(order)")
    // Both schemes come to the same: 4 − 3 of the halves, and the extrapolated pair.
    let fine = try [0.005, 0.0025].map { try Self.bench().run(for: 8, step: $0).times()[0] }
    #expect(abs((2 * times[3] - times[2]) - extrapolated(fine[0], fine[1])) < 1e-4)
  }

  @Test("a stretch of one, two or three steps is as good as any")
  func shortStretches() throws {
    // Edges at 1, 1.025, 1.075, 1.15 and 1.15 + 0.01 ms: one, two, three steps and less than one.
    var bench = Self.bench()
    bench.stimuli = zip([1, 1.025, 1.075, 1.15], [0.025, 0.05, 0.075, 0.01]).map {
      start, duration in
      Stimulus(
        name: "\(start)", at: .section(0, 0),
        CurrentClamp(4.nA, from: Time(coherent: start), for: Time(coherent: duration)))
    }
    bench.stimuli.append(
      Stimulus(name: "gap", at: .section(0, 1), CurrentClamp(0.5.nA, from: 1.3.ms, for: 0.05.ms)))
    let steps = [0.025, 0.0125, 0.00625, 0.003125, 0.0015625]
    let yields = try steps.map { try bench.run(for: 4, step: $0) }
    let spikes = yields.map { $0.sink.spikes[0] }
    try #require(spikes.allSatisfy { $0.count == 1 })
    for values in [spikes.map { $0[0].time.coherent }, spikes.map { $0[0].peak.coherent }] {
      let order = try Self.order(values)
      #expect(abs(order - 2) < 0.05, "\(order) \(values)")
    }
  }

  @Test("only where an edge is matters, not where it lies between steps")
  func edgesAnywhere() throws {
    // The same pulse 0, 1/3 and 2/3 of a step later: all comes so much later, and no more.
    let step = 0.025
    let times = try [0, step / 3, step * 2 / 3].map { late in
      var bench = Self.bench()
      bench.cell.start = .voltage(Voltage(coherent: Bench.rest))
      bench.stimuli[0].clamp.start = Time(coherent: 1 + late)
      // The stretch after the edge is as long as ever, so that its steps are too.
      return try bench.run(for: 8 + late, step: step).times()[0] - late
    }
    // What is left is the start off the cable's own rest, and the step before the edge.
    for time in times { #expect(abs(time - times[0]) < 1e-6, "\(times)") }
  }
}
