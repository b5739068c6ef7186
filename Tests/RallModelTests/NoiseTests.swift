import RallModel
import RallUnits
import Testing

@Suite("A noise current")
struct NoiseTests {
  static func drive(
    seed: Int? = 1, name: String = "n", run: Int = 1, tau: Double = 2
  ) throws -> Drive {
    let noise = CurrentNoise(
      mean: 0.3.nA, sd: 0.5.nA, tau: Time(coherent: tau), from: 0.ms, for: 1e6.ms, seed: seed)
    return try #require(noise.electrode.waveform(named: name, seed: run)).drive(around: 1)
  }

  @Test("is one path, whatever the step: means of halves make the mean of the whole")
  func refines() throws {
    let drive = try Self.drive()
    for k in 0..<200 {
      let (a, b) = (0.37 * Double(k), 0.37 * Double(k + 1))
      let halves = (drive.mean(from: a, to: (a + b) / 2) + drive.mean(from: (a + b) / 2, to: b)) / 2
      #expect(abs(drive.mean(from: a, to: b) - halves) < 1e-13)
    }
  }

  @Test("is the same for a seed, and another for another")
  func seeds() throws {
    func value(_ seed: Int?, _ name: String, _ run: Int) throws -> Double {
      try Self.drive(seed: seed, name: name, run: run).current(at: 7)
    }
    #expect(try value(1, "a", 1) == value(1, "b", 2))
    #expect(try value(1, "a", 1) != value(2, "a", 1))
    #expect(try value(nil, "a", 1) == value(nil, "a", 1))
    #expect(try value(nil, "a", 1) != value(nil, "b", 1))
    #expect(try value(nil, "a", 1) != value(nil, "a", 2))
  }

  @Test("has the mean, the variance and the correlation of Ornstein and Uhlenbeck's process")
  func distribution() throws {
    // Values 5 τ apart over many paths, so that all pairs count as independent but for e⁻⁵.
    var pairs: [(Double, Double)] = []
    for seed in 1...40 {
      let drive = try Self.drive(seed: seed)
      for k in 0..<1000 {
        let t = 10 * Double(k) + 0.123
        pairs.append(((drive.current(at: t) - 0.3) / 0.5, (drive.current(at: t + 1) - 0.3) / 0.5))
      }
    }
    let count = Double(pairs.count)
    let mean = pairs.reduce(0) { $0 + $1.0 } / count
    let variance = pairs.reduce(0) { $0 + $1.0 * $1.0 } / count
    let covariance = pairs.reduce(0) { $0 + $1.0 * $1.1 } / count
    // Five standard errors; the correlation at τ/2 is e^(−1/2).
    #expect(abs(mean) < 5 / count.squareRoot())
    #expect(abs(variance - 1) < 5 * (2 / count).squareRoot())
    #expect(abs(covariance - exponential(-0.5)) < 5 * (1.37 / count).squareRoot())
  }

  @Test(
    "has the charge of Ornstein and Uhlenbeck's process in a step of any length",
    arguments: [0.005, 0.01, 0.1, 1, 10])
  func charge(step: Double) throws {
    // Var ∫X over w is 2 τ² (w/τ − 1 + e^(−w/τ)).
    let u = step / 2
    let expected = 2 * (u + exponentialMinusOne(-u)) / (u * u)
    var sum = 0.0
    var count = 0.0
    for seed in 1...20 {
      let drive = try Self.drive(seed: seed)
      for k in 0..<1000 {
        let a = (20 + step) * Double(k) + 0.456
        let x = (drive.mean(from: a, to: a + step) - 0.3) / 0.5
        sum += x * x
        count += 1
      }
    }
    #expect(abs(sum / count / expected - 1) < 5 * (2 / count).squareRoot())
  }

  @Test("is as rough as Ornstein and Uhlenbeck's process down to τ/256")
  func roughness() throws {
    // The variance of X(t + δ) − X(t) is 2 (1 − e^(−δ/τ)).
    let delta = 2.0 / 256
    let drive = try Self.drive()
    let count = 20_000
    let sum = (0..<count).reduce(0.0) { sum, k in
      let t = Double(3 * k) * delta
      let x = (drive.current(at: t + delta) - drive.current(at: t)) / 0.5
      return sum + x * x
    }
    let expected = -2 * exponentialMinusOne(-1.0 / 256)
    #expect(abs(sum / Double(count) / expected - 1) < 5 * (2 / Double(count)).squareRoot())
  }
}
