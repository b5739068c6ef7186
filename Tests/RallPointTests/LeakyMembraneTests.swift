import RallModel
import RallPoint
import RallUnits
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite("The leaky capacitor")
struct LeakyMembraneTests {
  @Test("answers a step of current with V = rest + RI(1 − e^−t/τ), and decays as it rose")
  func step() throws {
    var bench = PointBench(cell: .leaky, duration: 200)
    bench.stimuli = [.step(0.1, from: 10, to: 110)]
    bench.intervals = [0.1]
    let frames = try bench.run().ledger.frames[0]
    #expect(frames.count == 2001)
    for (k, v) in frames.enumerated() {
      let t = Double(k) * 0.1
      let rise = t <= 10 ? 0 : -10 * expm1(-(min(t, 110) - 10) / 20)
      let exact = -70 + (t <= 110 ? rise : rise * exp(-(t - 110) / 20))
      #expect(abs(v / exact - 1) < 1e-14, "\(v - exact) at \(t)")
    }
  }

  @Test("has the current of its electrodes to the last bit, where that does not jump")
  func electrodeCurrent() throws {
    for cell in [PointCell.leaky, .standard()] {
      var bench = PointBench(cell: cell, duration: 100)
      // 0.1 nA from 10 to 60 ms, and a ramp of 0.02 nA/ms from 25 to 75 ms.
      bench.stimuli = [
        .step(0.1, from: 10, to: 60), AppliedStimulus((0, 0), (25, 0), (75, 1), (75, 0), (100, 0)),
      ]
      bench.intervals = [0.5]
      bench.variable = "i_electrode"
      let frames = try bench.run().ledger.frames[0]
      #expect(frames.count == 201)
      for (k, current) in frames.enumerated() {
        let time = Double(k) * 0.5
        if [10, 25, 60, 75].contains(time) { continue }
        let step = time > 10 && time < 60 ? 0.1 : 0
        let ramp = time > 25 && time < 75 ? (time - 25) * 0.02 : 0
        // The ramp begins anew at every corner of the other: a few roundings.
        #expect(abs(current - step - ramp) <= 4 * 1.0.ulp, "\(current) at \(time)")
      }
    }
  }

  @Test("adds up: what two currents do together is the sum of what each does alone")
  func superposition() throws {
    let first = AppliedStimulus((0, 0), (5, 0), (30, 0.3), (30, -0.1), (80, 0.05))
    let second = AppliedStimulus.step(0.07, from: 12.5, to: 61.25)
    func deflection(_ stimuli: [AppliedStimulus]) throws -> [Double] {
      var bench = PointBench(cell: .leaky, duration: 150)
      bench.stimuli = stimuli
      bench.intervals = [0.25]
      return try bench.run().ledger.frames[0].map { $0 + 70 }
    }
    let (a, b) = (try deflection([first]), try deflection([second]))
    for (k, both) in try deflection([first, second]).enumerated() {
      // Three roundings of a potential of 70 mV.
      #expect(abs(both - a[k] - b[k]) < 4 * 70.0.ulp)
    }
  }

  @Test("ends with as much charge as was put in and has not leaked")
  func charge() throws {
    // C·ΔV + ∫(V − rest)/R dt = ∫I dt; the integral by Simpson's rule on 20 000 frames.
    var bench = PointBench(cell: .leaky, duration: 100)
    bench.stimuli = [AppliedStimulus((0, 0), (40, 0.4), (100, 0.1))]
    bench.intervals = [0.005]
    let v = try bench.run().ledger.frames[0].map { $0 + 70 }
    let weights = v.indices.map { $0 == 0 || $0 == v.count - 1 ? 1.0 : $0 % 2 == 1 ? 4 : 2 }
    let leaked = zip(v, weights).reduce(0) { $0 + $1.0 * $1.1 } * 0.005 / 3 / 100
    let given = 0.5 * 40 * 0.4 + 60 * (0.4 + 0.1) / 2
    // Simpson's error over one corner of the slope is h² of its jump.
    #expect(abs(0.2 * v[v.count - 1] + leaked - given) < 1e-8)
  }

  @Test("tells when it passes a level, how high it went, and that nothing is off")
  func passages() throws {
    var bench = PointBench(cell: .leaky, duration: 400)
    bench.stimuli = [.step(0.1, from: 0, to: 100), .step(0.2, from: 200, to: 300)]
    bench.levels = [-65.mV, -60.mV]
    let spikes = try bench.run().ledger.spikes
    #expect(spikes.map(\.count) == [2, 1])
    #expect(abs(spikes[0][0].time.coherent - 20 * log(2.0)) < 1e-13)
    #expect(abs(spikes[0][0].peak.coherent - (-70 - 10 * expm1(-5.0))) < 2e-14)
    let left = -10 * expm1(-5.0) * exp(-5)
    #expect(abs(spikes[1][0].time.coherent - (200 + 20 * log((20 - left) / 10))) < 1e-12)
    #expect(spikes.joined().allSatisfy { $0.error == .zero })
  }

  @Test("never passes the level that a steady current leads to")
  func asymptote() throws {
    var bench = PointBench(cell: .leaky, duration: 9000)
    bench.stimuli = [.step(0.1, from: 0, to: 4000), .step(0.2, from: 8000, to: 9000)]
    bench.levels = [-60.mV]
    let times = try bench.run().ledger.times()
    #expect(times.count == 1)
    #expect(abs(times[0] - (8000 + 20 * log(2.0))) < 1e-11)
  }

  @Test("passes a level twice where it dips below it within one ramp")
  func dip() throws {
    var bench = PointBench(cell: .leaky, duration: 100)
    bench.start = -60.mV
    bench.stimuli = [AppliedStimulus((0, -0.2), (100, 0.8))]
    bench.levels = [-62.mV]
    let times = try bench.run().ledger.times()
    // It starts above; only the way back up is a passage.
    #expect(times.count == 1)
    // Up before the ramp, down and up within it.
    bench.stimuli = [AppliedStimulus((0, 0.3), (20, 0.3), (20, -0.2), (100, 0.6))]
    bench.start = -70.mV
    #expect(try bench.run().ledger.times().count == 2)
  }
}
