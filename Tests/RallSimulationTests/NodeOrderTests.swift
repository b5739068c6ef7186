import RallModel
import RallMorphology
import RallUnits
import TestNeurons
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The mechanisms of myelinated fibres as lumps of membrane that are pushed over their threshold.
@Suite("The error in time of a node of Ranvier")
struct NodeOrderTests {
  /// 100 µm² of a node, 2 µF/cm², pushed for 0.1 ms from where it rests.
  static func bench(_ mechanism: String) -> Bench {
    let isFrog = mechanism == "fh"
    var bench = Bench(
      cell: Cell(
        capacitance: 2.uF / .cm2, temperature: isFrog ? 20.degC : 37.degC,
        start: .voltage(isFrog ? -70.mV : -80.mV)
      ) { Coat(.all, .mechanism(mechanism, [:])) },
      morphology: .lump(area: 100))
    bench.stimuli = [
      Stimulus(
        name: "push", at: .soma, CurrentClamp(isFrog ? 1.nA : 2.5.nA, from: 0.1.ms, for: 0.1.ms))
    ]
    bench.recordings = [Recording(name: "all", variables: ["v"], .sites([.soma]), every: 0.1.ms)]
    return bench
  }

  @Test("is of second order, with currents of a constant field too", arguments: ["mrg", "fh"])
  func order(mechanism: String) throws {
    let bench = Self.bench(mechanism)
    let traces = try [0.000625, 0.0003125, 0.00015625].map {
      try bench.run(for: 2, step: $0).trace()
    }
    try #require(traces[2].max() ?? 0 > 0, "it fires")
    var seen = 0
    for frame in traces[0].indices {
      let values = traces.map { $0[frame] }
      // Where the error is small by chance there is no order.
      guard abs(values[2] - values[1]) > 1e-5 else { continue }
      let order = try TemporalOrderTests.order(values)
      #expect(abs(order - 2) < 0.05, "at frame \(frame): \(order)")
      seen += 1
    }
    #expect(seen > 3)
  }

  @Test("keeps that order for the pair, which gains another", arguments: ["mrg", "fh"])
  func pair(mechanism: String) throws {
    let bench = Self.bench(mechanism)
    let traces = try [0.0025, 0.00125, 0.000625, 0.0003125].map {
      try bench.run(for: 2, step: $0).trace()
    }
    // A bent current is linearised, and the graded steps after an edge are, which leaves order 3.
    let least = 2.75
    let extrapolated = zip(traces, traces.dropFirst()).map { coarse, fine in
      zip(coarse, fine).map { (4 * $1 - $0) / 3 }
    }
    func moved(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }
    let first = moved(extrapolated[0], extrapolated[1])
    let second = moved(extrapolated[1], extrapolated[2])
    #expect(log2(first / second) > least)
  }
}
