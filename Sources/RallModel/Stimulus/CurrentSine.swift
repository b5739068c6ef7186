public import RallUnits

/// A sine of current about an offset, and zero before and after; a chirp where it has an end
/// frequency, which it reaches evenly at its end.
///
/// `offset + amplitude · sin(phase + 2π (f s + (f′ − f) s² / 2D))` at s after the start, of duration D.
public struct CurrentSine: ElectrodeNoun {
  public var start: Time
  public var duration: Time
  public var amplitude: Current
  public var frequency: Frequency
  /// The frequency at the end; nil is that of the start.
  public var endFrequency: Frequency?
  /// At the start, in radians.
  public var phase: Double
  public var offset: Current

  public init(
    _ amplitude: Current, at frequency: Frequency, to endFrequency: Frequency? = nil,
    from start: Time, for duration: Time, phase: Double = 0, offset: Current = .zero
  ) {
    self.amplitude = amplitude
    self.frequency = frequency
    self.endFrequency = endFrequency
    self.start = start
    self.duration = duration
    self.phase = phase
    self.offset = offset
  }

  public var electrode: Electrode { .sine(self) }
}

extension CurrentSine: CurrentWaveform {
  package var edges: [Double] { [start.coherent, (start + duration).coherent] }

  package func drive(around time: Double) -> Drive {
    guard time >= edges[0], time < edges[1] else { return .constant(0) }
    let change = ((endFrequency ?? frequency) - frequency).coherent
    return .sine(
      Chirp(
        start: start.coherent, offset: offset.coherent, amplitude: amplitude.coherent,
        phase: phase, rate: 2 * .pi * frequency.coherent,
        acceleration: 2 * .pi * change / duration.coherent))
  }
}
