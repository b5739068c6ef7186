public import RallUnits

/// An Ornstein-Uhlenbeck current: stationary, normal, of correlation exp(−|Δt|/τ); zero before and
/// after.
///
/// A seed gives one path, the same for every step and every number of threads: halving the step
/// refines it. Two stimuli of one seed have one path; so have all places of one stimulus.
/// Uhlenbeck and Ornstein 1930, doi:10.1103/PhysRev.36.823; as a current into a neuron: Destexhe and
/// others 2001, doi:10.1016/S0306-4522(01)00344-X.
public struct CurrentNoise: ElectrodeNoun {
  public var start: Time
  public var duration: Time
  public var mean: Current
  /// The standard deviation.
  public var sd: Current
  /// The correlation time.
  public var tau: Time
  /// Nil: made from the run's seed and the stimulus's name.
  public var seed: Int?

  public init(
    mean: Current = .zero, sd: Current, tau: Time, from start: Time, for duration: Time,
    seed: Int? = nil
  ) {
    self.mean = mean
    self.sd = sd
    self.tau = tau
    self.start = start
    self.duration = duration
    self.seed = seed
  }

  public var electrode: Electrode { .noise(self) }
}

/// A noise whose path is settled.
struct SeededNoise: CurrentWaveform {
  private let noise: CurrentNoise
  private let path: NoisePath

  init(_ noise: CurrentNoise, name: String, seed: Int) {
    self.noise = noise
    let key =
      noise.seed.map { CounterRandom(key: 0).bits(UInt64(bitPattern: Int64($0)), 0).0 }
      ?? CounterRandom(key: Self.hash(name)).bits(UInt64(bitPattern: Int64(seed)), 0).0
    path = NoisePath(
      start: noise.start.coherent, mean: noise.mean.coherent, sd: noise.sd.coherent,
      tau: noise.tau.coherent, random: CounterRandom(key: key))
  }

  var edges: [Double] { [noise.start.coherent, (noise.start + noise.duration).coherent] }

  func drive(around time: Double) -> Drive {
    time >= edges[0] && time < edges[1] ? .noise(path) : .constant(0)
  }

  /// FNV-1a of 64 bits, which is the same on every machine (Fowler, Noll and Vo, RFC 9923).
  private static func hash(_ name: String) -> UInt64 {
    name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
