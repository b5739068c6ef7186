import RallAnalysis
import RallCable
import RallModel
import RallMorphology
import RallNumerics
import RallSimulation
import RallUnits
import TestNeurons
import Testing

@Suite("What a run hands over")
struct RunTests {
  /// A passive lump with τ = 10 ms that decays from 100 mV to 0.
  static func decay() -> Bench {
    var bench = Bench(
      cell: Cell(start: .voltage(100.mV)) { Coat(.all, .passive(g: 0.1.mS / .cm2, e: .zero)) },
      morphology: .lump(area: 1000))
    bench.recordings = [Recording(name: "v", .sites([.soma]))]
    return bench
  }

  @Test("frames stand at k·every, from 0 to the end", arguments: [0.025, 0.1, 0.07, 1, 3, 10, 11])
  func frames(every: Double) throws {
    var bench = Self.decay()
    bench.recordings[0].every = Time(coherent: every)
    let yield = try bench.run(for: 10, step: 0.025)
    let trace = yield.trace()
    #expect(trace.count == Int(10 / every + 1e-9) + 1)
    #expect(trace.count == yield.layout.tracks[0].frameCount)
    for (k, v) in trace.enumerated() {
      // (0.025/10)²/12 of relative error a τ, and some more from the damped steps.
      #expect(abs(v / (100 * exponential(-Double(k) * every / 10)) - 1) < 2e-6, "frame \(k)")
    }
  }

  @Test("between steps frames are interpolated to order 4")
  func interpolation() throws {
    let steps = [8.0, 4, 2, 1]
    let errors = try steps.map { step in
      var bench = Self.decay()
      bench.recordings[0].every = Time(coherent: step * 0.5)
      let trace = try bench.run(for: 48, step: step).trace()
      // Crank-Nicolson multiplies by the same factor in every step, so that what is between two
      // samples is known: their geometric mean. Frames 6 and 8 are samples of plain steps.
      return trace[7] / (trace[6] * trace[8]).squareRoot() - 1
    }
    let fit = try #require(ConvergenceOrder(steps: steps, errors: errors))
    #expect(abs(fit.order - 4) < 0.15, "\(fit.order) \(errors)")
  }

