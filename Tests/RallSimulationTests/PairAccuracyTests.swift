import RallAnalysis
import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import TestNeurons
import Testing

@Suite("The accuracy of a pair")
struct PairAccuracyTests {
  /// The last spike at the far end of a squid axon, of a train, ms.
  static func last(_ bench: Bench, _ step: Double, pair: Bool) throws -> (Double, error: Double?) {
    guard pair else { return (try #require(bench.run(for: 20, step: step).times().last), nil) }
    let yield = try bench.runPair(for: 20, step: step)
    #expect(yield.doubt == nil)
    let spike = try #require(yield.spikes().last)
    return (spike.time.coherent, spike.error?.coherent)
  }

  /// What a train on the axon comes to without steps, ms.
  static func limit(_ bench: Bench) throws -> Double { try last(bench, 0.0015625, pair: true).0 }

  @Test("its spike times are of order 4, and those of `standard` of order 2")
  func order() throws {
    var bench = Bench.axon(pulse: 150, for: 15)
    bench.recordings = []
    let limit = try Self.limit(bench)
    let steps = [0.05, 0.025, 0.0125]
    let pair = try steps.map { try Self.last(bench, $0, pair: true).0 - limit }
    let standard = try steps.map { try Self.last(bench, $0, pair: false).0 - limit }
    let order = try #require(ConvergenceOrder(steps: steps, errors: pair)).order
    // 3 is what the first steps after a jump leave, 4 what all others do.
    #expect((2.9...4.6).contains(order), "\(order) \(pair)")
    let second = try #require(ConvergenceOrder(steps: steps, errors: standard)).order
    #expect(abs(second - 2) < 0.05, "\(second)")
  }

  @Test(
    "at 0.05 and 0.025 ms it gains tenfold over the finer run on squid cables",
    arguments: [6.3, 12, 18.5])
  func gain(celsius: Double) throws {
    var bench = Bench.axon(celsius: celsius, pulse: 250, for: 0.5)
    bench.recordings = []
    let limit = try Self.limit(bench)
    let (time, error) = try Self.last(bench, 0.05, pair: true)
    let standard = try Self.last(bench, 0.025, pair: false).0
    #expect(abs(time - limit) * 10 < abs(standard - limit), "\(time - limit) \(standard - limit)")
    // The bar is the error of the finer run.
    #expect(try abs(#require(error) / abs(standard - limit) - 1) < 0.1)
  }

  @Test("a trace that no stimulus breaks is of order 4")
  func smoothOrder() throws {
    var bench = Bench(
      cell: Cell(start: .voltage(-55.mV)) { Coat(.all, .hh()) }, morphology: .lump(area: 1000))
    bench.recordings = [Recording(name: "v", .sites([.soma]), every: 1.ms)]
    let limit = try bench.runPair(for: 8, step: 0.003125).trace()
    let steps = [0.1, 0.05, 0.025]
    let errors = try steps.map { step -> Double in
      let trace = try bench.runPair(for: 8, step: step).trace()
      return zip(trace, limit).map { abs($0 - $1) }.max()!
    }
    let order = try #require(ConvergenceOrder(steps: steps, errors: errors)).order
    #expect((2.9...4.6).contains(order), "\(order) \(errors)")
  }

  @Test("the error of a trace is that of the finer run, over the whole window")
  func traceError() throws {
    let bench = Bench.axon(pulse: 250)
    let pair = try bench.runPair(for: 8, step: 0.025)
    let finer = try bench.run(for: 8, step: 0.0125)
    let limit = try bench.runPair(for: 8, step: 0.003125)
    for column in 0..<2 {
      let bar = pair.errors.tracks[0][column]
      func worst(_ trace: [Double]) -> Double {
        zip(trace, limit.trace(column)).map { abs($0 - $1) }.max()!
      }
      #expect(abs(worst(finer.trace(column)) / bar - 1) < 0.1)
      #expect(worst(pair.trace(column)) < bar / 10)
    }
  }

  @Test("a passive cell's trace has no error to speak of where its steps are short")
  func passive() throws {
    var bench = Bench.axon(pulse: 1, for: 5)
    bench = Bench(
      cell: Cell(start: .voltage(-65.mV)) {
        Coat(.all, .passive(g: 0.1.mS / .cm2, e: -65.mV))
      }, morphology: bench.morphology, division: .perSection(20), stimuli: bench.stimuli,
      recordings: bench.recordings, detectors: bench.detectors)
    let pair = try bench.runPair(for: 10, step: 0.025)
    let limit = try bench.runPair(for: 10, step: 0.003125)
    let off = zip(pair.trace(), limit.trace()).map { abs($0 - $1) }.max()!
    #expect(off <= pair.errors.tracks[0][0])
    #expect(pair.doubt == nil && pair.spikes().isEmpty)
  }
}
