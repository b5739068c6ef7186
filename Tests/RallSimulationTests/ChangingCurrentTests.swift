import RallAnalysis
import RallModel
import RallMorphology
import RallSimulation
import RallTheory
import RallUnits
import TestNeurons
import Testing

@Suite("A current that changes")
struct ChangingCurrentTests {
  /// One compartment of 0.01 nF and 0.0005 µS, τ = 20 ms, at rest at −65 mV.
  static func patch(_ noun: some ElectrodeNoun) -> Bench {
    var bench = Bench(
      cell: Cell { Coat(.all, .passive(g: 0.05.mS / .cm2, e: -65.mV)) },
      morphology: .lump(area: 1000))
    bench.stimuli = [Stimulus(name: "s", at: .soma, noun)]
    bench.recordings = [Recording(name: "v", .sites([.soma]), every: 0.5.ms)]
    return bench
  }

  static let ramp = CurrentRamp(-0.01.nA, to: 0.02.nA, from: 1.ms, for: 30.ms)
  static let wave = CurrentSine(0.02.nA, at: 60.Hz, from: 1.ms, for: 30.ms, phase: 0.4)

  /// The potential over rest of the patch, mV, at a time within the current.
  static func exact(_ noun: some ElectrodeNoun, at time: Double) -> Double {
    let (c, g) = (0.01, 0.0005)
    let (rate, s) = (g / c, time - 1)
    switch noun.electrode {
    case .ramp:
      let slope = 0.03 / 30
      // a + b s with its own decay: g v + c v′ = i.
      let b = slope / g
      let a = (-0.01 - c * b) / g
      return a + b * s - a * exponential(-rate * s)
    default:
      // Im of I e^(i(φ + ωs)) / (g + iωc), and the decay that starts it at 0.
      let omega = 2 * Double.pi * 0.06
      let size = 0.02 / (g * g + omega * omega * c * c)
      func forced(_ s: Double) -> Double {
        size * (g * sine(0.4 + omega * s) - omega * c * cosine(0.4 + omega * s))
      }
      return forced(s) - forced(0) * exponential(-rate * s)
    }
  }

  @Test("charges a patch as theory says, with order 2, and 3 or more as a pair", arguments: [0, 1])
  func patch(number: Int) throws {
    let noun: any ElectrodeNoun = number == 0 ? Self.ramp : Self.wave
    let bench = Self.patch(noun)
    let steps = [0.2, 0.1, 0.05]
    for time in [9, 21, 29.0] {
      // On a step of every run, so that no interpolation counts.
      let frame = Int(2 * time)
      let expected = Self.exact(noun, at: time) - 65
      let errors = try steps.map { try bench.run(for: 40, step: $0).trace()[frame] - expected }
      let order = try #require(ConvergenceOrder(steps: steps, errors: errors)).order
      #expect(abs(order - 2) < 0.05, "at \(time): \(order)")
      let paired = try steps.map {
        try PairedSimulationTests.pair(bench, for: 40, step: $0).sink.frames[0][frame] - expected
      }
      let pairOrder = try #require(ConvergenceOrder(steps: steps, errors: paired)).order
      #expect(pairOrder > 2.8, "at \(time): \(pairOrder) \(paired)")
      #expect(abs(paired[2]) < 0.01 * abs(errors[2]), "\(paired) \(errors)")
    }
  }

  @Test("drives a cable as its impedance says")
  func cable() throws {
    let frequency = 100.0
    let material = CableMaterial(membraneResistance: 2000, axialResistivity: 100)
    let impedance = PassiveTree(
      branches: [.init(length: 500, diameter: 2)], material: material
    ).transferImpedance(from: .root, to: .end(of: 0), frequency: frequency)
    // After fifteen time constants of 2 ms the start is forgotten to 3e-7 and less.
    let omega = 2 * Double.pi * frequency * 1e-3
    let times = (0...20).map { 30 + 0.5 * Double($0) }
    let expected = times.map {
      -65 + 0.1 * (impedance.real * sine(omega * $0) + impedance.imaginary * cosine(omega * $0))
    }
    func trace(_ pieces: Int) throws -> [Double] {
      var bench = Bench(
        cell: Cell(axoplasm: 100.ohm * .cm) { Coat(.all, .passive(g: 0.5.mS / .cm2, e: -65.mV)) },
        morphology: .cylinder(length: 500.um, diameter: 2.um), division: .perSection(pieces))
      bench.stimuli = [
        Stimulus(
          name: "s", at: .section(0, 0),
          CurrentSine(0.1.nA, at: frequency.Hz, from: .zero, for: 50.ms))
      ]
      bench.recordings = [Recording(name: "v", .sites([.section(0, 1)]), every: 0.5.ms)]
      return try Array(
        PairedSimulationTests.pair(bench, for: 41, step: 0.05).sink.frames[0][60...80])
    }
    // The mesh is second order: two of them say what none would.
    let (coarse, fine) = try (trace(50), trace(100))
    let size = 0.1 * impedance.magnitude
    for (k, value) in expected.enumerated() {
      #expect(abs(extrapolated(coarse[k], fine[k]) - value) < 1e-6 * size, "\(times[k])")
    }
  }

