import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import TestNeurons
import TestRandom
import Testing

@Suite("Undecided")
struct UndecidedTests {
  /// A stimulus whose amplitude is the question.
  struct Question: CustomTestStringConvertible, Sendable {
    let name: String
    let bench: Bench
    /// Below it fires in no run, above in each, nA.
    let most: Double
    let duration: Double

    var testDescription: String { name }

    func bench(_ amplitude: Double) -> Bench {
      var bench = bench
      bench.stimuli[0].clamp.amplitude = Current(coherent: amplitude)
      return bench
    }

    func fires(_ amplitude: Double, _ step: Double) throws -> Bool {
      try !bench(amplitude).run(for: duration, step: step).times().isEmpty
    }

    /// The amplitude at which a run of `standard` begins to fire, by bisection to the last bits.
    func threshold(_ step: Double) throws -> Double {
      var (low, high) = (0.0, most)
      while high - low > 1e-11 * high {
        let middle = low + (high - low) / 2
        if try fires(middle, step) { high = middle } else { low = middle }
      }
      return high
    }

    /// The amplitude at which the exact solution does.
    func threshold() throws -> Double {
      let (coarse, fine) = try (threshold(0.00625), threshold(0.003125))
      return extrapolated(coarse, fine)
    }
  }

  static func patch(_ celsius: Double, pulse: Double) -> Question {
    var bench = Bench.point(celsius: celsius, currents: [(1, 1, 1 + pulse)])
    bench.detectors = [Detector(name: "soma", at: [.soma], above: -20.mV)]
    return Question(
      name: "a patch at \(celsius) °C, \(pulse) ms", bench: bench, most: 2, duration: 20)
  }

  static func cable(_ celsius: Double, pulse: Double) -> Question {
    var bench = Bench.axon(celsius: celsius, for: pulse)
    bench = Bench(
      cell: bench.cell, morphology: .cylinder(length: 5.mm, diameter: 10.um, type: 2),
      division: .perSection(50), stimuli: bench.stimuli, detectors: bench.detectors)
    return Question(
      name: "a cable at \(celsius) °C, \(pulse) ms", bench: bench, most: 20, duration: 20)
  }

  static let questions = [
    patch(6.3, pulse: 0.5), patch(18.5, pulse: 0.5), patch(6.3, pulse: 15), cable(18.5, pulse: 0.5),
    cable(6.3, pulse: 10), cable(6.3, pulse: 0.5),
  ]

  @Test("a spike that the exact solution has, and neither run, is not denied", arguments: questions)
  func falseSilence(question: Question) throws {
    let truth = try question.threshold()
    for step in [0.05, 0.025, 0.0125] {
      for above in [1e-8, 1e-6, 3e-6, 1e-5, 3e-5] {
        let yield = try question.bench(truth * (1 + above)).runPair(
          for: question.duration, step: step)
        #expect(!yield.spikes().isEmpty || yield.doubt != nil, "\(step) ms, \(above) above")
      }
    }
  }

  @Test(
    "a spike that both runs have, and the exact solution has not, is not claimed",
    arguments: questions)
  func falseSpike(question: Question) throws {
    let truth = try question.threshold()
    for step in [0.05, 0.025, 0.0125] {
      for below in [1e-8, 1e-6, 3e-6, 1e-5, 3e-5] {
        let yield = try question.bench(truth * (1 - below)).runPair(
          for: question.duration, step: step)
        #expect(yield.spikes().isEmpty || yield.doubt != nil, "\(step) ms, \(below) below")
      }
    }
  }

  @Test(
    "of 100 amplitudes at random, up to twice the threshold, at most 3 are undecided at 0.025 ms",
    arguments: questions)
  func falseAlarms(question: Question) throws {
    var random = SeededGenerator(seed: 8)
    let threshold = try question.threshold(0.025)
    var undecided: [Double] = []
    for _ in 0..<100 {
      let share = Double.random(in: 0...2, using: &random)
      let yield = try question.bench(threshold * share).runPair(
        for: question.duration, step: 0.025)
      if yield.doubt != nil { undecided.append(share) }
    }
    #expect(undecided.count <= 3, "\(undecided)")
    print("\(question.name): \(undecided.count) of 100 undecided")
  }

  @Test(
    "at an electrode where the runs differ about a spike, the finer run is given without an error")
  func finer() throws {
    let question = Self.patch(6.3, pulse: 0.5)
    let (coarse, fine) = try (question.threshold(0.05), question.threshold(0.025))
    let bench = question.bench((coarse + fine) / 2)
    let yield = try bench.runPair(for: 20, step: 0.05)
    #expect(
      try #require(yield.doubt).contains("0 spikes in steps twice as long, 1 in the finer run"))
    #expect(
      yield.spikes().map(\.time.coherent) == (try bench.run(for: 20, step: 0.05, cuts: 2).times()))
    #expect(yield.spikes().allSatisfy { $0.error == nil })
  }

  @Test("a spike that is lost in the middle of a train leaves none of the train sure")
  func lostInTheMiddle() throws {
    // Three pulses, the second of an amplitude at which the coarser run alone stays silent.
    func bench(_ second: Double) -> Bench {
      var bench = Bench.point(celsius: 18.5)
      bench.stimuli = [(5.0, 0.5), (15, second), (25, 0.5)].enumerated().map {
        Stimulus(
          name: "pulse\($0)", at: .soma,
          CurrentClamp(Current(coherent: $1.1), from: Time(coherent: $1.0), for: 0.5.ms))
      }
      bench.detectors = [Detector(name: "soma", at: [.soma], above: -20.mV)]
      return bench
    }
    func threshold(_ step: Double) throws -> Double {
      var (low, high) = (0.0, 0.5)
      while high - low > 1e-9 {
        let middle = (low + high) / 2
        if try bench(middle).run(for: 35, step: step).times().count == 3 {
          high = middle
        } else {
          low = middle
        }
      }
      return high
    }
    let middle = try (threshold(0.1) + threshold(0.05)) / 2
    let yield = try bench(middle).runPair(for: 35, step: 0.1)
    let finer = try bench(middle).run(for: 35, step: 0.1, cuts: 2).times()
    #expect(finer.count == 3)
    #expect(yield.spikes().map(\.time.coherent) == finer)
    #expect(yield.spikes().allSatisfy { $0.error == nil })
    #expect(try #require(yield.doubt).hasPrefix("undecided: 2 spikes"))
  }

  @Test(
    "a peak within a millivolt of the detector's threshold is undecided, two off are not",
    arguments: [(0.5, true), (-0.5, true), (2.0, false), (-2.0, false)])
  func grazing(distance: Double, isUndecided: Bool) throws {
    var bench = Bench(
      cell: Cell(start: .voltage(-65.mV)) { Coat(.all, .passive(g: 0.3.mS / .cm2, e: -65.mV)) },
      morphology: .lump(area: 1000))
    bench.stimuli = [
      Stimulus(name: "step", at: .soma, CurrentClamp(0.03.nA, from: 1.ms, for: 5.ms))
    ]
    bench.recordings = [Recording(name: "v", .sites([.soma]), every: 0.025.ms)]
    let peak = try bench.run(for: 10, step: 0.025).trace().max()!
    bench.detectors = [
      Detector(name: "soma", at: [.soma], above: Voltage(coherent: peak - distance))
    ]
    let yield = try bench.runPair(for: 10, step: 0.025)
    #expect((yield.doubt != nil) == isUndecided, "\(yield.doubt ?? "")")
    #expect(yield.spikes().count == (distance > 0 ? 1 : 0))
  }
}
