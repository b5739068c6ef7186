public import RallUnits

/// A rectangular current; positive flows into the cell and depolarises it.
public struct CurrentClamp: ElectrodeNoun {
  /// How a pulse comes again.
  public struct Repeat: Sendable, Hashable {
    /// From start to start.
    public var every: Time
    /// How many pulses in all.
    public var times: Int

    public init(every: Time, times: Int) {
      self.every = every
      self.times = times
    }
  }

  public var start: Time
  public var duration: Time
  public var amplitude: Current
  public var repeats: Repeat?

  public init(
    _ amplitude: Current, from start: Time, for duration: Time, repeats: Repeat? = nil
  ) {
    self.amplitude = amplitude
    self.start = start
    self.duration = duration
    self.repeats = repeats
  }

  public var electrode: Electrode { .currentClamp(self) }

  /// When it is on, as half-open intervals in time, in order.
  public var pulses: [(start: Time, end: Time)] {
    (0..<(repeats?.times ?? 1)).map { k in
      let begin = start + Double(k) * (repeats?.every ?? .zero)
      return (begin, begin + duration)
    }
  }

  var waveform: StepCurrent {
    StepCurrent(
      pulses: pulses.map { ($0.start.coherent, $0.end.coherent) }, amplitude: amplitude.coherent)
  }
}
