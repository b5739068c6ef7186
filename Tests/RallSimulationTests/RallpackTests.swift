import RallModel
import RallMorphology
import RallSimulation
import RallTheory
import RallUnits
import Testing

@Suite("Rallpacks on vertices")
struct RallpackTests {
  /// The cable of Rallpacks 1 and 3: 1 mm by 1 µm in a thousand pieces, 0.1 nA into its end.
  static func bench(_ layer: Layer) -> Bench {
    var bench = Bench(
      cell: Cell(axoplasm: 100.ohm * .cm, temperature: 6.3.degC, start: .voltage(-65.mV)) {
        Coat(.all, layer)
      }, morphology: .cylinder(length: 1.mm, diameter: 1.um), division: .perSection(1000))
    bench.stimuli = [
      Stimulus(name: "step", at: .section(0, 0), CurrentClamp(0.1.nA, from: .zero, for: 250.ms))
    ]
    return bench
  }

  @Test("1: both ends of the passive cable follow the exact curves")
  func passive() throws {
    var bench = Self.bench(.passive(g: 0.025.mS / .cm2, e: -65.mV))
    bench.recordings = [
      Recording(name: "v", .sites([.section(0, 0), .section(0, 1)]), every: 0.5.ms)
    ]
    let yield = try bench.run(for: 250, step: 0.05)
    for (column, distance) in [0.0, 1000].enumerated() {
      let trace = yield.trace(column)
      let exact = (0...500).map { Rallpack.cable(at: distance, time: Double($0) * 0.5) }
      let sum = zip(trace, exact).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      let range = exact.max()! - exact.min()!
      let rms = (sum / 501).squareRoot() / range
      // The published programs reach 2e-4.
      #expect(rms < 2e-5, "\(rms)")
    }
  }

  @Test(
    "3: the last of seventeen spikes is within 0.02 ms at 12.5 µs, and within 1e-4 extrapolated")
  func spikes() throws {
    var bench = Self.bench(
      .hh(gna: 120.mS / .cm2, gk: 36.mS / .cm2, gl: 0.025.mS / .cm2, el: -65.mV))
    bench.detectors = [
      Detector(name: "ends", at: [.section(0, 0), .section(0, 1)], above: .zero)
    ]
    let yields = try [0.025, 0.0125].map { try bench.run(for: 250, step: $0) }
    for yield in yields {
      #expect(yield.times(point: 0).count == 18 && yield.times(point: 1).count == 17)
    }
    let last = yields.map { $0.times(point: 1)[16] }
    // The limit of a vertex mesh of 1000; without a mesh it is 236.67739.
    let limit = 236.676_85
    #expect(abs(last[1] - limit) < 0.02, "\(last)")
    #expect(abs(extrapolated(last[0], last[1]) - limit) < 2e-4, "\(last)")
    // The references of the first spikes are on a mesh of centres, which is 4e-6 of λ² off.
    let first = (0...1).map { point in yields.map { $0.times(point: point)[0] } }
    #expect(abs(extrapolated(first[0][0], first[0][1]) - 1.306_266) < 2e-3, "\(first)")
    #expect(abs(extrapolated(first[1][0], first[1][1]) - 4.070_807) < 1e-4, "\(first)")
  }
}