  @Test("no frame is interpolated across an edge")
  func edges() throws {
    var bench = Self.decay()
    bench.cell.start = .voltage(.zero)
    // 1 µA/cm² on 1 ms, off 0.5 ms later: V rises in a line that is bent at once.
    bench.stimuli = [
      Stimulus(name: "clamp", at: .soma, CurrentClamp(0.01.nA, from: 1.ms, for: 0.5.ms))
    ]
    bench.recordings[0].every = 0.01.ms
    let trace = try bench.run(for: 3, step: 0.1).trace()
    for (k, v) in trace.enumerated() {
      let t = Double(k) * 0.01
      let rise = 10 * (1 - exponential(-(min(max(t, 1), 1.5) - 1) / 10))
      // Five steps of (h/τ)³/12 of the 10 mV that it rises towards; across an edge it would be 5e-3.
      #expect(abs(v - rise * exponential(-(max(t, 1.5) - 1.5) / 10)) < 5e-6, "\(t)")
      if t <= 1 { #expect(v == 0) }
    }
  }

  @Test("spikes do not depend on what is recorded, nor on how often")
  func detectorAlone() throws {
    var bench = TemporalOrderTests.bench()
    let recorded = try bench.run(for: 20, step: 0.025)
    bench.recordings = []
    #expect(try bench.run(for: 20, step: 0.025).sink.spikes == recorded.sink.spikes)
    bench.recordings = [
      Recording(name: "often", variables: ["i_membrane", "hh.m"], .region(.all), every: 0.003.ms),
      Recording(name: "seldom", .sites([.section(0, 0.123)]), every: 7.ms),
    ]
    #expect(try bench.run(for: 20, step: 0.025).sink.spikes == recorded.sink.spikes)
    #expect(!recorded.sink.spikes[0].isEmpty)
  }

  @Test("recorded membrane currents sum to what is injected, in every frame")
  func kirchhoff() throws {
    var bench = TemporalOrderTests.bench()
    bench.recordings = [
      Recording(name: "i", variables: ["i_membrane"], .region(.all), every: 0.5.ms)
    ]
    bench.stimuli.append(
      Stimulus(name: "other", at: .section(0, 0.5), CurrentClamp(-0.2.nA, from: 3.3.ms, for: 1.ms)))
    let yield = try bench.run(for: 30, step: 0.025)
    let columns = yield.layout.tracks[0].columns.count
    for k in 0...60 {
      let t = Double(k) * 0.5
      let currents = (0..<columns).map { yield.trace($0)[k] }
      let injected = (t >= 1 && t < 25 ? 0.6 : 0) - (t >= 3.3 && t < 4.3 ? 0.2 : 0)
      #expect(abs(currents.reduce(0, +) - injected) < 1e-12, "\(t)")
    }
  }

  @Test("what crosses a membrane is its ionic currents and C·dV/dt, to order 2")
  func currents() throws {
    let steps = [0.02, 0.01, 0.005]
    let errors = try steps.map { step in
      var bench = TemporalOrderTests.bench()
      bench.recordings = [
        Recording(
          name: "i", variables: ["i_membrane", "ina", "ik", "il", "v"], .sites([.section(0, 1)]),
          every: Time(coherent: step))
      ]
      let traces = try { yield in (0..<5).map { yield.trace(of: $0) } }(
        bench.run(for: 10, step: step))
      let capacitance = try bench.lowered().capacitance.last!
      // Through the first spike, 5 to 10 ms.
      return (Int(5 / step + 0.5)..<traces[0].count - 2).reduce(0.0) { worst, k in
        let v = traces[4]
        let slope = (v[k - 2] - 8 * v[k - 1] + 8 * v[k + 1] - v[k + 2]) / (12 * step)
        let ionic = traces[1][k] + traces[2][k] + traces[3][k]
        return max(worst, abs(traces[0][k] - ionic - capacitance * slope))
      }
    }
    let fit = try #require(ConvergenceOrder(steps: steps, errors: errors))
    #expect(abs(fit.order - 2) < 0.1, "\(fit.order) \(errors)")
  }

  @Test("a run shorter than a step is whole, with its frames")
  func short() throws {
    var bench = Self.decay()
    bench.recordings[0].every = 0.002.ms
    let yield = try bench.run(for: 0.01, step: 0.025)
    let trace = yield.trace()
    #expect(trace.count == 6)
    for (k, v) in trace.enumerated() {
      #expect(abs(v / (100 * exponential(-0.0002 * Double(k))) - 1) < 1e-7)
    }
  }

  @Test("a train of pulses is each of its pulses")
  func trains() throws {
    var train = TemporalOrderTests.bench()
    train.stimuli = [
      Stimulus(
        name: "train", at: .section(0, 0),
        CurrentClamp(2.nA, from: 1.ms, for: 0.3.ms, repeats: .init(every: 7.7.ms, times: 3)))
    ]
    var single = train
    single.stimuli = (0..<3).map { k in
      Stimulus(
        name: "\(k)", at: .section(0, 0),
        CurrentClamp(2.nA, from: 1.ms + Double(k) * 7.7.ms, for: 0.3.ms))
    }
    let (a, b) = try (train.run(for: 25, step: 0.025), single.run(for: 25, step: 0.025))
    #expect(a.potentials == b.potentials && a.sink.spikes == b.sink.spikes)
    #expect(a.times().count == 3)
  }

  @Test("two currents into one place add, and opposite ones are none")
  func adding() throws {
    var bench = TemporalOrderTests.bench()
    bench.stimuli = []
    let none = try bench.run(for: 10, step: 0.025)
    bench.stimuli = [1.0, -1].map {
      Stimulus(name: "\($0)", at: .section(0, 0), CurrentClamp($0.nA, from: 1.ms, for: 2.ms))
    }
    let both = try bench.run(for: 10, step: 0.025)
    for (a, b) in zip(none.potentials, both.potentials) { #expect(abs(a - b) < 1e-6) }
  }

  @Test("the crossings of a detector are those of its threshold, upwards, with the peak after them")
  func detector() throws {
    var bench = TemporalOrderTests.bench()
    bench.recordings = [Recording(name: "v", .sites([.section(0, 1)]), every: 0.025.ms)]
    bench.detectors = [-40, -20, 0, 20].map {
      Detector(name: "\($0)", at: [.section(0, 1), .section(0, 0.31)], above: $0.mV)
    }
    let yield = try bench.run(for: 20, step: 0.025)
    let trace = yield.trace()
    for (number, level) in [-40.0, -20, 0, 20].enumerated() {
      let spikes = yield.sink.spikes[number].filter { $0.point == 0 }
      let crossings = trace.indices.dropFirst().filter {
        trace[$0 - 1] < level && trace[$0] >= level
      }
      #expect(spikes.count == crossings.count && !spikes.isEmpty)
      for (spike, k) in zip(spikes, crossings) {
        let t = spike.time.coherent
        #expect(t > Double(k - 1) * 0.025 - 1e-9 && t <= Double(k) * 0.025 + 1e-9)
        let cubic = Cubic(
          times: SIMD4(Double(k) - 2, Double(k) - 1, Double(k), Double(k) + 1) * 0.025,
          values: SIMD4(trace[k - 2], trace[k - 1], trace[k], trace[k + 1]))
        #expect(abs(cubic.value(at: t) - level) < 1e-9)
        let after = trace[k...].prefix { $0 >= level }.max()!
        #expect(spike.peak.coherent >= after && spike.peak.coherent < after + 1)
      }
    }
  }

  @Test("a crossing just after an edge is timed within the step that the edge begins")
  func afterEdge() throws {
    var bench = Self.decay()
    bench.cell.start = .voltage(.zero)
    // Towards 500 mV with τ = 10 ms from 0.73 ms on.
    bench.stimuli = [
      Stimulus(name: "clamp", at: .soma, CurrentClamp(0.5.nA, from: 0.73.ms, for: 2.ms))
    ]
    bench.recordings = []
    let levels = [0.1, 0.5, 1, 3, 4.9, 5, 9.5, 20]
    bench.detectors = levels.map {
      Detector(name: "\($0)", at: [.soma], above: Voltage(coherent: $0))
    }
    let yield = try bench.run(for: 4, step: 0.1)
    for (number, level) in levels.enumerated() {
      let exact = 0.73 - 10 * logarithm(1 - level / 500)
      // Up to 4 steps of (h/τ)³/12 of 500 mV, at 50 mV/ms.
      #expect(abs(yield.times(detector: number)[0] - exact) < 4e-6, "\(level)")
    }
  }

  @Test("a spike that the end of the run cuts off is counted with what was seen of its peak")
  func cutOff() throws {
    let bench = TemporalOrderTests.bench()
    let whole = try bench.run(for: 8, step: 0.025)
    let first = whole.sink.spikes[0][0].time.coherent
    let end = (first / 0.025).rounded(.up) * 0.025 + 0.025
    let cut = try bench.run(for: end, step: 0.025)
    #expect(cut.sink.spikes[0].count == 1)
    #expect(abs(cut.times()[0] - first) < 1e-6)
    #expect(cut.sink.spikes[0][0].peak < whole.sink.spikes[0][0].peak)
  }

  @Test("a run that is stopped has handed over all frames up to there")
  func interrupted() throws {
    let bench = Self.decay()
    let lowered = try bench.lowered()
    let experiment = Experiment(
      morphology: .given(bench.morphology), cell: bench.cell, recordings: bench.recordings,
      run: RunSettings(duration: 100.ms, step: 0.1.ms))
    let plan = try Plan(experiment, lowered)
    var simulation = Simulation(lowered, plan)
    var sink = MemorySink(plan.layout)
    let outcome = try simulation.run(into: &sink) { $0.time < 20.ms }
    guard case .interrupted(let time) = outcome else {
      Issue.record("it went on")
      return
    }
    #expect(time >= 20.ms && time < 22.ms)
    #expect(sink.frames[0].count == Int(time.coherent / 0.1 + 1e-9) + 1)
  }
}
