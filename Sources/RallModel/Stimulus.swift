public import RallMorphology
public import RallUnits

/// An electrode at a site, and what it does.
public struct Stimulus: Sendable, Hashable {
  public var name: String
  public var site: Site
  public var clamp: CurrentClamp

  public init(name: String, at site: Site, _ clamp: CurrentClamp) {
    self.name = name
    self.site = site
    self.clamp = clamp
  }
}

/// A rectangular current; positive flows into the cell and depolarises it.
public struct CurrentClamp: Sendable, Hashable {
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

  /// When it is on, as half-open intervals in time, in order.
  public var pulses: [(start: Time, end: Time)] {
    (0..<(repeats?.times ?? 1)).map { k in
      let begin = start + Double(k) * (repeats?.every ?? .zero)
      return (begin, begin + duration)
    }
  }
}
