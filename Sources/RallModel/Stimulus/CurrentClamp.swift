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
}

extension CurrentClamp: CurrentWaveform {
  package var edges: [Double] { pulses.flatMap { [$0.start.coherent, $0.end.coherent] } }

  package func drive(around time: Double) -> Drive {
    .constant(Double(pulsesOn(at: time)) * amplitude.coherent)
  }

  /// How many pulses are on; more than one where they come again before they end.
  private func pulsesOn(at time: Double) -> Int {
    let since = time - start.coherent
    guard let repeats, repeats.every > .zero else {
      return since >= 0 && since < duration.coherent ? repeats?.times ?? 1 : 0
    }
    func begun(_ since: Double) -> Int {
      let count = (since / repeats.every.coherent).rounded(.down) + 1
      return Int(max(0, min(count, Double(repeats.times))))
    }
    return begun(since) - begun(since - duration.coherent)
  }
}
