/// A current between two edges, nA in ms.
package enum Drive: Sendable {
  case constant(Double)
  /// `value` at `start`, and `slope` nA/ms on.
  case line(start: Double, value: Double, slope: Double)
  case sine(Chirp)
  case noise(NoisePath)
  case samples(CurrentSamples)

  /// The current at a time.
  package func current(at time: Double) -> Double {
    switch self {
    case .constant(let value): value
    case .line(let start, let value, let slope): value + slope * (time - start)
    case .sine(let chirp): chirp.value(at: time)
    case .noise(let path): path.value(at: time)
    case .samples(let samples): samples.value(at: time)
    }
  }

  /// The mean current from `a` to `b`, to rounding: what a step takes in.
  package func mean(from a: Double, to b: Double) -> Double {
    switch self {
    case .constant(let value): value
    case .line: current(at: a + (b - a) / 2)
    case .sine(let chirp): chirp.mean(from: a, to: b)
    case .noise(let path): path.mean(from: a, to: b)
    case .samples(let samples): samples.mean(from: a, to: b)
    }
  }

  /// True where it does not change.
  package var isConstant: Bool {
    if case .constant = self { true } else { false }
  }
}

extension Electrode {
  /// The current in time; nil of a voltage clamp, whose current nobody knows before.
  ///
  /// - Parameters:
  ///   - name: of the stimulus, which tells apart the noises of one run.
  ///   - seed: of the run, for noise without a seed of its own.
  package func waveform(named name: String, seed: Int) -> (any CurrentWaveform)? {
    switch self {
    case .currentClamp(let clamp): clamp.waveform
    case .ramp(let ramp): ramp
    case .sine(let sine): sine
    case .noise(let noise): SeededNoise(noise, name: name, seed: seed)
    case .file(let file): file.samples
    case .voltageClamp: nil
    }
  }
}
