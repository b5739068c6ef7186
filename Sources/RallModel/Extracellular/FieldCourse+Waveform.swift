internal import RallUnits

extension FieldCourse {
  /// The share in time, as a current of as many nA; nil of a file that has not been read.
  ///
  /// - Parameters:
  ///   - name: of the field, which tells apart the noises of one run.
  ///   - seed: of the run, for noise without a seed of its own.
  package func waveform(named name: String, seed: Int) -> (any CurrentWaveform)? {
    switch self {
    case .pulse(let pulse): return pulse.waveform
    case .ramp(let ramp):
      return CurrentRamp(
        Current(coherent: ramp.from), to: Current(coherent: ramp.to), from: ramp.start,
        for: ramp.duration)
    case .sine(let sine):
      return CurrentSine(
        Current(coherent: sine.amplitude), at: sine.frequency, to: sine.endFrequency,
        from: sine.start, for: sine.duration, phase: sine.phase,
        offset: Current(coherent: sine.offset))
    case .noise(let noise):
      let current = CurrentNoise(
        mean: Current(coherent: noise.mean), sd: Current(coherent: noise.sd), tau: noise.tau,
        from: noise.start, for: noise.duration, seed: noise.seed)
      return SeededNoise(current, name: name, seed: seed)
    case .file(let file): return file.samples
    }
  }
}

extension FieldPulse {
  /// Its phases, repeated, as steps.
  var waveform: StepCurrent {
    var pieces: [(start: Double, end: Double, level: Double)] = []
    for k in 0..<(repeats?.times ?? 1) {
      var begin = start + Double(k) * (repeats?.every ?? .zero)
      for phase in phases {
        let end = begin + phase.duration
        pieces.append((begin.coherent, end.coherent, phase.share))
        begin = end
      }
    }
    return StepCurrent(pieces: pieces)
  }
}
