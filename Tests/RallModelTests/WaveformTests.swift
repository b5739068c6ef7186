import RallModel
import RallUnits
import Testing

@Suite("A current in time")
struct WaveformTests {
  /// The waveform of a noun.
  static func waveform(_ noun: some ElectrodeNoun) throws -> any CurrentWaveform {
    try #require(noun.electrode.waveform(named: "s", seed: 1))
  }

  static let sine = CurrentSine(
    2.nA, at: 150.Hz, from: 3.ms, for: 40.ms, phase: 0.7, offset: 0.5.nA)
  static let chirp = CurrentSine(
    2.nA, at: 10.Hz, to: 900.Hz, from: 3.ms, for: 40.ms, phase: 0.7, offset: 0.5.nA)
  static let samples = CurrentSamples(
    times: [3, 7, 7, 7.5, 43].map { Time(coherent: $0) },
    currents: [1, 2, -1, 3, 0].map { Current(coherent: $0) })!
  static let file = CurrentFile(
    path: "a.txt", time: UnitName("ms")!, current: UnitName("nA")!, samples: samples)
  static let ramp = CurrentRamp(-1.nA, to: 3.nA, from: 3.ms, for: 40.ms)
  static let noise = CurrentNoise(
    mean: 1.nA, sd: 0.5.nA, tau: 2.ms, from: 3.ms, for: 40.ms, seed: 5)

  static let nouns: [any ElectrodeNoun] = [sine, chirp, file, ramp, noise]

  @Test("is zero before its start and after its end", arguments: nouns.indices)
  func outside(number: Int) throws {
    let waveform = try Self.waveform(Self.nouns[number])
    #expect(waveform.edges.first == 3)
    #expect(waveform.edges.last == 43)
    for time in [0, 2.999, 43.001, 1e6] {
      #expect(waveform.drive(around: time).current(at: time) == 0)
    }
  }

  @Test("has a mean that is the mean of its parts", arguments: nouns.indices)
  func additive(number: Int) throws {
    let drive = try Self.waveform(Self.nouns[number]).drive(around: 20)
    let times = [3, 3.01, 7.3, 7.31, 9, 30, 42.9, 43]
    let parts = zip(times, times.dropFirst()).reduce(0.0) {
      $0 + ($1.1 - $1.0) * drive.mean(from: $1.0, to: $1.1)
    }
    // Rounding of a sum of about a thousand terms of size 40 at most.
    #expect(abs(parts - 40 * drive.mean(from: 3, to: 43)) < 1e-12)
  }

  @Test("has a mean that is that of its values", arguments: nouns.indices)
  func meanOfValues(number: Int) throws {
    let drive = try Self.waveform(Self.nouns[number]).drive(around: 20)
    let count = 100_000
    let sum = (0..<count).reduce(0.0) {
      $0 + drive.current(at: 8 + 0.3 * (Double($1) + 0.5) / Double(count))
    }
    // The midpoint rule is off by h² f″/24, and f″ is 2 nA · (2π 0.9/ms)² at most; a noise's parabola
    // has about 6 · 0.02/(0.0078 ms)².
    #expect(abs(sum / Double(count) - drive.mean(from: 8, to: 8.3)) < 1e-9)
  }

  @Test("of a sine has the mean of its antiderivative")
  func sineMean() throws {
    let drive = try Self.waveform(Self.sine).drive(around: 20)
    let rate = 2 * Double.pi * 0.15
    for (a, b) in [(3.0, 3.025), (4, 30), (41.5, 43)] {
      func integral(_ t: Double) -> Double { -2 / rate * cosine(0.7 + rate * (t - 3)) }
      let mean = 0.5 + (integral(b) - integral(a)) / (b - a)
      // The antiderivative itself loses 2/rate/(b − a) of its last bits.
      #expect(abs(drive.mean(from: a, to: b) - mean) < 1e-13)
    }
  }

  @Test("of a chirp passes its zeros as its phase says")
  func chirpPhase() throws {
    let drive = try Self.waveform(
      CurrentSine(1.nA, at: 10.Hz, to: 90.Hz, from: 0.ms, for: 100.ms)
    ).drive(around: 50)
    // 2π (0.01 t + 0.0004 t²) turns k/2 times: 1 + 4 periods in all.
    for half in 0...10 {
      let t = ((0.01 * 0.01 + 4 * 0.0004 * Double(half) / 2).squareRoot() - 0.01) / 0.0008
      #expect(abs(drive.current(at: t)) < 1e-13)
    }
  }

  @Test("of samples is linear between them, and jumps where a time stands twice")
  func sampled() throws {
    let waveform = try Self.waveform(Self.file)
    #expect(waveform.edges == [3, 7, 43])
    let drive = waveform.drive(around: 5)
    #expect(drive.current(at: 4) == 1.25)
    #expect(abs(drive.current(at: 7.0.nextDown) - 2) < 1e-14)
    #expect(drive.current(at: 7) == -1)
    #expect(drive.current(at: 7.25) == 1)
    // 7 to 7.5 has the mean of −1 and 3; 7.5 to 8.5 that of 3 and 3 · 34.5/35.5.
    #expect(abs(drive.mean(from: 7, to: 8.5) - (0.5 + 1.5 * (1 + 34.5 / 35.5)) / 1.5) < 1e-14)
  }

  @Test("of pulses that come again before they end adds up")
  func overlapping() throws {
    let clamp = CurrentClamp(1.nA, from: 1.ms, for: 5.ms, repeats: .init(every: 2.ms, times: 3))
    let waveform = try Self.waveform(clamp)
    let values = [0.5, 1.5, 3.5, 5.5, 6.5, 8.5, 10.5].map {
      waveform.drive(around: $0).current(at: $0)
    }
    #expect(values == [0, 1, 2, 3, 2, 1, 0])
  }
}