  static let excitable: [any ElectrodeNoun] = [
    CurrentRamp(.zero, to: 1.2.nA, from: 1.ms, for: 24.ms),
    CurrentSine(0.8.nA, at: 40.Hz, from: 1.ms, for: 24.ms, offset: 0.4.nA),
    CurrentSine(0.8.nA, at: 10.Hz, to: 200.Hz, from: 1.ms, for: 24.ms, offset: 0.4.nA),
  ]

  /// The cable of `TemporalOrderTests` under another current.
  static func cable(_ noun: some ElectrodeNoun) -> Bench {
    var bench = TemporalOrderTests.bench()
    bench.stimuli = [Stimulus(name: "s", at: .section(0, 0), noun)]
    bench.recordings = []
    return bench
  }

  @Test(
    "fires a cable with order 2, and a tenth and less is left by the pair", arguments: [0, 1, 2])
  func spikes(number: Int) throws {
    let bench = Self.cable(Self.excitable[number])
    let trains = try TemporalOrderTests.steps.map {
      try bench.run(for: 30, step: $0).sink.spikes[0].map(\.time.coherent)
    }
    let exact = try PairedSimulationTests.pair(bench, for: 30, step: 0.0025).sink.spikes[0]
      .map(\.time.coherent)
    try #require(exact.count >= 1 && trains.allSatisfy { $0.count == exact.count })
    for k in exact.indices {
      let order = try TemporalOrderTests.order(trains.map { $0[k] })
      #expect(abs(order - 2) < 0.05, "spike \(k): \(order)")
    }
    let pair = try PairedSimulationTests.pair(bench, for: 30, step: 0.05).sink.spikes[0]
    let fine = try bench.run(for: 30, step: 0.025).sink.spikes[0]
    try #require(pair.count == exact.count && fine.count == exact.count)
    for k in exact.indices {
      let (left, whole) = (
        abs(pair[k].time.coherent - exact[k]), abs(fine[k].time.coherent - exact[k])
      )
      #expect(left < 0.1 * whole, "spike \(k): \(left) of \(whole)")
    }
  }

  @Test("from a file is the pulse that a clamp makes, jumps and all")
  func filePulse() throws {
    let samples = try #require(
      CurrentSamples(
        times: [0, 1, 1, 25, 25, 30].map { Time(coherent: $0) },
        currents: [0, 0, 0.6, 0.6, 0, 0].map { Current(coherent: $0) }))
    let file = CurrentFile(
      path: "a.txt", time: UnitName("ms")!, current: UnitName("nA")!, samples: samples)
    var clamped = TemporalOrderTests.bench()
    clamped.recordings = []
    let expected = try clamped.run(for: 30, step: 0.025)
    let found = try Self.cable(file).run(for: 30, step: 0.025)
    #expect(found.times().count == 3)
    for (a, b) in zip(found.times(), expected.times()) { #expect(abs(a - b) < 1e-9) }
  }

  @Test("from noise makes one path of the potential, to which halved steps come")
  func noise() throws {
    let noun = CurrentNoise(mean: 0.01.nA, sd: 0.02.nA, tau: 3.ms, from: 1.ms, for: 38.ms, seed: 4)
    let steps = [0.4, 0.2, 0.1, 0.05, 0.025, 0.003125]
    let traces = try steps.map { try Self.patch(noun).run(for: 40, step: $0).trace() }
    let errors = traces.dropLast().map { trace in
      zip(trace, traces[5]).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }
    // Of a path that is as rough as Brown's, order 2 of the membrane is left: charges are exact.
    let order = try #require(ConvergenceOrder(steps: Array(steps.dropLast()), errors: errors)).order
    #expect(order > 1.4, "\(order) \(errors)")
    #expect(errors[4] < 1e-4, "\(errors)")
  }

  @Test("of noise is the same from every electrode with its seed")
  func twoNoises() throws {
    func trace(_ stimuli: [Stimulus]) throws -> [Double] {
      var bench = Self.patch(Self.ramp)
      bench.stimuli = stimuli
      return try bench.run(for: 20, step: 0.025).trace()
    }
    func noise(_ sd: Double) -> CurrentNoise {
      CurrentNoise(sd: Current(coherent: sd), tau: 3.ms, from: 1.ms, for: 38.ms, seed: 4)
    }
    let one = try trace([Stimulus(name: "a", at: .soma, noise(0.02))])
    let two = try trace([
      Stimulus(name: "b", at: .soma, noise(0.01)), Stimulus(name: "c", at: .soma, noise(0.01)),
    ])
    for (a, b) in zip(one, two) { #expect(abs(a - b) < 1e-11) }
    #expect(one[40] != -65)
  }
}
